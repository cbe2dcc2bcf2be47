from django.urls import path

from portal.views import attendance, catalogue, desk, editor, event, feedback, messages, my, people, team, workspace

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
    path("organise/<slug:slug>/attendance/", attendance.attendance, name="workspace-attendance"),
    path("organise/<slug:slug>/attendance/close/", attendance.close, name="attendance-close"),
    path("organise/<slug:slug>/feedback/", feedback.feedback, name="workspace-feedback"),
    path("organise/<slug:slug>/messages/", messages.messages, name="workspace-messages"),
    path("organise/<slug:slug>/people/", people.people, name="workspace-people"),
    path("organise/<slug:slug>/people/add/", people.add, name="person-add"),
    path("organise/<slug:slug>/people/add/guest/", people.add_guest, name="guest-add"),
    path("organise/<slug:slug>/people/<int:pk>/remove/", people.remove, name="person-remove"),
    path("organise/<slug:slug>/settings/", editor.settings, name="workspace-settings"),
    path("organise/<slug:slug>/team/", team.team, name="team"),
    path("organise/<slug:slug>/team/<int:pk>/leave/", team.leave, name="team-leave"),
]
