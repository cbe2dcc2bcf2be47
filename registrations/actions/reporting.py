"""Telling administrators what the nightly count has found."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from registrations.notifications import counting
from registrations.recount import Difference


@transaction.atomic
def report_differences(*, found: Sequence[Difference], at: datetime) -> None:
    """Write to every administrator which seats are not as promised, once a day."""
    for administrator in User.objects.active().filter(is_staff=True).order_by("pk"):
        counting.tell_differences(administrator, found, at=at)
