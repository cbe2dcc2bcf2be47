"""Addresses of certificates."""

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _event(world: World) -> Arguments:
    return {"slug": world.past.slug}


def _code(world: World) -> Arguments:
    return {"code": world.certificate.code}


def _no_codes(world: World) -> list[Arguments]:
    return [{"code": code} for code in ("forged", world.certificate.code[:-1], world.certificate.code.swapcase())]


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
    "certificate-status": (Visit(_status, strange=_no_status),),
    "workspace-certificates": (Visit(_event),),
    "certificate-revoke": (Visit(_one, strange=_elsewhere, needs_people=True),),
    "certificate-reissue": (Visit(_one, strange=_elsewhere, needs_people=True),),
}
