"""What whoever gets a table regularly is told. The file stays with us: who may have it is asked at the download."""

from datetime import datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.formats import number_format

from exports.models import RegularExport
from exports.wording import ENDED, REASON, WORDINGS
from jobs.models import Job
from outbox import actions as outbox
from outbox.enums import Priority
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell(kind: str, job: Job, *, rows: int = 0, at: datetime) -> None:
    """Say what became of one time; an attempt that is made twice says it once."""
    outbox.post(
        kind=kind,
        key=f"{kind}:{job.uuid}",
        to=job.owner,
        about=job,
        params={"title": job.title, "path": job.get_absolute_url(), "rows": rows},
        priority=Priority.BULK,
        at=at,
    )


def tell_end(regular: RegularExport, *, at: datetime) -> None:
    """Say that it does not come any more."""
    outbox.post(
        kind=ENDED,
        key=f"{ENDED}:{regular.pk}",
        to=regular.owner,
        about=regular,
        params={"title": regular.title, "path": reverse("exports"), "rows": 0},
        priority=Priority.BULK,
        at=at,
    )


def render(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    words = WORDINGS[message.kind]
    return compose(
        "exports/mail",
        {
            "subject": words.subject % {"title": message.params["title"]},
            "lead": words.lead,
            "name": message.name,
            "rows": message.params["rows"],
            "number": number_format(message.params["rows"], force_grouping=True),
            "path": urlsplit(message.params["path"]).path,
            "button": words.button,
            "manage": reverse("exports"),
            "reason": REASON,
        },
    )
