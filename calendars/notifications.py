"""Plain calendar mails."""
from datetime import datetime
from django.db import models
from calendars.models import Revision
from outbox import actions as outbox


def tell(revision: Revision, *, about: models.Model | None = None, scope: str = "", at: datetime) -> None:
    outbox.post(kind="calendars.entry", key=f"calendars.entry:{revision.pk}", to=revision.person, about=about, scope=scope, stream=revision.stream, position=revision.position, params={"revision": revision.pk}, at=at)
