from django.urls import path

from polls import views

urlpatterns = [
    path("p/", views.enter, name="poll-enter"),
    path("p/<str:code>/", views.vote, name="poll-vote"),
    path("p/<str:code>/now/", views.now, name="poll-now"),
]
