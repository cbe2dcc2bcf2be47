"""Rows of models that are made of these querysets themselves."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models


def rows_of(model: str, **lookup: object) -> models.QuerySet[Any]:
    """Rows of another model of this app; the models themselves are made of these querysets."""
    found: models.QuerySet[Any] = apps.get_model("events", model).objects.filter(**lookup)
    return found
