from django.urls import path

from reports import views

urlpatterns = [
    path("my/certificates/<str:code>/pdf/", views.own_certificate_new, name="certificate-pdf"),
    path("certificate/own/<str:signed>/", views.guest_certificate, name="guest-certificate"),
    path("certificate/own/<str:signed>/pdf/", views.guest_certificate_new, name="guest-certificate-pdf"),
    path("certificate/own/<str:signed>/file/", views.guest_certificate_file, name="guest-certificate-file"),
    path("certificates/", views.held_certificates, name="held-certificates"),
    path("certificates/packed/", views.held_certificates_packed, name="held-certificates-packed"),
    path("figures/", views.figures, name="figures"),
    path("figures/pdf/", views.figures_document, name="figures-document"),
    path("figures/ratings/", views.ratings, name="ratings"),
    path("my/record/", views.learning_record, name="learning-record"),
    path("my/record/pdf/", views.learning_record_document, name="learning-record-document"),
    path("v/<str:code>/", views.document_check, name="document-check"),
    path("documents/<uuid:uuid>/file/", views.document_file, name="document-file"),
    path("documents/<uuid:uuid>/again/", views.document_again, name="document-again"),
    path("documents/<uuid:uuid>/withdraw/", views.document_withdraw, name="document-withdraw"),
    path(
        "organise/<slug:slug>/reports/attendance/print/",
        views.attendance_summary_print,
        name="attendance-summary-print",
    ),
    path("organise/<slug:slug>/groups/<int:session>/signs/", views.table_signs_new, name="table-signs-new"),
    path("organise/<slug:slug>/groups/<int:session>/signs/print/", views.table_signs_print, name="table-signs-print"),
]
