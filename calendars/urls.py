from django.urls import path

from calendars import views

urlpatterns = [
    path("c/<slug:token>.ics", views.feed, name="calendar-feed"),
    path("my/calendar-address/", views.rotate, name="calendar-feed-rotate"),
]
