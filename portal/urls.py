from django.urls import path

from portal.views import catalogue, desk, editor, event, my, workspace

urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("e/<slug:slug>/", event.event, name="event"),
    path("e/<slug:slug>/calendar.ics", event.event_calendar, name="event-calendar"),
    path("g/<str:signed>/", event.guest_event, name="guest-event"),
    path("my/", my.my, name="my-seminars"),
    path("organise/", desk.organise, name="organise"),
    path("organise/new/", editor.event_new, name="event-new"),
    path("organise/<slug:slug>/", workspace.overview, name="workspace"),
    path("organise/<slug:slug>/publish/", workspace.publish, name="event-publish"),
    path("organise/<slug:slug>/cancel/", workspace.cancel, name="event-cancel"),
    path("organise/<slug:slug>/settings/", editor.settings, name="workspace-settings"),
]
