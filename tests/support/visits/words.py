"""Addresses of what an event's mails say."""

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World

KIND = "registration.confirmed"


def _word(world: World) -> Arguments:
    return {"slug": world.event.slug, "kind": KIND}


def _draft(world: World) -> Arguments:
    return {"slug": world.draft.slug, "kind": KIND}


def _no_words(world: World) -> list[Arguments]:
    return [_word(world) | {"kind": kind} for kind in ("account.mail", "nothing")]


def _html(world: World) -> Arguments:
    return _word(world) | {"language": "de"}


def _no_html(world: World) -> list[Arguments]:
    return [*(one | {"language": "de"} for one in _no_words(world)), _word(world) | {"language": "xx"}]


VISITS: dict[str, tuple[Visit, ...]] = {
    "workspace-word": (Visit(_word, strange=_no_words), Visit(_draft)),
    "workspace-word-html": (Visit(_html, strange=_no_html),),
}
