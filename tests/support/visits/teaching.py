"""Addresses of those who teach, and of what organisers see of them."""

from django.core import signing

from events.links import SPEAKER_PURPOSE, sign_speaker
from registrations.links import PURPOSE
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import NOBODY, World


def _event(world: World) -> Arguments:
    return {"slug": world.event.slug}


def _draft(world: World) -> Arguments:
    return {"slug": world.draft.slug}


def _signed(*parts: object, salt: str = SPEAKER_PURPOSE) -> Arguments:
    return {"signed": signing.dumps(parts, salt=salt)}


def _forged_links(world: World) -> list[Arguments]:
    asked, far = world.engagement, 2**40
    return [
        {"signed": "forged"},
        {"signed": sign_speaker(asked)[:-2]},
        _signed(asked.pk, asked.key, far, salt=PURPOSE),
        _signed(asked.pk, "another key", far),
        _signed(asked.pk, asked.key, 1),
        _signed(0, asked.key, far),
    ]


def _engagement(world: World) -> Arguments:
    return _event(world) | {"pk": world.engagement.pk}


def _engagements_elsewhere(world: World) -> list[Arguments]:
    return [_draft(world) | {"pk": world.engagement.pk}, _event(world) | {"pk": 0}]


VISITS: dict[str, tuple[Visit, ...]] = {
    "speaker-page": (
        Visit(lambda world: {"signed": sign_speaker(world.engagement)}, strange=_forged_links, needs_people=True),
    ),
    "teaching": (Visit(_event, needs_people=True), Visit(_draft, allowed=NOBODY)),
    **dict.fromkeys(("workspace-speakers", "speakers-ask"), (Visit(_event), Visit(_draft))),
    "speaker-ask-again": (Visit(_engagement, strange=_engagements_elsewhere, needs_people=True),),
}
