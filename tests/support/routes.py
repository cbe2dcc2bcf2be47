"""Every address the product answers, as the resolver knows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from common.access import Rule
from config.access import rule_of


@dataclass(frozen=True)
class Route:
    """One pattern; ``name`` carries its namespace, ``arguments`` are those of the whole address."""

    name: str
    pattern: str
    arguments: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def rule(self) -> Rule | None:
        """Whom it is for."""
        return rule_of(self.view, self.name)

    def __str__(self) -> str:
        return self.name or self.pattern


def routes(resolver: URLResolver | None = None) -> list[Route]:
    """All of them, in the resolver's order."""
    return list(_walk(resolver or get_resolver(), "", "", ()))


def _walk(resolver: URLResolver, namespace: str, prefix: str, arguments: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        names = (*arguments, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Route(f"{namespace}{entry.name or ''}", pattern, names, entry.callback)
        else:
            below = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, below, pattern, names)
