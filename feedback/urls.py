from django.urls import path

from feedback import views

urlpatterns = [
    path("e/<slug:slug>/feedback/", views.feedback, name="feedback"),
]
