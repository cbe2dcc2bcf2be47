"""Events to which somebody has to agree before they are published."""

from datetime import datetime

from accounts.enums import Publishing
from accounts.models import Department
from events import actions
from events.models import Review
from tests.factories.accounts import make_department, make_user
from tests.factories.covers import cover_draft
from tests.factories.events import make_draft


def make_review(department: Department, *, at: datetime) -> Review:
    """Somebody's draft for a part of ``department``, about which who looks after that is asked."""
    asker, careful = make_user("Asker"), make_department("Careful", parent=department, publishing=Publishing.REVIEW)
    event = make_draft(owner=asker, at=at, title="To be agreed to", host_department=careful, cover=cover_draft())
    return actions.ask_review(event=event, note="May we?", by=asker, at=at)
