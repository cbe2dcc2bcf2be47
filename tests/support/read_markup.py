"""Reads what pages tell search engines, and holds it against the words of schema.org; run by a python that has them.

    python read_markup.py < ["<!DOCTYPE html>…", …]

answers of each {"told": [{…}, …], "card": {"og:title": "…", …}, "problems": ["…", …]}. A problem is a type or a
property that schema.org does not have, or a value of a kind that the property does not take.
"""

import json
import sys
import types
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

# Nothing beside this script may stand in the way of what is installed under the same name.
sys.path.remove(str(Path(__file__).parent))

import lxml.html
from msgspec_schemaorg.utils import URL

enums = import_module("msgspec_schemaorg.enums")  # the package itself would look for them for ever
models = import_module("msgspec_schemaorg.models")

SCHEMA = "https://schema.org"


@cache
def names() -> dict[str, Any]:
    """Every word, by its name."""
    return vars(models) | vars(enums) | {"URL": URL}


@cache
def properties(kind: str) -> dict[str, Any]:
    """What the type has, and of which kinds a value of each may be."""
    hints = get_type_hints(vars(models)[kind], localns=names(), include_extras=True)
    return {name: hint for name, hint in hints.items() if name not in {"id", "type", "context", "graph", "reverse"}}


def kinds(hint: Any) -> Iterator[Any]:
    """The kinds that a hint allows; of a list those in it."""
    if get_origin(hint) in {Union, types.UnionType, list}:
        for part in get_args(hint):
            yield from kinds(part)
    elif hint is not type(None):
        yield hint


def is_of(value: Any, kind: Any) -> bool:
    """Whether ``value`` is what ``kind`` asks for."""
    if isinstance(value, dict):
        own = vars(models).get(value.get("@type", ""))
        return isinstance(own, type) and issubclass(own, kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return value in {f"{SCHEMA}/{one.value}" for one in kind}
    if kind in {date, datetime}:
        try:
            return kind.fromisoformat(value).isoformat() == value
        except (TypeError, ValueError):
            return False
    if kind == URL:
        return isinstance(value, str) and value.startswith(("https://", "http://"))
    return type(value) is kind


def problems(node: dict[str, Any], where: str) -> Iterator[str]:
    """What schema.org does not know about ``node`` and what stands in it."""
    kind = node.get("@type", "")
    if kind not in vars(models):
        yield f"{where}: no type {kind}"
        return
    known = properties(kind)
    for name, value in node.items():
        place = f"{where}.{name}"
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{place}: no property of {kind}"
            continue
        values = value if isinstance(value, list) else [value]
        for one in values:
            if not any(is_of(one, allowed) for allowed in kinds(known[name])):
                yield f"{place}: no value for it"
            if isinstance(one, dict):
                yield from problems(one, place)


def read(page: str) -> dict[str, Any]:
    """One page."""
    document = lxml.html.document_fromstring(page)
    told = [json.loads(block.text) for block in document.xpath('//script[@type="application/ld+json"]')]
    card = {one.get("property"): one.get("content") for one in document.xpath('//meta[starts-with(@property, "og:")]')}
    wrong = [f"no context {node.get('@context')}" for node in told if node.get("@context") != SCHEMA]
    wrong += [problem for node in told for problem in problems(node, node.get("@type", ""))]
    return {"told": told, "card": card, "problems": wrong}


json.dump([read(page) for page in json.load(sys.stdin)], sys.stdout)
