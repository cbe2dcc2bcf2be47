"""An event whose feedback is closed, with results to be read."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import User
from events.drafts import SpeakerDraft
from events.models import Event
from feedback import actions as feedback
from feedback import noting
from tests.factories.feedback import answer, close, make_form

LONG_AGO = timedelta(days=20)  # before which a form of today has closed
TEXT = "The maps"


def make_told(people: Mapping[str, User], *, at: datetime) -> Event:
    """One of the owner's, at which the speaker taught; five have answered."""
    opened_at, speakers = at - LONG_AGO, (SpeakerDraft(user=people["speaker"]),)
    form, asked = make_form(5, at=opened_at, owner=people["owner"], title="Told of", speakers=speakers)
    for person in asked:
        answer(form, person, at=opened_at, useful=TEXT)
    form = close(form)
    feedback.share(form=form, with_rating=True, by=people["owner"], at=form.closes_at)
    return form.event


def the_text(event: Event) -> dict[str, object]:
    """What the address of a text of it is filled with."""
    return {"slug": event.slug, "question": "useful", "digest": noting.digest(TEXT)}
