"""What may be handed out about an event."""

from django.db.models import Sum

from events.drafts import Content
from events.enums import MaterialKind, Refusal
from events.models import Event, MaterialVersion

MOST_MATERIALS = 100
MOST_VERSIONS = 50
MOST_BYTES = 1024**3  # of all versions together, as a link lets strangers bring them
PART_OF = {
    MaterialKind.FILE: "file",
    MaterialKind.LINK: "url",
    MaterialKind.NOTE: "text",
    MaterialKind.RECORDING: "url",
}


def add_material_refusal(event: Event) -> Refusal | None:
    """Why nothing more can be handed out; what is over may still get its slides and recordings."""
    if event.is_cancelled:
        return Refusal.CANCELLED
    return Refusal.MATERIALS_FULL if event.materials.count() >= MOST_MATERIALS else None


def content_refusal(event: Event, kind: str, content: Content) -> Refusal | None:
    """Why ``content`` is no material of that ``kind``, or ``event`` has no room for it."""
    own = PART_OF[MaterialKind(kind)]
    said = {name for name in ("file", "url", "text") if getattr(content, name)}
    if said != {own}:
        return Refusal.MATERIAL_KIND
    if content.file is None:
        return None
    kept = MaterialVersion.objects.filter(material__event=event).aggregate(bytes=Sum("size", default=0))["bytes"]
    return Refusal.MATERIALS_FULL if kept + content.file.size > MOST_BYTES else None
