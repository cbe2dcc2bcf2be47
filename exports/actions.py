"""Asking for a table: once in the background, or regularly by mail."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from common import exports
from exports import notifications, runner
from exports.enums import Every, Refusal, RegularState
from exports.exceptions import ExportRefused
from exports.models import RegularExport
from exports.timing import Rhythm, next_time
from jobs import actions as jobs
from jobs.models import Job

MOST = 50  # that one person may get regularly
LONGEST_TITLE = 250


def start(*, address: str, format: str, by: User, at: datetime) -> Job:  # noqa: A002  # the domain's word
    """Have the table at ``address`` made in the background."""
    sheet = _sheet(address, by)
    params = {"address": address, "format": format}
    return jobs.start(kind=runner.KIND, owner=by, params=params, title=sheet.title[:LONGEST_TITLE], at=at)


def plan(*, address: str, format: str, rhythm: Rhythm, by: User, at: datetime) -> RegularExport:  # noqa: A002  # see above
    """Have the table at ``address`` come regularly."""
    sheet = _sheet(address, by)
    with transaction.atomic():
        # The row of whoever asks is the lock of what they get.
        User.objects.select_for_update(of=("self",)).get(pk=by.pk)
        standing = RegularExport.objects.owned_by(by).standing()
        if standing.filter(address=address, format=format).exists():
            raise ExportRefused(Refusal.TWICE)
        if standing.count() >= MOST:
            raise ExportRefused(Refusal.TOO_MANY)
        return RegularExport.objects.create(
            owner=by,
            address=address,
            title=sheet.title[:LONGEST_TITLE],
            format=format,
            every=Every.WEEK if rhythm.day is None else Every.MONTH,
            weekday=rhythm.weekday,
            day=rhythm.day,
            time=rhythm.at,
            next_at=next_time(rhythm, after=at, zone=ZoneInfo(by.zone)),
            created_at=at,
        )


def pause(*, regular: RegularExport, at: datetime) -> bool:
    """Let it not come for a while. Says whether it came."""
    active = RegularExport.objects.filter(pk=regular.pk, state=RegularState.ACTIVE)
    return bool(active.update(state=RegularState.PAUSED, paused_at=at, next_at=None))


def go_on(*, regular: RegularExport, at: datetime) -> bool:
    """Let it come again, from the next time on. Says whether it was paused."""
    paused = RegularExport.objects.filter(pk=regular.pk, state=RegularState.PAUSED)
    following = next_time(regular.rhythm, after=at, zone=regular.zone)
    return bool(paused.update(state=RegularState.ACTIVE, paused_at=None, next_at=following))


def remove(*, regular: RegularExport) -> None:
    """Let it not come any more, and forget it; what has come stays until its time is over."""
    RegularExport.objects.filter(pk=regular.pk).delete()


def make_due(*, at: datetime) -> int:
    """Start what is due, each once, however many times were missed; says how many."""
    due = RegularExport.objects.due(at=at).select_related("owner")
    return sum(_make(regular, at=at) for regular in due)


def _make(regular: RegularExport, *, at: datetime) -> bool:
    """Ask for the right anew, then start it. Whoever moves its next time on has it; a second clock finds it moved."""
    try:
        title = _sheet(regular.address, regular.owner).title[:LONGEST_TITLE]
    except ExportRefused:
        title = ""
    ours = RegularExport.objects.filter(pk=regular.pk, state=RegularState.ACTIVE, next_at=regular.next_at)
    with transaction.atomic():
        if not title:
            if ours.update(state=RegularState.ENDED, ended_at=at, next_at=None):
                notifications.tell_end(regular, at=at)
            return False
        if not ours.update(next_at=next_time(regular.rhythm, after=at, zone=regular.zone), last_at=at, title=title):
            return False
        params = {"address": regular.address, "format": regular.format, "regular": regular.pk}
        jobs.start(kind=runner.KIND, owner=regular.owner, params=params, title=title, at=at)
        return True


def _sheet(address: str, reader: User) -> exports.Sheet:
    """The table as ``reader`` may see it now, in their own words."""
    try:
        with translation.override(reader.language), timezone.override(ZoneInfo(reader.zone)):
            return exports.read(address, reader=reader)
    except exports.NotThere:
        raise ExportRefused(Refusal.NOT_THERE) from None
