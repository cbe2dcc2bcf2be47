"""What may be handed out about an event."""

from events.drafts import Content
from events.enums import MaterialKind, Refusal
from events.models import Event

MOST_MATERIALS = 100
MOST_VERSIONS = 50
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


def content_refusal(kind: str, content: Content) -> Refusal | None:
    """Why ``content`` is no material of that ``kind``."""
    own = PART_OF[MaterialKind(kind)]
    said = {name for name in ("file", "url", "text") if getattr(content, name)}
    return None if said == {own} else Refusal.MATERIAL_KIND
