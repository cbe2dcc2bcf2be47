"""Parts of a mail: tables and attributes, for mail programs strip sheets and variables."""

from datetime import datetime

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from common import accent, site, times

register = template.Library()


def absolute(to: str) -> str:
    """An address of ours with the site's own in front of it."""
    return f"{settings.BASE_URL}{to}" if to.startswith("/") else to


@register.simple_tag
def site_name() -> str:
    """The name of this installation, where no page's context tells it."""
    return site.name()


@register.simple_tag
def absolute_url(*, to: str = "/") -> str:
    """An address of ours as a mail must write it."""
    return absolute(to)


@register.simple_tag
def when_text(*, starts_at: datetime, ends_at: datetime) -> str:
    """A session's time without markup: "Tuesday 24 November, 09:30–11:30"."""
    return times.span(starts_at, ends_at)


@register.simple_tag
def moment_text(*, at: datetime) -> str:
    """One moment without markup: "Tuesday 24 November, 18:00"."""
    return times.moment(at)


@register.inclusion_tag("emails/parts/style.html")
def mail_style() -> dict[str, object]:
    """The one sheet of a mail: the dark values, and the padding on a phone."""
    return {"accent": settings.ACCENT_DARK, "on_accent": accent.ON_ACCENT["dark"]}


@register.inclusion_tag("emails/parts/heading.html")
def mail_heading(*, text: str) -> dict[str, object]:
    """The one sentence the mail is about."""
    return {"text": text}


@register.inclusion_tag("emails/parts/text.html")
def mail_text(*, text: str) -> dict[str, object]:
    """A paragraph."""
    return {"text": text}


@register.simple_block_tag
def mail_paragraph(content: str) -> SafeString:
    """A paragraph with links or emphasis in it."""
    rendered = render_to_string("emails/parts/text.html", {"text": SafeString(content)})
    return SafeString(rendered)


@register.inclusion_tag("emails/parts/event.html")
def mail_event(
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    note: str = "",
    zone: str = "",
    goes_on: bool = False,
) -> dict[str, object]:
    """The event with its date tile, in the reader's zone; `zone`: the event's, named where it differs.

    `goes_on`: another one follows, whose line above it ends this one.
    """
    differs = bool(zone) and not times.is_same_clock(starts_at, ends_at, zone)
    return {
        "month": date_format(timezone.localtime(starts_at), "SHORT_MONTH_FORMAT"),
        "day": timezone.localtime(starts_at).day,
        "title": title,
        "when": times.span(starts_at, ends_at),
        "zone_name": times.zone_name(),
        "there": times.zone_note(starts_at, ends_at, zone=zone) if differs else "",
        "place": place,
        "note": note,
        "goes_on": goes_on,
    }


@register.inclusion_tag("emails/parts/button.html")
def mail_button(*, to: str, label: str, also_to: str = "", also_label: str = "") -> dict[str, object]:
    """The one filled button, and perhaps one text link beside it."""
    return {
        "to": absolute(to),
        "label": label,
        "also_to": absolute(also_to) if also_to else "",
        "also_label": also_label,
        "accent": settings.ACCENT_LIGHT,
        "on_accent": accent.ON_ACCENT["light"],
    }


def link_look() -> dict[str, str]:
    """The attributes by which a text link looks like ours; the sheet gives its class the dark colour."""
    return {"class": "m-link", "style": f"color:{settings.ACCENT_LIGHT};"}


@register.inclusion_tag("emails/parts/link.html")
def mail_link(*, to: str, label: str) -> dict[str, object]:
    """A text link."""
    return {"to": absolute(to), "label": label, "look": link_look()}


@register.inclusion_tag("emails/parts/code.html")
def mail_code(*, code: str) -> dict[str, object]:
    """A code to be typed or copied."""
    return {"code": code}


@register.inclusion_tag("emails/parts/picture.html")
def mail_picture(*, source: str, alt: str) -> dict[str, object]:
    """A square picture on white, in light and dark: a code for a camera. `source`: of a part of the mail."""
    return {"source": source, "alt": alt}
