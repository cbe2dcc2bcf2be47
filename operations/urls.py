from django.urls import path

from operations.views import administration, health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("administration/", administration.administration, name="administration"),
    path("administration/messages/", administration.messages, name="messages"),
    path("administration/messages/<int:pk>/", administration.message, name="message"),
    path("administration/messages/<int:pk>/source/", administration.message_source, name="message-source"),
    path("administration/messages/<int:pk>/html/", administration.message_html, name="message-html"),
    path("administration/messages/<int:pk>/send/", administration.message_send, name="message-send"),
]
