"""The frame of every page: navigation and messages."""

import json
import re
from typing import Any

from django import template
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.template.context import Context
from django.utils.safestring import SafeString

from common.markup import format_html
from common.routes import address_of

register = template.Library()

NEVER_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
TONES = {messages.SUCCESS: "ok", messages.WARNING: "wait", messages.ERROR: "danger"}
ICONS = {messages.SUCCESS: "confirmed", messages.WARNING: "alert", messages.ERROR: "alert"}


@register.simple_tag(takes_context=True)
def nav_link(context: Context, *, to: str, label: str, also: str = "", wide_only: bool = False) -> SafeString:
    """One item of the main navigation. `to`: name of its URL; current at and below it, and below each of `also`.

    `also`: patterns of how other addresses begin, for two items may share one beginning.
    `wide_only`: not on a phone, where there is no room for it; another page leads there.
    """
    address = address_of(to)
    path = getattr(context.get("request"), "path", "")
    is_here = (
        path == address
        or (address != "/" and path.startswith(address))
        or any(re.match(each, path) for each in also.split())
    )
    current = SafeString(' aria-current="page"' if is_here else "")
    width = SafeString(' class="desk"' if wide_only else "")
    return format_html('<li{}><a href="{}"{}>{}</a></li>', width, address, current, label)


@register.simple_tag(takes_context=True)
def nav_tab(context: Context, *, to: str, label: str, exact: bool = False) -> SafeString:
    """One tab that leads to a part of the site. `to`: name of its URL; current at and below it, or `exact` only at it."""
    address = address_of(to)
    path = getattr(context.get("request"), "path", "")
    is_here = path == address or (not exact and path.startswith(address))
    return format_html('<a href="{}"{}>{}</a>', address, SafeString(' aria-current="page"' if is_here else ""), label)


@register.simple_tag
def data_block(*, of: dict[str, Any]) -> SafeString:
    """Values for search engines (JSON-LD): data that no browser runs, and that nothing in it can end."""
    return format_html('<script type="application/ld+json">{}</script>', SafeString(_as_data(of)))


def _as_data(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False).translate(NEVER_IN_A_SCRIPT)


@register.inclusion_tag("components/notices.html", takes_context=True)
def notices(context: Context) -> dict[str, object]:
    """What just happened, as notes at the top of the page; errors are announced at once."""
    given: list[Message] = list(context.get("messages") or [])
    return {
        "notices": [
            {
                "text": message.message,
                "tone": TONES.get(message.level, ""),
                "icon": ICONS.get(message.level, "info"),
                "role": "alert" if message.level >= messages.ERROR else "status",
            }
            for message in given
        ]
    }
