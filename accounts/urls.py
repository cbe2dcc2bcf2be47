from django.urls import path

from accounts import views

urlpatterns = [
    path("account/", views.personal, name="personal"),
    path("accounts/confirm-email/", views.confirm_address, name="account_email_verification_sent"),
    path("administration/people/import/", views.people_import, name="people-import"),
    path("administration/people/import/template/", views.people_import_template, name="people-import-template"),
    path("administration/people/import/<uuid:uuid>/", views.people_import_file, name="people-import-file"),
    path(
        "administration/people/import/<uuid:uuid>/discard/", views.people_import_discard, name="people-import-discard"
    ),
]
