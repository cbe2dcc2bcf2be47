"""On which occasions people are asked, and the screen of a room on which they find the questions."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import qr
from events.models import Event
from feedback import policies
from feedback.enums import Occasion
from feedback.models import Form
from feedback.queries import LATER

WAITS = 15  # seconds, until it looks again whether the form is open


@dataclass(frozen=True, kw_only=True)
class FeedbackScreen:
    """What the screen shows: "open" with the code, else why there is none: "to_come", "closed" or "unasked"."""

    event: Event
    form: Form | None
    stage: str
    drawing: SafeString
    address: str
    url: str
    back_url: str
    close_url: str
    seconds: int = WAITS


def feedback_screen(event: Event, *, at: datetime) -> FeedbackScreen:
    """The screen of ``event`` at ``at``."""
    form = Form.objects.for_event(event).first()
    stage = _stage(event, form, at=at)
    address = settings.BASE_URL + reverse("feedback", args=[event.slug])
    return FeedbackScreen(
        event=event,
        form=form,
        stage=stage,
        drawing=SafeString(qr.inline(address, title=_("Code to the questions")) if stage == "open" else ""),
        address=address.partition("://")[2],
        url=reverse("feedback-screen", args=[event.slug]),
        back_url=reverse("workspace-feedback", args=[event.slug]),
        close_url=reverse("workspace-attendance", args=[event.slug]),
    )


def _stage(event: Event, form: Form | None, *, at: datetime) -> str:
    if form is None:
        return "to_come" if policies.is_to_come(event, at=at) else "unasked"
    return "open" if form.takes_answers(at) else "closed"


@dataclass(frozen=True)
class OccasionLink:
    """What was asked on one occasion, beside the others."""

    label: str
    url: str
    is_current: bool


def occasions(event: Event, here: Occasion) -> list[OccasionLink]:
    """The occasions on which people are asked about ``event``; none where there is only one."""
    opened = {form.occasion for form in event.feedback_forms.all()}
    later = [one for one in LATER if event.has_follow_up or one in opened]
    first = OccasionLink(
        str(Occasion.AFTER.label), reverse("workspace-feedback", args=[event.slug]), here is Occasion.AFTER
    )
    links = [
        OccasionLink(str(one.label), reverse("workspace-feedback-later", args=[event.slug, one]), one is here)
        for one in later
    ]
    return [first, *links] if links else []
