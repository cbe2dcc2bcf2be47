"""Certificates: of two events that are over, one of which was taken back; of the next they are only promised."""

from datetime import datetime

from accounts.models import User
from events.models import Event
from recognition import actions
from recognition.drafts import RuleDraft
from recognition.enums import Condition
from recognition.models import Certificate

RULES = {
    "feedback_open": RuleDraft(condition=Condition.SHARE_OF_MINUTES, percent=50),
    "feedback_closed": RuleDraft(
        condition=Condition.ALL_SESSIONS,
        heading="Certificate of participation",
        taught="What counts as personal data, when to ask the data protection officer, and six cases to practise on.",
    ),
    "several_sessions": RuleDraft(condition=Condition.SHARE_OF_SESSIONS, percent=75),
}


def promise(event: Event, state: str, *, by: User, at: datetime) -> None:
    """Say who gets a certificate, before the list is closed."""
    if state in RULES:
        actions.set_rule(event=event, draft=RULES[state], by=by, at=at)


def take_one_back(event: Event, *, by: User, at: datetime) -> None:
    """The last one was somebody else's."""
    last = Certificate.objects.for_event(event).valid().order_by("-name", "-pk").first()
    if last is not None:
        actions.revoke(certificate=last, reason="The wrong person was marked present.", by=by, at=at)
