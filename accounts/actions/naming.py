"""How the organisation is called, and its logo."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from accounts import policies
from accounts.enums import Refusal
from accounts.exceptions import AccountRefused
from accounts.models import Organisation, User
from audit.actions import record
from common import site
from common.pictures import Emblem
from common.versions import version

NAMED = ("name", "is_name_shown", "logo_text", "logo_key")


def version_of_organisation(row: Organisation) -> str:
    """What changes with everything that can be said of the organisation."""
    return version(row, NAMED)


@transaction.atomic
def name_organisation(*, values: dict[str, Any], by: User, at: datetime, seen: str = "") -> Organisation:
    """Say how the organisation is called; ``values`` hold a new logo, or that there is to be none, or neither."""
    Organisation.objects.get_or_create(pk=1)  # before anybody has said anything there is no row to lock
    row = Organisation.objects.select_for_update().get(pk=1)
    if seen and seen != version_of_organisation(row):
        raise AccountRefused(Refusal.CHANGED_MEANWHILE)
    before = _said(row)
    if values["logo"] is not None or values["removes_logo"]:
        _draw(row, values["logo"])
    row.name, row.is_name_shown = values["name"], values["is_name_shown"]
    row.logo_text = values["logo_text"] if row.logo_key else ""
    if reason := policies.naming_refusal(row):
        raise AccountRefused(reason)
    row.save()
    if before != _said(row):
        record("organisation.named", row, by=by, at=at, before=before, after=_said(row))
        transaction.on_commit(site.tell_everybody)
    return row


def _draw(row: Organisation, logo: Emblem | None) -> None:
    row.logo = logo.png if logo else b""
    row.logo_key = sha256(logo.png).hexdigest()[:32] if logo else ""
    row.logo_width, row.logo_height = (logo.width, logo.height) if logo else (0, 0)


def _said(row: Organisation) -> dict[str, object]:
    return {name: getattr(row, name) for name in NAMED}
