"""What is checked before the site starts."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

from common import accent, pdf


@register()
def accent_can_be_read(**_kwargs: object) -> list[CheckMessage]:
    """The configured accent must be readable in light and dark."""
    colours = {"ACCENT_LIGHT": settings.ACCENT_LIGHT, "ACCENT_DARK": settings.ACCENT_DARK}
    wrong = [
        Error(f"{name} is {value!r}, which is no colour such as #0b5864.", id="common.E001")
        for name, value in colours.items()
        if not accent.is_colour(value)
    ]
    if wrong:
        return [*wrong]
    return [
        Error(
            f"ACCENT_{fault.theme.upper()} {fault.colour} has a contrast of {fault.ratio:.1f} against {fault.ground};"
            f" it needs {accent.LEAST}.",
            hint="Take a darker colour for ACCENT_LIGHT, a lighter one for ACCENT_DARK.",
            id="common.E002",
        )
        for fault in accent.faults(light=settings.ACCENT_LIGHT, dark=settings.ACCENT_DARK)
    ]


@register()
def documents_can_be_drawn(**_kwargs: object) -> list[CheckMessage]:
    """Without Pango everything works but documents, which can then only be printed from the browser."""
    if pdf.is_available():
        return []
    return [
        Caution(
            "PDF documents can't be made: the library Pango is missing.",
            hint=f"Debian and Ubuntu: {pdf.DEBIAN}; macOS: {pdf.MACOS}; then start again.",
            id="common.W001",
        )
    ]
