"""Live places count for the department of their person, and store only what stands against that person."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

LIVE = ("requested", "confirmed", "waitlisted", "offered")
DERIVED = ("full", "closed")  # follows from the seats


def fill(apps: Any, _editor: Any) -> None:
    """Look the departments up, and forget the reasons that follow from the seats."""
    registrations = apps.get_model("registrations", "Registration").objects
    belongs = apps.get_model("accounts", "User").objects.filter(pk=OuterRef("user")).values("department")
    registrations.filter(status__in=LIVE, user__isnull=False).update(department=Subquery(belongs))
    registrations.filter(why_waiting__in=DERIVED).update(why_waiting="")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("registrations", "0003_seating")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
