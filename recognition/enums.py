"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Condition(models.TextChoices):
    """Who gets a certificate."""

    ALL_SESSIONS = "all_sessions", _("Whoever was at every session from start to end")
    SHARE_OF_SESSIONS = "share_of_sessions", _("Whoever was at a share of the sessions")
    SHARE_OF_MINUTES = "share_of_minutes", _("Whoever was there for a share of the time")


SHARES = (Condition.SHARE_OF_SESSIONS, Condition.SHARE_OF_MINUTES)


class Refusal(models.TextChoices):
    """Why a certificate can't be issued or taken back."""

    NO_RULE = "no_rule", _("This event gives no certificates.")
    LIST_OPEN = "list_open", _("Close the attendance list first: certificates follow from it.")
    NOT_EARNED = "not_earned", _("By the attendance list as it stands, this person has not earned a certificate.")
    REVOKED = "revoked", _("This certificate was taken back already.")
    REPLACED = "replaced", _("There is a newer certificate for this person.")
