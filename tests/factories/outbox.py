"""Messages of a kind of their own, written by a renderer of the tests."""

from itertools import count

from django.utils import timezone

from outbox import actions, registry
from outbox.models import Message
from outbox.rendering import CalendarPart, Mail
from tests.factories.accounts import make_user

KIND = "tests.note"
START = timezone.now().replace(microsecond=0)
_numbers = count(1)


def render(message: Message) -> Mail:
    calendar = message.params.get("calendar")
    return Mail(
        subject=str(message.params.get("subject", "A note")),
        text=str(message.params.get("text", "Hello")),
        html="<p>Hello</p>",
        calendar=CalendarPart("REQUEST", str(calendar).encode()) if calendar else None,
    )


def post(**values: object) -> Message:
    registry.register(KIND, label="A note", render=render)
    values.setdefault("key", f"note:{next(_numbers)}")
    values.setdefault("kind", KIND)
    values.setdefault("to", make_user())
    values.setdefault("at", START)
    return actions.post(**values)
