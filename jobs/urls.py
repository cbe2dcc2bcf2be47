from django.urls import path

from jobs import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:uuid>/", views.job, name="job"),
    path("jobs/<uuid:uuid>/stop/", views.job_stop, name="job-stop"),
    path("jobs/<uuid:uuid>/retry/", views.job_retry, name="job-retry"),
    path("jobs/<uuid:uuid>/files/<int:pk>/", views.job_file, name="job-file"),
]
