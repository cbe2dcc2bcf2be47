"""Cloning an event: the usual way to start."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from audit.actions import Change, record, record_all
from events import policies
from events.actions.addresses import save_under_new_address
from events.actions.copying import Copy, copies_of, shifted
from events.actions.keeping import Desk, desk
from events.actions.making import Making, make_all
from events.actions.materials import hand_out_again
from events.actions.series import put_rule
from events.drafts import Content, SessionDraft
from events.enums import MaterialKind, Refusal
from events.exceptions import EventRefused
from events.models import Event, Material, Series
from events.queries import columns_of, rule_of, standing
from events.recurrence import Rule, days_of
from events.shifting import again

Handed = dict[int, list[tuple[Material, Content]]]  # by the event's id
WHEN_AND_WHERE = ("held_on", "starts_wall", "ends_on", "ends_wall", "zone", "room", "place", "join_url")


def clone(*, event: Event, title: str, step: timedelta, by: User, at: datetime) -> Event:
    """Make a draft like ``event``, so many days later; its people and what they were told stay behind.

    The addresses of those who teach from outside come along only for whoever organises ``event`` and knows them.
    Raises EventRefused where a session would begin or end at a time that does not exist on its new day.
    """
    wanted = Wanted(event=event, title=title, step=step)
    with desk() as files:
        (made,) = _clones([wanted], _handed_out([event], files), by=by, at=at)
    return made


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which event is to be cloned, what the clone is called, how much later it is, and its day where it has a series."""

    event: Event
    title: str
    step: timedelta
    series_on: date | None = None


@transaction.atomic
def _clones(
    wanted: Sequence[Wanted], handed_out: Handed, *, by: User, at: datetime, series: Series | None = None
) -> list[Event]:
    """Make all of them, in their order."""
    ids = [one.event.pk for one in wanted]
    theirs = set(Event.objects.editable_by(by).filter(pk__in=ids).values_list("pk", flat=True))
    copies = copies_of(one.event for one in wanted)
    makings = [_making(one, copies[one.event.pk], is_theirs=one.event.pk in theirs, at=at) for one in wanted]
    made = make_all(makings, series=series, by=by, at=at)
    pairs = [(one.event, clone) for one, clone in zip(wanted, made, strict=True)]
    hand_out_again(handed_out=[(event, clone, handed_out[event.pk]) for event, clone in pairs], by=by, at=at)
    sources = [
        Change(clone, None, {"source": event.slug, "title": event.title}, scope=clone.scope) for event, clone in pairs
    ]
    record_all("event.cloned", sources, by=by, at=at)
    return made


def _making(wanted: Wanted, copy: Copy, *, is_theirs: bool, at: datetime) -> Making:
    moved = shifted(copy, days=wanted.step.days, at=at)
    if moved.impossible:
        raise EventRefused(Refusal.TIME_MISSING)
    draft = replace(moved.draft, title=wanted.title)
    if not is_theirs:
        draft = replace(draft, speakers=tuple(replace(speaker, email="") for speaker in draft.speakers))
    return Making(
        source=wanted.event,
        copy=replace(moved, draft=draft),
        series_on=wanted.series_on,
        # Whoever starts from a template of others has no right to what was said of theirs.
        cloned_from=wanted.event if is_theirs else None,
    )


@dataclass(frozen=True, kw_only=True)
class SeriesAnew:
    """A series on other days: its rule, and for each of its dates the event that it is to be like."""

    rule: Rule
    dates: list[tuple[Event, date]]

    @property
    def sessions(self) -> Iterator[tuple[SessionDraft, SessionDraft]]:
        """Each session as it was and as it would be."""
        for event, day in self.dates:
            step = _step(event, day)
            for session in sorted(event.sessions.all(), key=lambda one: (one.starts_at, one.pk)):
                before = SessionDraft(**{name: getattr(session, name) for name in WHEN_AND_WHERE})
                yield before, replace(before, held_on=before.held_on + step, ends_on=before.ends_on + step)


def series_anew(*, series: Series, first_on: date, by: User) -> SeriesAnew:
    """What ``series`` would be from ``first_on``: as many dates by the same rule, each like the one that it had.

    Only of those dates that ``by`` may run. Raises EventRefused where there is none.
    """
    mine = Event.objects.run_by(by).filter(pk__in=standing(series).values("pk"))
    events = list(mine.prefetch_related("sessions__room__location").order_by("series_on", "pk"))
    if not events:
        raise EventRefused(Refusal.SERIES_NO_DATE)
    rule = again(rule_of(series), first_on=first_on, number=len(events))
    if reason := policies.rule_refusal(rule):
        raise EventRefused(reason)
    return SeriesAnew(rule=rule, dates=list(zip(events, days_of(rule), strict=True)))


def clone_series(*, series: Series, title: str, first_on: date, by: User, at: datetime) -> Series:
    """Make a draft of each date of ``series`` anew, and a series of them all; people and messages stay behind."""
    anew = series_anew(series=series, first_on=first_on, by=by)
    with desk() as files:
        handed_out = _handed_out((event for event, _day in anew.dates), files)
        return _clone_series(series, anew, title, handed_out, by=by, at=at)


@transaction.atomic
def _clone_series(
    series: Series, anew: SeriesAnew, title: str, handed_out: Handed, *, by: User, at: datetime
) -> Series:
    made = Series(title=title, created_at=at, changed_at=at, **columns_of(anew.rule))
    made.zone, made.starts_wall, made.ends_wall = series.zone, series.starts_wall, series.ends_wall
    save_under_new_address(made, is_secret=any(event.is_unlisted for event, _day in anew.dates))
    put_rule(made, anew.rule, at=at)
    wanted = [
        Wanted(
            event=event,
            title=title if event.title == series.title else event.title,
            step=_step(event, day),
            series_on=day,
        )
        for event, day in anew.dates
    ]
    _clones(wanted, handed_out, series=made, by=by, at=at)
    record(
        "series.cloned", made, by=by, at=at, scope=made.scope, after={"source": series.slug, "dates": len(anew.dates)}
    )
    return made


def _handed_out(events: Iterable[Event], files: Desk) -> Handed:
    """The newest of everything that is handed out there, its files kept once more; a recording is of that day alone."""
    found: Handed = {event.pk: [] for event in events}
    materials = Material.objects.filter(event__in=found).exclude(kind=MaterialKind.RECORDING)
    for material in materials.with_versions().order_by("added_at", "pk"):
        with suppress(FileNotFoundError):  # a backup without files was put back: the rest is still worth having
            found[material.event_id].append((material, files.again(material.newest)))
    return found


def _step(event: Event, day: date) -> timedelta:
    assert event.series_on is not None  # noqa: S101  # held by event_of_a_series_has_its_day
    return day - event.series_on
