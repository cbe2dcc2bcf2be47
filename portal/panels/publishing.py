"""The page on which a draft is published: at once, or at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import policies
from events.enums import Refusal
from events.forms import ScheduleForm
from events.models import Event, Pool
from portal.panels.checklist import Checklist, checklist
from portal.panels.interest import First, first_to_hear


@dataclass(frozen=True, kw_only=True)
class PublishPage:
    """What stands against publishing, what should be mended first, and the two ways to do it."""

    checklist: Checklist
    refusals: Sequence[Refusal]
    pools: Sequence[Pool]
    form: ScheduleForm
    first: First | None

    @property
    def is_possible(self) -> bool:
        """Whether it can be a matter of publishing at all: not of what is published, or archived."""
        return not {Refusal.NOT_A_DRAFT, Refusal.ARCHIVED}.intersection(self.refusals)

    @property
    def label(self) -> str:
        """What the button says: what it does, or how much is missing."""
        missing = len(self.refusals)
        if not missing:
            return _("Publish now")
        text = ngettext("Publish: %(number)d thing is missing", "Publish: %(number)d things are missing", missing)
        return text % {"number": missing}


def publish_page(event: Event, *, form: ScheduleForm | None = None, at: datetime) -> PublishPage:
    """The page of ``event``; ``form``: a time that was typed and can't be."""
    return PublishPage(
        checklist=checklist(event, at=at),
        refusals=policies.publish_refusals(event, at=at),
        pools=list(event.pools.order_by("-kind")),
        form=form or ScheduleForm(initial={"publish_at": event.publish_at}),
        first=first_to_hear(event, at=at),
    )
