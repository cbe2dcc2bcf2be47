"""What this app does when those below announce something: one action call each."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.dispatch import receiver

from accounts.signals import renamed
from events import actions


@receiver(renamed)
def find_under_new_names(*, sender: type[Model], rows: Sequence[Model], **_kwargs: Any) -> None:
    """Events are found by who teaches, who hosts and where they are, under the names these have now."""
    actions.renew_search_of(sender, rows)
