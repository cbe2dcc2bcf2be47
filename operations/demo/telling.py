"""What the team of one event at Nordhaven does with its results: tags, hides, replies, shares."""

from datetime import datetime, timedelta

from accounts.models import User
from events.models import Event
from feedback import actions as feedback
from feedback import noting
from feedback.models import Form

TAGGED: dict[str, dict[str, tuple[str, ...]]] = {
    "useful": {
        "The examples from our own house.": ("cases",),
        "The second case. We have the same one on our desk.": ("cases", "legal"),
        "The half hour for our own questions.": ("time",),
    },
    "improve": {"More time for questions.": ("time",), "A break in the middle.": ("time",)},
}
HIDDEN, REASON = "The room was too warm.", "It names the room of one person, who asked for it."
REPLY = """Thank you for every line. What changes next time:

- **Half an hour more for your own questions**, and a break in the middle.
- The slides come the day before.

The cases stay as they are: most of you found them the best part."""


def make_use_of_results(event: Event, *, by: User, at: datetime) -> None:
    """Do all that can be done with what was answered about ``event``."""
    form = Form.objects.for_event(event).get()
    then = at - timedelta(days=1)
    for question, texts in TAGGED.items():
        for text, tags in texts.items():
            feedback.tag_text(form=form, text=(question, noting.digest(text)), tags=tags, by=by, at=then)
    feedback.hide_text(form=form, text=("improve", noting.digest(HIDDEN)), reason=REASON, by=by, at=then)
    reply = feedback.write_reply(form=form, text=REPLY, shows_rating=True, version=0, by=by, at=then)
    feedback.send_reply(form=form, version=reply.version, by=by, at=then)
    feedback.share(form=form, with_rating=True, by=by, at=then)
