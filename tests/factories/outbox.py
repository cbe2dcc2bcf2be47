"""Messages: rows as the database takes them, and posted ones of a kind that the tests write themselves."""

from itertools import count

from django.utils import timezone

from outbox import actions, registry
from outbox.enums import MessageState
from outbox.models import DATES, Message
from outbox.rendering import CalendarPart, Mail
from tests.factories.accounts import make_user

KIND = "tests.note"
START = timezone.now().replace(microsecond=0)
NOW = START
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
    actions.post(**values)
    return Message.objects.get(key=values["key"])


def make_message(state: MessageState = MessageState.QUEUED, **values: object) -> Message:
    number = next(_numbers)
    given = {
        "key": f"test:{number}",
        "kind": KIND,
        "address": f"person{number}@example.org",
        "language": "en",
        "zone": "Europe/Berlin",
        "message_id": f"<{number}@example.org>",
        "state": state,
        "queued_at": NOW,
        "next_try_at": NOW,
        **dict.fromkeys(DATES[state], NOW),
        **({"raw": b"Subject: Hello\r\n\r\nHello\r\n"} if "sent_at" in DATES[state] else {}),
        **values,
    }
    return Message.objects.create(**given)
