from django.urls import path

from feedback import views

urlpatterns = [
    path("e/<slug:slug>/feedback/", views.feedback, name="feedback"),
    path("e/<slug:slug>/feedback/<slug:occasion>/", views.feedback_later, name="feedback-later"),
    path("f/<str:signed>/", views.feedback_by_link, name="feedback-by-link"),
    path("f/<str:signed>/not-this-one/", views.decline, name="feedback-decline"),
    path("f/<str:signed>/intention/", views.intention, name="feedback-intention"),
]
