"""What somebody gets by mail, when, and how their calendar is kept."""

from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.enums import Invitations, MailTopic
from accounts.models import User
from accounts.wording import REMINDER_CHOICES, TOPIC_NOTES
from events.models import Digest


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several, of which one stands."""

    value: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Switch:
    """A kind of mail that can be turned off."""

    topic: MailTopic
    note: str | Promise
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What the page shows."""

    reminders: list[Choice]
    invitations: list[Choice]
    switches: list[Switch]


def preferences(user: User) -> Preferences:
    """The choices of ``user`` as they stand."""
    standing = "event" if user.reminders is None else str(user.reminders)
    has_digest = Digest.objects.filter(user=user, is_on=True).exists()
    return Preferences(
        reminders=[Choice(value=one, label=label, is_chosen=one == standing) for one, label in REMINDER_CHOICES],
        invitations=[
            Choice(value=way.value, label=way.label, is_chosen=way == user.invitations) for way in Invitations
        ],
        switches=[
            Switch(
                topic=topic,
                note=TOPIC_NOTES[topic],
                is_on=has_digest if topic == MailTopic.DIGEST else user.wants(topic),
            )
            for topic in MailTopic
        ],
    )
