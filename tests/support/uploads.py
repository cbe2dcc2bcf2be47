"""Files with people in the small organisation of the walks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from accounts import actions as accounts
from accounts.models import DirectoryFile
from tests.factories.accounts import make_user

if TYPE_CHECKING:
    from tests.support.world import World


def put_uploads(world: World) -> None:
    """Files with people, to be looked at by whoever has uploaded them: right, wrong, imported."""
    admin, right = world.people["admin"], b"key,email,name,department\n1,new@example.org,New Colleague,Learning\n"
    kept = {"name": "people.csv", "content": right, "is_complete": False}
    world.foreign_upload = accounts.keep_file(**kept, by=make_user("Another administrator"), at=world.at)
    world.uploads = {"right": accounts.keep_file(**kept, by=admin, at=world.at)}
    rest = {"wrong": {"content": right + b"2,,Nobody,\n"}, "imported": {"content": b"", "applied_at": world.at}}
    dates = {"uploaded_at": world.at, "expires_at": world.at + timedelta(days=1)}
    for name, values in rest.items():
        world.uploads[name] = DirectoryFile.objects.create(**kept | dates | values, owner=admin)
