from django.urls import path

from portal.views import desk, editor, workspace

urlpatterns = [
    path("organise/", desk.organise, name="organise"),
    path("organise/new/", editor.event_new, name="event-new"),
    path("organise/<slug:slug>/", workspace.overview, name="workspace"),
    path("organise/<slug:slug>/publish/", workspace.publish, name="event-publish"),
    path("organise/<slug:slug>/cancel/", workspace.cancel, name="event-cancel"),
    path("organise/<slug:slug>/settings/", editor.settings, name="workspace-settings"),
]
