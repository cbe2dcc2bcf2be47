"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Delivered")  # the server has taken it; what becomes of it further on, only a bounce tells
    KEPT = "kept", _("Kept here: no mail server is set up")
    BOUNCED = "bounced", _("Bounced")
    REFUSED = "refused", _("Refused")
    FAILED = "failed", _("Given up")
    OVERTAKEN = "overtaken", _("Overtaken by a later mail")
    EXPIRED = "expired", _("Too late to be of use")
    SKIPPED = "skipped", _("Not needed any more")


class Delay(models.TextChoices):
    """Why mails do not leave at the moment, said to people who wait for one."""

    HELD_UP = "held_up", _("Mail is delayed at the moment. It follows by itself; there is nothing you need to do.")
    NO_SERVER = "no_server", _("No mail leaves this site: no mail server is set up. An administrator can help.")


OPEN = (MessageState.QUEUED, MessageState.SENDING)
ARRIVED = (MessageState.SENT, MessageState.KEPT)
UNDELIVERED = (MessageState.BOUNCED, MessageState.REFUSED, MessageState.FAILED)
SET_ASIDE = (MessageState.OVERTAKEN, MessageState.EXPIRED, MessageState.SKIPPED)


class Outcome(models.TextChoices):
    """What became of a message, as whoever wrote it asks."""

    OPEN = "open", _("Waiting")
    ARRIVED = "arrived", _("Delivered")
    UNDELIVERED = "undelivered", _("Not delivered")
    SET_ASIDE = "aside", _("Not needed")


OUTCOMES = {
    Outcome.OPEN: OPEN,
    Outcome.ARRIVED: ARRIVED,
    Outcome.UNDELIVERED: UNDELIVERED,
    Outcome.SET_ASIDE: SET_ASIDE,
}


class BounceReason(models.TextChoices):
    """Why the report of a mail that came back changes nothing."""

    ON_ITS_WAY = "on_its_way", _("The mail is late or has arrived; nothing has failed.")
    UNKNOWN = "unknown_mail", _("It is about no mail that we know.")
    NOTED = "noted", _("That the mail came back is known already.")


class Priority(models.IntegerChoices):
    """Who goes first: a sign-in code overtakes any mailing, one's own seat overtakes bulk."""

    SECRET = 30, _("Sign-in and links")
    SEAT = 20, _("Own seat")
    BULK = 10, _("To many")


class Placeholder(models.TextChoices):
    """What may stand in braces in a mail that organisers word, and what it stands for."""

    NAME = "name", _("the name of whoever gets the mail")
    DEPARTMENT = "department", _("their department")
    EVENT = "event", _("the title of the event")
    WHEN = "when", _("date and time of each session, in their time zone")
    DATE = "date", _("the first day")
    TIME = "time", _("when it begins on that day")
    PLACE = "place", _("where it takes place")
    SPEAKERS = "speakers", _("who teaches")
    SEAT = "seat", _("the kind of seat: in the room, online")
    POSITION = "position", _("their number on the waiting list")
    UNTIL = "until", _("until when they may answer an offer")
    DEADLINE = "deadline", _("until when they can give their seat back")
    LINK = "link", _("the address of the event’s page")
    JOIN = "join", _("where they join the next session online")
