"""Who may register, brought to what a draft says.

Private to the actions: called with the event locked. ``note_verdict`` is for whoever counts the people.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import notifications, policies
from events.drafts import MinimumDraft, RulesDraft
from events.enums import Verdict
from events.exceptions import EventRefused
from events.models import Event, Minimum
from events.queries import minimum_at_hand, minimum_of


def put_rules(event: Event, draft: RulesDraft) -> None:
    """Let ``event`` ask of people what ``draft`` says; refuses what nobody could ever fulfil."""
    if reason := policies.needs_refusal(event, draft.needs):
        raise EventRefused(reason)
    event.locations.set(draft.locations)
    event.needs.set(draft.needs)
    event.is_restricted = bool(draft.locations or draft.needs)
    event.save(update_fields=["is_restricted"])
    _put_minimum(event, draft.minimum)


def _put_minimum(event: Event, draft: MinimumDraft | None) -> None:
    """Another number or another time is decided anew; what stands keeps what was decided."""
    standing = minimum_of(event)
    if draft is None:
        Minimum.objects.filter(event=event).delete()
    elif standing is None:
        Minimum.objects.create(event=event, **vars(draft))
    else:
        if (standing.people, standing.decide_at) != (draft.people, draft.decide_at):
            standing.verdict, standing.decided_at = "", None
        standing.people, standing.decide_at = draft.people, draft.decide_at
        standing.cancels_itself = draft.cancels_itself
        standing.save()


@transaction.atomic
def note_verdict(*, event: Event, verdict: Verdict, by: User | None, at: datetime) -> None:
    """Note whether ``event`` takes place. Call with the event locked."""
    Minimum.objects.filter(event=event).update(verdict=verdict, decided_at=at)
    record("event.decided", event, by=by, at=at, scope=event.scope, after={"verdict": verdict})
    if verdict == Verdict.ASKED:
        notifications.tell_too_few(event, at=at)


def rules_snapshot(event: Event) -> dict[str, object]:
    """What an audit line keeps of the rules of an event that was fetched with them."""
    return {
        "locations": sorted(one.name for one in event.locations.all()),
        "minimum": _minimum_snapshot(minimum_at_hand(event)),
        "needs": sorted(one.slug for one in event.needs.all()),
    }


def _minimum_snapshot(found: Minimum | None) -> list[object]:
    return [found.people, found.decide_at.isoformat(), found.cancels_itself] if found else []
