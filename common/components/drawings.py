"""Icons, marks, states, avatars, tiles and covers."""

from datetime import date, datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common import art, icons, marks, site
from common.markup import format_html

register = template.Library()

STATES = {
    "confirmed": pgettext_lazy("state", "Confirmed"),
    "requested": pgettext_lazy("state", "Requested"),
    "waitlisted": pgettext_lazy("state", "Waiting"),
    "offered": pgettext_lazy("state", "Seat offered"),
    "declined": pgettext_lazy("state", "Not this time"),
    "expired": pgettext_lazy("state", "Offer lapsed"),
    "cancelled": pgettext_lazy("state", "Cancelled"),
    "present": pgettext_lazy("state", "Present"),
    "partial": pgettext_lazy("state", "Partly present"),
    "excused": pgettext_lazy("state", "Excused"),
    "absent": pgettext_lazy("state", "Absent"),
    "called-off": pgettext_lazy("state", "Event cancelled"),
    "draft": pgettext_lazy("state", "Draft"),
    "interest": pgettext_lazy("state", "Gathering interest"),
    "scheduled": pgettext_lazy("state", "Draft, with a time"),
    "open": pgettext_lazy("state", "Open"),
    "over": pgettext_lazy("state", "Over"),
    "archived": pgettext_lazy("state", "Archived"),
}
STATE_ICONS = {
    "called-off": "x",
    "draft": "edit",
    "scheduled": "clock",
    "interest": "people",
    "open": "check",
    "over": "clock",
    "archived": "archive",
}


def drawn(svg: str) -> SafeString:
    """A drawing of ours: made of numbers and fixed words; texts in it were escaped where it was made."""
    return SafeString(svg)


@register.simple_tag
def icon(*, name: str) -> SafeString:
    """One icon, in the colour and size of its text. Names: `common.icons.ICONS`."""
    return drawn(icons.icon(name))


@register.simple_tag
def brand(*, is_tight: bool = False) -> SafeString:
    """Whose site this is: the logo of the organisation, or the sign of the product, and the name.

    `is_tight`: without the name on a phone, for a link that says it anyway.
    """
    ours = site.current()
    name = format_html('<span class="brand__name{}">{}</span>', " desk" if is_tight else "", ours.name)
    if ours.logo is None:
        return drawn(art.logo()) + name
    words = "" if ours.is_name_shown else ours.logo.text
    sign = format_html(
        '<img class="emblem" src="{}" alt="{}" width="{}" height="{}">',
        reverse("logo", args=[ours.logo.key]),
        words,
        ours.logo.width,
        ours.logo.height,
    )
    return sign + name if ours.is_name_shown else sign


@register.simple_tag
def mark(*, of: marks.Marked) -> SafeString:
    """The shape of a department (name, mark, is_open_mark, hue), to stand beside its name."""
    return drawn(marks.mark(of))


@register.simple_tag
def dept(*, of: marks.Marked | None, text: str = "") -> SafeString:
    """A department's mark and name; `text` replaces the name. Nothing for nobody's department."""
    if of is None:
        return format_html("{}", text)
    return format_html('<span class="dept">{}<span>{}</span></span>', drawn(marks.mark(of)), text or of.name)


@register.simple_tag
def state(*, of: str, text: str = "", bare: bool = False, icon: str = "") -> SafeString:
    """A state as word, icon and tone. `of`: a key of STATES; `text` says it more closely; `bare` in tables."""
    classes = "state state--bare" if bare else "state"
    name = icon or STATE_ICONS.get(of, of)
    return format_html(
        '<span class="{}" data-s="{}">{}{}</span>', classes, of, drawn(icons.icon(name)), text or STATES[of]
    )


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = [word for word in name.split() if word[0].isalnum()] or ["?"]
    return "".join(word[0] for word in dict.fromkeys([words[0], words[-1]])).upper()


@register.simple_tag
def avatar(*, name: str, to: str = "") -> SafeString:
    """The initials of a person, hidden from screen readers; with `to` a link that says whose account it is."""
    if to:
        label = _("%(name)s, your account") % {"name": name}
        return format_html('<a class="avatar" href="{}" aria-label="{}">{}</a>', to, label, initials(name))
    return format_html('<span class="avatar" aria-hidden="true">{}</span>', initials(name))


@register.simple_tag
def person(
    *, name: str, department: marks.Marked | None = None, note: str = "", email: str = "", to: str = "", image: str = ""
) -> SafeString:
    """A person with avatar, department and a note ("head of controlling"); `to` makes the name a link.

    `image`: where their picture is, in place of the initials.
    """
    # In Python rather than a template: a page names two hundred people, see docs/decisions/0057.
    face = format_html('<img class="avatar" src="{}" alt="" width="36" height="36">', image) if image else ""
    named = format_html('<a class="clear" href="{}">{}</a>', to, name) if to else name
    return format_html(
        '<div class="person">{}<div>\n  <div class="strong">{}</div>\n  {}\n</div></div>\n',
        face or avatar(name=name),
        named,
        _about(department, note, email) if department or note or email else "",
    )


def _about(department: marks.Marked | None, note: str, email: str) -> SafeString:
    """Where somebody belongs, what else there is to say, and their address."""
    belongs = dept(of=department) if department else ""
    address = format_html(' <span class="nowrap">{}</span>', email) if email else ""
    return format_html(
        '<div class="sm quiet">{}{}{}{}</div>', belongs, ", " if department and note else "", note, address
    )


@register.simple_tag
def tile(*, on: date | datetime, now: bool = False, past: bool = False, month: str = "") -> SafeString:
    """A date tile in the reader's zone; hidden from screen readers, so write the full date beside it."""
    local = timezone.localtime(on) if isinstance(on, datetime) else on
    tone = " tile--now" if now else " tile--past" if past else ""
    return format_html(
        '<span class="tile{}" aria-hidden="true"><b>{}</b><span>{}</span></span>',
        tone,
        month or date_format(local, "SHORT_MONTH_FORMAT"),
        local.day,
    )


@register.simple_tag
def cover(
    *, key: object, kind: str, size: str = "", series: object = "", image: str = "", text: str = ""
) -> SafeString:
    """Cover art of an event. `key`: its uuid; `kind`: its kind; `size`: "", "thumb" or "strip".

    `series`: the uuid of its series, whose palette it shares; `image`: address of an uploaded picture;
    `text`: what it shows, where that is not said beside it.
    """
    classes = f"cover cover--{slugify(size)}" if size else "cover"
    if image:
        return format_html(
            '<span class="{}"><img src="{}" alt="{}" width="320" height="240" loading="lazy"></span>',
            classes,
            image,
            text,
        )
    palette = art.palette_of(str(series or key))
    return format_html(
        '<span class="{} art-{}">{}</span>', classes, palette, drawn(art.cover(key=str(key), kind=str(kind)))
    )
