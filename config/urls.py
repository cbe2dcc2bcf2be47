from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("common.urls")),
    path("", include("feedback.urls")),
    path("", include("polls.urls")),
    path("", include("exports.urls")),
    path("", include("jobs.urls")),
    path("", include("accounts.urls")),
    path("", include("calendars.urls")),
    path("", include("registrations.urls")),
    path("", include("recognition.urls")),
    path("", include("reports.urls")),
    path("", include("portal.urls")),
    path("", include("operations.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "common.errors.bad_request"
handler403 = "common.errors.forbidden"
handler404 = "common.errors.not_found"
handler500 = "common.errors.failed"
