from django.urls import path

from exports import views

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/new/", views.export_new, name="export-new"),
    path("exports/regular/", views.export_plan, name="export-plan"),
    path("exports/<uuid:uuid>/pause/", views.export_pause, name="export-pause"),
    path("exports/<uuid:uuid>/go-on/", views.export_go_on, name="export-go-on"),
    path("exports/<uuid:uuid>/remove/", views.export_remove, name="export-remove"),
]
