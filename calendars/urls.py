from django.urls import path

from calendars import views

urlpatterns = [
    path("calendar.ics", views.public_feed, name="public-feed"),
    path("c/<slug:token>.ics", views.feed, name="calendar-feed"),
    path("my/calendars/", views.feeds, name="feeds"),
    path("my/calendars/new/<slug:purpose>/", views.make, name="feed-make"),
    path("my/calendars/new/<slug:purpose>/<int:subject>/", views.make, name="feed-make-about"),
    path("my/calendars/<int:pk>/replace/", views.replace, name="feed-replace"),
    path("my/calendars/<int:pk>/stop/", views.revoke, name="feed-revoke"),
    path("my/calendars/<int:pk>/alarm/", views.alarm, name="feed-alarm"),
]
