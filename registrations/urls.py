from django.urls import path

from registrations import views

urlpatterns = [
    path("e/<slug:slug>/register/", views.register, name="register"),
    path("e/<slug:slug>/cancel/", views.cancel, name="registration-cancel"),
    path("e/<slug:slug>/accept/", views.accept, name="registration-accept"),
    path("e/<slug:slug>/decline/", views.decline, name="registration-decline"),
    path("e/<slug:slug>/wish/", views.wish, name="registration-wish"),
    path("e/<slug:slug>/registration/", views.panel, name="registration-panel"),
    path("e/<slug:slug>/absence/", views.absence, name="session-absence"),
    path("g/<str:signed>/absence/", views.guest_absence, name="guest-absence"),
    path("g/<str:signed>/cancel/", views.guest_cancel, name="guest-cancel"),
]
