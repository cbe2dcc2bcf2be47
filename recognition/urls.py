from django.urls import path

from recognition import views

urlpatterns = [
    path("certificate/status/<int:number>/", views.status, name="certificate-status"),
    path("certificate/<str:code>/", views.certificate, name="certificate"),
    path("certificate/<str:code>/badge.json", views.badge, name="certificate-badge"),
    path(".well-known/did.json", views.did, name="certificate-keys"),
    path("my/certificates/", views.own, name="my-certificates"),
]
