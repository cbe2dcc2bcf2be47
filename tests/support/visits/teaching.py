"""Addresses of those who teach, and of what organisers see of them."""

from django.core import signing

from events.links import SPEAKER_PURPOSE, sign_speaker
from events.models import Engagement, SpeakerProfile
from registrations.links import PURPOSE
from tests.support.visits.general import forged_guest_links
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import NOBODY, SIGNED_IN, TEAM, World


def _asked(world: World) -> Engagement:
    """What the speaker was asked about the event to come."""
    return Engagement.objects.for_event(world.event).get(user=world.people["speaker"])


def asked_guest(world: World) -> Engagement:
    """The same of somebody from outside."""
    return Engagement.objects.for_event(world.event).exclude(guest=None).get()


def _own_profile(world: World) -> SpeakerProfile:
    """What the speaker tells of themself; with a picture."""
    return SpeakerProfile.objects.get(user=world.people["speaker"])


def _event(world: World) -> Arguments:
    return {"slug": world.event.slug}


def _draft(world: World) -> Arguments:
    return {"slug": world.draft.slug}


def _signed(*parts: object, salt: str = SPEAKER_PURPOSE) -> Arguments:
    return {"signed": signing.dumps(parts, salt=salt)}


def forged_speaker_links(world: World) -> list[Arguments]:
    asked, far = _asked(world), 2**40
    return [
        {"signed": "forged"},
        {"signed": sign_speaker(asked)[:-2]},
        _signed(asked.pk, asked.key, far, salt=PURPOSE),
        _signed(asked.pk, "another key", far),
        _signed(asked.pk, asked.key, 1),
        _signed(0, asked.key, far),
    ]


def _engagement(world: World) -> Arguments:
    return _event(world) | {"pk": _asked(world).pk}


def _engagements_elsewhere(world: World) -> list[Arguments]:
    return [_draft(world) | {"pk": _asked(world).pk}, _event(world) | {"pk": 0}]


def _by_link(world: World) -> Arguments:
    return {"signed": sign_speaker(asked_guest(world))}


def _no_guests_links(world: World) -> list[Arguments]:
    return [*forged_speaker_links(world), {"signed": sign_speaker(_asked(world))}]


def _material(world: World) -> Arguments:
    return _event(world) | {"pk": world.material.pk}


def _materials_elsewhere(world: World) -> list[Arguments]:
    return [_draft(world) | {"pk": world.material.pk}, _event(world) | {"pk": 0}]


def _guest_material(world: World) -> Arguments:
    return {"signed": world.guest_link, "pk": world.material.pk}


def _materials_of_no_guest(world: World) -> list[Arguments]:
    forged = [link | {"pk": world.material.pk} for link in forged_guest_links(world)]
    return [*forged, _guest_material(world) | {"pk": 0}]


def _speaker_material(world: World) -> Arguments:
    return _by_link(world) | {"pk": world.material.pk}


def _materials_of_no_speaker(world: World) -> list[Arguments]:
    forged = [link | {"pk": world.material.pk} for link in forged_speaker_links(world)]
    return [*forged, _speaker_material(world) | {"pk": 0}]


def _version(world: World) -> Arguments:
    return _material(world) | {"number": 1}


def _versions_elsewhere(world: World) -> list[Arguments]:
    return [one | {"number": 1} for one in _materials_elsewhere(world)] + [_version(world) | {"number": 3}]


def _profile(world: World) -> Arguments:
    return {"pk": _own_profile(world).pk}


def _guest_profile(world: World) -> Arguments:
    return {"pk": asked_guest(world).person.speaker_profile.pk}


def _picture(world: World) -> Arguments:
    return _profile(world) | {"key": _own_profile(world).picture, "size": "small"}


def _pictures_elsewhere(world: World) -> list[Arguments]:
    right = _picture(world)
    return [right | {"key": world.event.cover}, right | {"size": "huge"}, right | {"pk": 0}]


OPENING = frozenset({"participant", "speaker"}) | TEAM

VISITS: dict[str, tuple[Visit, ...]] = {
    "speaker-page": (
        Visit(lambda world: {"signed": sign_speaker(_asked(world))}, strange=forged_speaker_links, needs_people=True),
        Visit(_by_link, needs_people=True),
    ),
    "speaker-bring": (Visit(_by_link, strange=_no_guests_links, needs_people=True),),
    "speaker-material": (Visit(_speaker_material, strange=_materials_of_no_speaker, needs_people=True),),
    "guest-material": (Visit(_guest_material, strange=_materials_of_no_guest, needs_people=True),),
    "material": (Visit(_material, allowed=OPENING, strange=_materials_elsewhere, needs_people=True),),
    **dict.fromkeys(("teaching", "teaching-bring"), (Visit(_event, needs_people=True), Visit(_draft, allowed=NOBODY))),
    **dict.fromkeys(("workspace-speakers", "speakers-ask"), (Visit(_event), Visit(_draft))),
    **dict.fromkeys(("workspace-materials", "material-new", "materials-tell"), (Visit(_event), Visit(_draft))),
    **dict.fromkeys(("material-change", "material-remove"), (Visit(_material, strange=_materials_elsewhere),)),
    "material-version": (Visit(_version, strange=_versions_elsewhere),),
    "speaker-ask-again": (Visit(_engagement, strange=_engagements_elsewhere, needs_people=True),),
    "speaker": (Visit(_profile, allowed=SIGNED_IN, strange=lambda _world: [{"pk": 0}], needs_people=True),),
    "speaker-picture": (Visit(_picture, allowed=SIGNED_IN, strange=_pictures_elsewhere, needs_people=True),),
    "speaker-edit": (Visit(_guest_profile, strange=lambda world: [_profile(world), {"pk": 0}], needs_people=True),),
}
