"""The answer to everybody who was asked: as its organisers write it, and as participants read it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from accounts.models import User
from common.markdown import to_html
from events.models import Event
from feedback import policies, queries
from feedback.enums import ReplyRefusal
from feedback.models import Form, Reply
from feedback.notifications import told_rating


@dataclass(frozen=True)
class Told:
    """A reply as it is read."""

    html: SafeString
    rating: str
    sent_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ReplyPanel:
    """What is written so far, and how it will look; ``people``: how many were asked and are here."""

    reply: Reply | None
    preview: Told | None
    people: int
    refusal: ReplyRefusal | None

    @property
    def version(self) -> int:
        """What was seen when somebody writes on; 0 where nothing stands yet."""
        return self.reply.version if self.reply else 0

    @property
    def is_sent(self) -> bool:
        """Whether it has gone out."""
        return self.reply is not None and self.reply.is_sent


def reply_panel(form: Form) -> ReplyPanel:
    """The reply to those whom ``form`` has asked."""
    reply = Reply.objects.select_related("sent_by").filter(form=form).first()
    return ReplyPanel(
        reply=reply,
        preview=_told(reply, form) if reply else None,
        people=len(queries.everybody_asked(form)),
        refusal=policies.reply_refusal(form, reply),
    )


def told(event: Event, person: User) -> list[Told]:
    """What the organisers of ``event`` have answered ``person``, who was asked; the latest first."""
    forms = Form.objects.asking(person).filter(event=event).values("pk")
    sent = Reply.objects.filter(form__in=forms, sent_at__isnull=False).select_related("form__event")
    return [_told(reply, reply.form) for reply in sent.order_by("-sent_at")]


def _told(reply: Reply, form: Form) -> Told:
    return Told(
        html=to_html(reply.text),
        rating=told_rating(form) if reply.shows_rating else "",
        sent_at=reply.sent_at,
    )
