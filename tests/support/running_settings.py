"""The product's settings with an app that only the tests have."""

from config.settings import *  # noqa: F403  # all of them

INSTALLED_APPS = [*INSTALLED_APPS, "tests.support.running_app.RunningConfig"]  # noqa: F405
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
