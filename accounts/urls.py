from django.urls import path

from accounts import views

urlpatterns = [
    path("account/", views.personal, name="personal"),
    path("accounts/confirm-email/", views.confirm_address, name="account_email_verification_sent"),
]
