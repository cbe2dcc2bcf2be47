"""What stands around the rows of a table that `common.tables` describes: tools and heads."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import exports, icons
from common.components.drawings import drawn
from common.markup import format_html, format_html_join
from common.tables import Column, Table

register = template.Library()


@register.inclusion_tag("components/table_tools.html")
def table_tools(*, of: Table[Any], counted: str, heads: bool = True) -> dict[str, object]:
    """Search, filters, order and downloads of a table; they work without script and stand in the address.

    `counted`: how many rows there are, in words. `heads`: whether its columns have heads that sort; without
    them, and on a phone, the order is chosen from a list.
    """
    shown = [each for each in of.filters if each.is_choice]
    lists = [each for each in shown if each.is_list]
    named = {each.name for each in lists}
    chips = [each for each in shown if not each.is_list]
    hidden = {**of.kept, **{each.name: each.value for each in chips if each.value and each.name not in named}}
    orders = [option for column in of.description.columns if column.order for option in _orders(column, of.sort)]
    return {
        "table": of,
        "counted": counted,
        "q": of.description.parameter("q"),
        "sort": of.description.parameter("sort"),
        "can_search": of.description.matching is not None,
        "lists": lists,
        "chips": chips,
        "hidden": hidden.items(),
        "orders": orders,
        "heads": heads,
    }


@register.inclusion_tag("components/downloads.html")
def downloads(
    *, of: Table[Any] | None = None, to: str = "?", label: str = "", with_data: bool = False
) -> dict[str, object]:
    """The ways to take along what a page shows as a table: two formats, or regularly by mail.

    `of`: a table, or `to`: the address of whatever else is shown as one. `label` says what it is.
    `with_data`: where there is JSON for programs too.
    """
    joint = "" if to.endswith("?") else "&" if "?" in to else "?"
    ways = (*exports.TYPES, exports.JSON, exports.BY_MAIL)
    links = {way: of.address(export=way) if of else f"{to}{joint}export={way}" for way in ways}
    return {
        "files": [(way.upper(), links[way]) for way in (*exports.TYPES, *([exports.JSON] if with_data else []))],
        "by_mail": links[exports.BY_MAIL],
        "label": label or _("Download what is shown, all pages:"),
    }


def _orders(column: Column[Any], sort: str) -> list[tuple[str, str, bool]]:
    if column.kind == "moment":
        forwards, backwards = _("Order: %(column)s, earliest first"), _("Order: %(column)s, latest first")
    else:
        forwards, backwards = _("Order: %(column)s"), _("Order: %(column)s, backwards")
    pairs = [(column.name, forwards), (f"-{column.name}", backwards)]
    return [(value, label % {"column": column.label}, value == sort) for value, label in pairs]


@register.simple_tag
def table_head(*, of: Table[Any], actions: bool = False) -> SafeString:
    """The heads of a table's columns; those that sort are links. `actions`: the last column holds buttons."""
    heads = [_head(of, column) for column in of.description.columns if column.is_shown]
    if actions:
        hush = format_html('<span class="hush">{}</span>', _("What you can do"))
        heads.append(format_html('<th scope="col">{}</th>', hush))
    return format_html("<thead><tr>{}</tr></thead>", format_html_join("", "{}", ((head,) for head in heads)))


def _head(table: Table[Any], column: Column[Any]) -> SafeString:
    number = SafeString(' class="num"') if column.kind == "number" else ""
    if not column.order:
        return format_html('<th scope="col"{}>{}</th>', number, column.label)
    direction = {column.name: "ascending", f"-{column.name}": "descending"}.get(table.sort, "")
    arrow = {"ascending": "down", "descending": "up"}.get(direction, "")
    return format_html(
        '<th scope="col"{}{}><a href="{}"{}>{}{}</a></th>',
        number,
        format_html(' aria-sort="{}"', direction) if direction else "",
        table.address(sort=f"-{column.name}" if table.sort == column.name else column.name),
        SafeString(' class="row nowrap"') if direction else "",
        column.label,
        drawn(icons.icon(arrow)) if arrow else "",
    )


@register.simple_tag
def address(*, of: str) -> SafeString:
    """A mail address below a name: where the column is too narrow for all of it, it breaks behind the @."""
    name, at, place = of.rpartition("@")
    return format_html('<span class="sm quiet under address">{}{}<wbr>{}</span>', name, at, place)
