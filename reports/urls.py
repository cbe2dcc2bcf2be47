from django.urls import path

from reports import views

urlpatterns = [
    path("organise/<slug:slug>/reports/attendance/", views.attendance_summary_new, name="attendance-summary-new"),
    path(
        "organise/<slug:slug>/reports/attendance/print/",
        views.attendance_summary_print,
        name="attendance-summary-print",
    ),
    path("organise/<slug:slug>/groups/<int:session>/signs/", views.table_signs_new, name="table-signs-new"),
    path("organise/<slug:slug>/groups/<int:session>/signs/print/", views.table_signs_print, name="table-signs-print"),
]
