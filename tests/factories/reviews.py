"""Events to which somebody has to agree before they are published."""

from datetime import datetime, timedelta

from accounts.enums import Publishing
from accounts.models import Department
from events import actions
from events.models import Review, ReviewRound
from tests.factories.accounts import make_department, make_user
from tests.factories.covers import cover_draft
from tests.factories.events import make_draft, session_draft
from tests.factories.series import weekly


def make_review(department: Department, *, at: datetime) -> Review:
    """Somebody's draft for a part of ``department``, about which who looks after that is asked."""
    asker, careful = make_user("Asker"), make_department("Careful", parent=department, publishing=Publishing.REVIEW)
    event = make_draft(owner=asker, at=at, title="To be agreed to", host_department=careful, cover=cover_draft())
    return actions.ask_review(event=event, note="May we?", by=asker, at=at)


def make_review_round(like: Review, *, at: datetime) -> ReviewRound:
    """Whoever has asked about one draft asks about three dates of a series in the same department at once."""
    asker, first = like.asked_by, (at + timedelta(days=20)).date()
    draft = make_draft(owner=asker, at=at, host_department=like.department, sessions=(session_draft(first),))
    series = actions.repeat(event=draft, rule=weekly(first, count=3), by=asker, at=at)
    actions.ask_for_all(series=series, note="May we, three times?", by=asker, at=at)
    return series.review_rounds.get()
