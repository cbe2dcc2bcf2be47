"""Addresses of certificates."""

from django.core import signing

from recognition.links import PURPOSE, own_path
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import NOBODY, World


def _event(world: World) -> Arguments:
    return {"slug": world.past.slug}


def _code(world: World) -> Arguments:
    return {"code": world.certificate.code}


def _no_codes(world: World) -> list[Arguments]:
    return [{"code": code} for code in ("forged", world.certificate.code[:-1], world.certificate.code.swapcase())]


def _own_link(world: World) -> Arguments:
    return {"signed": own_path(world.guest_certificate).rstrip("/").rpartition("/")[2]}


def _forged_links(world: World) -> list[Arguments]:
    pk, key, far = world.guest_certificate.pk, world.guest.link_key, 2**40
    signed = [
        signing.dumps(parts, salt=salt)
        for *parts, salt in (
            (pk, key, far, "another.purpose"),
            (pk, "another key", far, PURPOSE),
            (pk, key, 1, PURPOSE),
            (world.certificate.pk, key, far, PURPOSE),
        )
    ]
    return [{"signed": one} for one in ("forged", str(_own_link(world)["signed"])[:-2], world.guest_link, *signed)]


def _one(world: World) -> Arguments:
    return _event(world) | {"pk": world.certificate.pk}


def _elsewhere(world: World) -> list[Arguments]:
    mixed = [
        {"slug": world.event.slug, "pk": world.certificate.pk},
        _event(world) | {"pk": world.foreign_certificate.pk},
    ]
    return [*mixed, _event(world) | {"pk": 0}]


def _status(_world: World) -> Arguments:
    return {"number": 0}


def _no_status(_world: World) -> list[Arguments]:
    return [{"number": 1}, {"number": 10**9}]


VISITS: dict[str, tuple[Visit, ...]] = {
    "certificate": (Visit(_code, strange=_no_codes, needs_people=True),),
    "certificate-badge": (Visit(_code, strange=_no_codes, needs_people=True),),
    "certificate-pdf": (Visit(_code, allowed=frozenset({"participant"}), strange=_no_codes, needs_people=True),),
    "guest-certificate": (Visit(_own_link, strange=_forged_links, needs_people=True),),
    "guest-certificate-pdf": (Visit(_own_link, strange=_forged_links, needs_people=True),),
    "guest-certificate-file": (Visit(_own_link, allowed=NOBODY, strange=_forged_links, needs_people=True),),
    "certificate-status": (Visit(_status, strange=_no_status),),
    "workspace-certificates": (Visit(_event),),
    "certificate-revoke": (Visit(_one, strange=_elsewhere, needs_people=True),),
    "certificate-reissue": (Visit(_one, strange=_elsewhere, needs_people=True),),
}
