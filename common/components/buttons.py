"""What is pressed: buttons, links that look like them, and one-button forms."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import icons
from common.components.drawings import drawn
from common.markup import format_html

register = template.Library()


def classes(*, look: str, small: bool, wide: bool) -> str:
    """The classes of a button. `look`: "", "primary", "plain" or "danger"."""
    parts = ["btn", f"btn--{look}" if look else "", "btn--sm" if small else "", "wide" if wide else ""]
    return " ".join(filter(None, parts))


def _content(icon: str, label: str, hush: str) -> SafeString:
    sign = drawn(icons.icon(icon)) if icon else SafeString("")
    more = format_html('<span class="hush"> {}</span>', hush) if hush else ""
    return format_html("{}{}{}", sign, label, more)


@register.simple_tag
def button(  # noqa: PLR0913  # HTML's own attributes
    *,
    label: str,
    look: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    about: str = "",
    small: bool = False,
    wide: bool = False,
    disabled: bool = False,
) -> SafeString:
    """A submit button inside a form, or of the form with the id `form`.

    `about`: what it acts on, for screen readers, where many buttons say the same ("Remove" … "Ines Okafor").
    """
    return format_html(
        '<button class="{}"{}{}{}>{}</button>',
        classes(look=look, small=small, wide=wide),
        format_html(' name="{}" value="{}"', name, value) if name else "",
        format_html(' form="{}"', form) if form else "",
        SafeString(" disabled") if disabled else "",
        _content(icon, label, about),
    )


@register.simple_tag
def link_button(  # noqa: PLR0913  # HTML's own attributes
    *,
    to: str,
    label: str,
    look: str = "",
    icon: str = "",
    about: str = "",
    small: bool = False,
    wide: bool = False,
    download: bool = False,
) -> SafeString:
    """A link that looks like a button: it goes somewhere and changes nothing."""
    return format_html(
        '<a class="{}" href="{}"{}>{}</a>',
        classes(look=look, small=small, wide=wide),
        to,
        SafeString(" download") if download else "",
        _content(icon, label, about),
    )


@register.simple_tag
def drag_handle(*, of: str) -> SafeString:
    """What a row of a list is dragged by, or moved with the keyboard; there where a script makes it work (`sorting.js`).

    `of`: what is moved. Buttons that do the same stand beside it.
    """
    label = _("Move “%(title)s”") % {"title": of}
    return format_html(
        '<button class="handle" type="button" data-handle hidden aria-pressed="false" aria-label="{}">{}</button>',
        label,
        drawn(icons.icon("grip")),
    )


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(  # noqa: PLR0913  # HTML's own attributes
    context: Context,
    *,
    action: str,
    label: str,
    look: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    about: str = "",
    target: str = "",
    small: bool = False,
    wide: bool = False,
    disabled: bool = False,
) -> dict[str, object]:
    """A form of one button that changes something; works without script, CSRF is carried.

    `target`: selector of the fragment that htmx swaps with the answer. `name`/`value`: one hidden field.
    """
    return {
        "csrf_token": context["csrf_token"],  # a page that carries none fails here, and not when somebody presses it
        "action": action,
        "target": target,
        "name": name,
        "value": value,
        "wide": wide,
        "button": button(label=label, look=look, icon=icon, about=about, small=small, wide=wide, disabled=disabled),
    }
