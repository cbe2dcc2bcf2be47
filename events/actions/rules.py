"""Who may register, brought to what a draft says.

Private to the actions: called with the event locked.
"""

from events import policies
from events.drafts import RulesDraft
from events.exceptions import EventRefused
from events.models import Event


def put_rules(event: Event, draft: RulesDraft) -> None:
    """Let ``event`` ask of people what ``draft`` says; refuses what nobody could ever fulfil."""
    if reason := policies.needs_refusal(event, draft.needs):
        raise EventRefused(reason)
    event.locations.set(draft.locations)
    event.needs.set(draft.needs)
    event.is_restricted = bool(draft.locations or draft.needs)
    event.save(update_fields=["is_restricted"])


def rules_snapshot(event: Event) -> dict[str, object]:
    """What an audit line keeps of the rules."""
    return {
        "locations": sorted(event.locations.values_list("name", flat=True)),
        "needs": sorted(event.needs.values_list("slug", flat=True)),
    }
