"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Mark(models.TextChoices):
    """The shape that stands for a department beside its name; eight, each solid or open."""

    DISC = "disc", _("Disc")
    SQUARE = "square", _("Square")
    TRIANGLE = "triangle", _("Triangle")
    HEXAGON = "hexagon", _("Hexagon")
    DIAMOND = "diamond", _("Diamond")
    HALF = "half", _("Half disc")
    CROSS = "cross", _("Cross")
    DROP = "drop", _("Drop")


class Publishing(models.TextChoices):
    """Who publishes the events of a department; nothing said means what holds for the department above."""

    ANYONE = "anyone", _("Whoever organises them")
    REVIEW = "review", _("Its coordinators; everybody else asks them first")


class PersonRole(models.TextChoices):
    """What somebody may do in the whole organisation."""

    ADMINISTRATOR = "administrator", _("Administrator")
    COORDINATOR = "coordinator", _("Coordinator")
    COLLEAGUE = "colleague", pgettext_lazy("role", "Colleague")


class Invitations(models.TextChoices):
    """How what stands in somebody's calendar gets there."""

    BOTH = "both", _("By mail and by subscription")
    MAIL = "mail", _("By mail alone: the address to subscribe to is closed")
    FEED = "feed", _("By subscription alone: no invitations by mail")


class MailTopic(models.TextChoices):
    """Mails that are not about one's own seat, so that one can do without them."""

    MATERIALS = "materials", _("Materials are ready")
    AFTERWARDS = "afterwards", _("After the end")
    FEEDBACK = "feedback", _("Asked for feedback")
    CERTIFICATES = "certificates", _("Certificates")
    DIGEST = "digest", _("Weekly digest")

    @property
    def field(self) -> str:
        """Where a person's choice is kept; the digest has a row of its own."""
        return f"gets_{self.value}"


class Refusal(models.TextChoices):
    """Why a person, or the organisation, cannot be changed that way."""

    OWN_RIGHTS = "own_rights", _("Only another administrator can take your rights.")
    OWN_ACCOUNT = "own_account", _("Only another administrator can close your account.")
    LAST_ADMINISTRATOR = "last_administrator", _("There must be an administrator. Make somebody else one first.")
    MANAGER_CIRCLE = "manager_circle", _("This person reports to the one you are changing. Choose somebody else.")
    BELOW_ITSELF = "below_itself", _("A department can't stand below itself. Choose another place in the tree.")
    ACCOUNT_CLOSED = "account_closed", _("This account is closed. Open it again first.")
    NAMELESS = "nameless", _("There is no account with this address. To make one, say the name as well.")
    ALREADY_COORDINATOR = "already_coordinator", _("This person looks after the department already.")
    IN_USE = "in_use", _("It is still used.")
    LOGO_WITHOUT_WORDS = (
        "logo_without_words",
        _("Describe the logo in a few words, for those who can't see it. Often its name is enough."),
    )
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _("Somebody else has changed this meanwhile. What you typed is still here: check it, then save again."),
    )


class ImportRefusal(models.TextChoices):
    """Why a file with people is not imported."""

    HAS_PROBLEMS = "has_problems", _("Nothing was changed: the file has mistakes.")
    HAS_CHANGED = (
        "has_changed",
        _("Nothing was changed: the directory is not as it was. Look at what would happen now."),
    )
    MANY_MISSING = (
        "many_missing",
        _("Nothing was changed: more than a fifth of the people would leave. Say that you mean it."),
    )
    IS_USED = "is_used", _("This file was imported already.")
