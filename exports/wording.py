"""What our mails say."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READY = "exports.ready"
FAILED = "exports.failed"
ENDED = "exports.ended"


@dataclass(frozen=True)
class Wording:
    """A mail's name, its subject, what it says, and what its button leads to."""

    label: str | Promise
    subject: str | Promise
    lead: str | Promise
    button: str | Promise


WORDINGS = {
    READY: Wording(
        _("Regular table is ready"),
        _("Ready to download: %(title)s"),
        _("The table that you get regularly has been made, as you would see it now."),
        _("Download"),
    ),
    FAILED: Wording(
        _("Regular table could not be made"),
        _("Could not be made: %(title)s"),
        _("The table that you get regularly could not be made this time. It will be tried again the next time."),
        _("See why"),
    ),
    ENDED: Wording(
        _("Regular table has ended"),
        _("Does not come any more: %(title)s"),
        _(
            "You used to get this table regularly. It is not there any more, or you may not see it any more,"
            " so it has ended."
        ),
        _("Your regular tables"),
    ),
}
REASON = _("You get this because you asked for this table regularly.")
