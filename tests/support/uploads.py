"""Files with people and with events in the small organisation of the walks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from accounts import actions as accounts
from accounts.models import DirectoryFile
from events import actions as events
from events.queries import plan_of_file
from registrations import actions as registrations
from registrations.queries import plan_of_report
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


def put_reports(world: World) -> None:
    """Attendance reports: right, without what is needed, imported, and one of another event."""
    by, at = {"by": world.people["owner"]}, {"at": world.at}
    session, elsewhere = world.session(world.past), world.session(world.foreign)
    day = f"{session.held_on:%Y-%m-%d}"
    rows = f"Name,Join time,Leave time\nParticipant,{day} 10:00,{day} 11:00\niPhone,{day} 10:00,{day} 10:30\n"
    for name, of, content in (
        ("right", session, rows),
        ("wrong", session, "Name,Department\n"),
        ("imported", session, rows),
        ("foreign", elsewhere, rows),
    ):
        upload = registrations.Upload(name=f"{name}.csv", content=content.encode(), zone=session.zone, share=75)
        world.reports[name] = registrations.keep_report(session=of, upload=upload, **by, **at)
    digest = plan_of_report(world.reports["imported"]).digest
    registrations.import_report(report=world.reports["imported"], expected=digest, **by, **at)


def put_event_files(world: World) -> None:
    """Files with events, to be looked at by whoever has uploaded them: right, with mistakes, imported."""
    owner, rows = world.people["owner"], b"title,date,start,place\nFrom a file,2031-03-05,10:00,Elbe\n"
    kept = {"name": "events.csv", "by": owner, "at": world.at}
    other = make_user("Somebody with a file")
    world.foreign_event_file = events.keep_event_file(**kept | {"by": other}, content=rows)
    imported = events.keep_event_file(**kept, content=rows)
    digest = plan_of_file(imported, at=world.at).digest
    world.event_files = {
        "imported": events.import_event_file(file=imported, expected=digest, by=owner, at=world.at),
        "right": events.keep_event_file(**kept, content=rows + b"Another one,2031-03-06,10:00,Elbe\n,2031,,\n"),
        "wrong": events.keep_event_file(**kept | {"name": "none.ics"}, content=b"BEGIN:VCALENDAR"),
    }
