"""The icons: 20 x 20, 1.6 stroke, round; drawn in the colour of the text beside them."""

# Parts with the class `solid` are filled, `cut` are drawn in the colour of the ground.

GENERAL = {
    "calendar": ('<rect x="3" y="4.5" width="14" height="12.5" rx="2"/><path d="M3 8.5h14M7 2.5v4M13 2.5v4"/>'),
    "clock": ('<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.8 1.6"/>'),
    "pin": (
        '<path d="M10 17.5s5.5-4.7 5.5-9.2a5.5 5.5 0 0 0-11 0c0 4.5 5.5 9.2 5.5 9.2z"/><circle cx="10" cy="8.2" r="2"/>'
    ),
    "video": ('<rect x="2.5" y="5" width="10.5" height="10" rx="2"/><path d="M13 9l4.5-2.5v7L13 11"/>'),
    "person": ('<circle cx="10" cy="7" r="3.2"/><path d="M3.8 17c.6-3.4 3-5 6.2-5s5.6 1.6 6.2 5"/>'),
    "people": (
        '<circle cx="7.5" cy="7.2" r="2.7"/>'
        '<path d="M2.5 16c.4-2.9 2.3-4.3 5-4.3s4.6 1.4 5 4.3M13 4.8a2.6 2.6 0 0 1 0 4.9M14.6 12c1.7.6 2.6 2 2.9 4"/>'
    ),
    "check": '<path d="M4.5 10.5l3.8 3.8 7.4-8.3"/>',
    "x": '<path d="M5 5l10 10M15 5L5 15"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "search": ('<circle cx="9" cy="9" r="5.5"/><path d="M13.2 13.2L17 17"/>'),
    "right": '<path d="M8 5l5 5-5 5"/>',
    "left": '<path d="M12 5l-5 5 5 5"/>',
    "down": '<path d="M5 8l5 5 5-5"/>',
    "up": '<path d="M5 12l5-5 5 5"/>',
    "arrow": '<path d="M4 10h12M11 5l5 5-5 5"/>',
    "download": '<path d="M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13"/>',
    "mail": ('<rect x="2.5" y="4.5" width="15" height="11" rx="2"/><path d="M3 6l7 5 7-5"/>'),
    "copy": (
        '<rect x="7" y="7" width="10" height="10" rx="2"/>'
        '<path d="M13 7V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2"/>'
    ),
    "columns": '<rect x="3" y="3.5" width="14" height="13" rx="2"/><path d="M7.7 3.5v13M12.3 3.5v13"/>',
    "list": '<path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13"/>',
    "grip": '<path d="M7.5 5v.1M12.5 5v.1M7.5 10v.1M12.5 10v.1M7.5 15v.1M12.5 15v.1"/>',
    "alert": ('<path d="M10 3.2L18 16.5H2z"/><path d="M10 8v4M10 14.2v.1"/>'),
    "info": ('<circle cx="10" cy="10" r="7"/><path d="M10 9.2v4.3M10 6.6v.1"/>'),
    "ribbon": ('<circle cx="10" cy="7.5" r="4.5"/><path d="M7.3 11.5L6 17.5l4-2 4 2-1.3-6"/>'),
    "scan": '<path d="M3 7V4.5A1.5 1.5 0 0 1 4.5 3H7M13 3h2.5A1.5 1.5 0 0 1 17 4.5V7M17 13v2.5a1.5 1.5 0 0 1-1.5 1.5H13M7 17H4.5A1.5 1.5 0 0 1 3 15.5V13M3 10h14"/>',
    "offline": '<path d="M3 3l14 14M6.5 8.5A4 4 0 0 0 6 16h8M9 5.6a4.5 4.5 0 0 1 5.5 4.4A3 3 0 0 1 17 14"/>',
    "refresh": '<path d="M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 2.5v3.3h-3.3"/>',
    "lock": ('<rect x="4" y="9" width="12" height="8" rx="2"/><path d="M6.8 9V6.5a3.2 3.2 0 0 1 6.4 0V9"/>'),
    "globe": (
        '<circle cx="10" cy="10" r="7"/>'
        '<path d="M3 10h14M10 3c2.5 2 3.5 4.4 3.5 7s-1 5-3.5 7c-2.5-2-3.5-4.4-3.5-7s1-5 3.5-7z"/>'
    ),
    "archive": '<rect x="3" y="4" width="14" height="3.5" rx="1"/><path d="M4.5 7.5V16h11V7.5M8 11h4"/>',
    "dots": '<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.6"/>',
    "edit": '<path d="M4 16l.8-3.5L13.5 3.8l2.7 2.7-8.7 8.7z"/>',
    "eye": ('<path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z"/><circle cx="10" cy="10" r="2.3"/>'),
    "seat": '<path d="M6 3v14M6 11h8v6M6 7.5"/>',
    "repeat": '<path d="M4 9V8a3 3 0 0 1 3-3h9M13 2l3 3-3 3M16 11v1a3 3 0 0 1-3 3H4M7 18l-3-3 3-3"/>',
    "file": '<path d="M5 3h6.5L15 6.5V17H5zM11.5 3v3.5H15"/>',
    "filter": '<path d="M3 6h14M6 10h8M8.5 14h3"/>',
    "chat": '<path d="M4.5 4h11A1.5 1.5 0 0 1 17 5.5v7a1.5 1.5 0 0 1-1.5 1.5H9l-4 3v-3h-.5A1.5 1.5 0 0 1 3 12.5v-7A1.5 1.5 0 0 1 4.5 4z"/>',
}


STATES = {
    "confirmed": ('<circle class="solid" cx="10" cy="10" r="7"/><path class="cut" d="M6.8 10.3l2.3 2.3 4.2-4.8"/>'),
    "requested": (
        '<circle cx="10" cy="10" r="7" stroke-dasharray="2.6 2.9"/>'
        '<path d="M7 10h.01M10 10h.01M13 10h.01" stroke-width="2"/>'
    ),
    "waitlisted": '<path d="M6 3h8M6 17h8M7 3v2.5c0 2 3 3 3 4.5s-3 2.5-3 4.5V17M13 3v2.5c0 2-3 3-3 4.5s3 2.5 3 4.5V17"/>',
    "offered": ('<path d="M6 3v14M6 10.5h8V17"/><path d="M13 2.5v5M10.5 5h5"/>'),
    "declined": ('<circle cx="10" cy="10" r="7"/><path d="M6.8 10h6.4"/>'),
    "expired": '<path d="M5 4.9A7 7 0 0 0 15 15M8 3.3A7 7 0 0 1 16.8 11.5M3 3l14 14"/>',
    "cancelled": ('<circle cx="10" cy="10" r="7"/><path d="M7.6 7.6l4.8 4.8M12.4 7.6l-4.8 4.8"/>'),
    "present": ('<circle class="solid" cx="10" cy="10" r="7"/><path class="cut" d="M6.8 10.3l2.3 2.3 4.2-4.8"/>'),
    "partial": ('<circle cx="10" cy="10" r="7"/><path class="solid" d="M10 3a7 7 0 0 0 0 14z"/>'),
    "excused": ('<circle cx="10" cy="10" r="7"/><path d="M5.2 14.8l9.6-9.6"/>'),
    "absent": '<circle cx="10" cy="10" r="7"/>',
}


ICONS = GENERAL | STATES

# The light values of the tones, for paper.
PAPER_TONES = {"present": "#1c6638", "partial": "#77510a", "excused": "#465054", "absent": "#a1242f"}

# Arrows turn with the script, clocks and ticks do not.
TURNING = frozenset({"right", "left", "arrow"})


def icon(name: str) -> str:
    """The icon as inline SVG, hidden from screen readers: the word beside it says it."""
    turn = " icon--turn" if name in TURNING else ""
    return f'<svg class="icon{turn}" viewBox="0 0 20 20" aria-hidden="true">{ICONS[name]}</svg>'


def icon_on_paper(name: str, *, colour: str, ground: str = "#ffffff") -> str:
    """The icon with its colours as attributes, for mail and PDF, which read no sheet."""
    parts = ICONS[name].replace('class="solid"', f'fill="{colour}"').replace('class="cut"', f'stroke="{ground}"')
    return (
        f'<svg viewBox="0 0 20 20" fill="none" stroke="{colour}" stroke-width="1.8" stroke-linecap="round"'
        f' stroke-linejoin="round" aria-hidden="true">{parts}</svg>'
    )
