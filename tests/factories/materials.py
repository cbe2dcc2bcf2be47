"""What is handed out, as people bring it."""

from datetime import datetime

from accounts.models import User
from common.files import document_type_of, sent
from events import actions
from events.drafts import Content, MaterialDraft, ProfileDraft
from events.models import Event, Material
from tests.factories.covers import cover_draft
from tests.factories.events import NOW


def file_content(data: bytes = b"slides", name: str = "slides.pdf") -> Content:
    """A PDF, as far as its first bytes go."""
    whole = b"%PDF-1.7 " + data
    return Content(file=sent(name, whole, document_type_of(whole)), data=whole)


def make_material(
    event: Event, *, kind: str = "file", content: Content | None = None, by=None, at=NOW, **said: object
) -> Material:
    """Handed out by the event's owner."""
    ready = {"file": file_content(), "note": Content(text="Read this."), "link": Content(url="https://v.example/1")}
    draft = MaterialDraft(**{"title": "Slides", "language": "en"} | said)
    by = by or event.roles.get(kind="owner").user
    return actions.add_material(
        event=event, kind=kind, draft=draft, content=content or ready.get(kind) or ready["link"], by=by, at=at
    )


def hand_out(event: Event, *, speaker: User, at: datetime) -> Material:
    """A file in two versions, which is answered, and a note for all; ``speaker`` says who they are, with a picture."""
    slides = make_material(event, content=file_content(b"first"), at=at)
    owner = event.roles.get(kind="owner").user
    actions.renew_material(material=slides, content=file_content(b"second"), by=owner, at=at)
    make_material(event, kind="note", title="Before you come", visible="all", at=at)
    picture = cover_draft().picture
    draft = ProfileDraft(title="Teacher", biography="Has taught for long.", picture=picture)
    actions.introduce_myself(user=speaker, draft=draft, at=at)
    event.refresh_from_db()
    return slides
