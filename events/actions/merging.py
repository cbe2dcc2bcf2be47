"""What an edit of one occurrence means for another one: all that it changes there, and nothing else. Writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from events.drafts import (
    CoverDraft,
    EventDraft,
    MaterialDraft,
    QuestionDraft,
    RulesDraft,
    SeatingDraft,
    SeatRuleDraft,
    SessionDraft,
)

ABOUT_SESSION = ("starts_wall", "ends_wall", "zone", "room", "place", "join_url")
APART = ("cover", "sessions", "seats", "rules")  # what is compared part by part


def merged(before: EventDraft, after: EventDraft, other: EventDraft) -> EventDraft:
    """``other`` with all that differs between ``before`` and ``after``; dates move by as many days as there."""
    return replace(
        other,
        **_changes(before, after, *APART),
        cover=_cover(before.cover, after.cover, other.cover),
        sessions=_sessions(before.sessions, after.sessions, other.sessions),
        seats=_seats(before.seats, after.seats, other.seats),
        rules=_rules(before, after, other),
    )


def said_there(before: EventDraft, after: EventDraft, other: EventDraft) -> list[object] | None:
    """What ``other`` says where it is to say what ``after`` changes; None where it has sessions that it keeps."""
    if len(before.sessions) != len(other.sessions):
        return None
    found: list[object] = []
    for name in _changes(before, after, *APART):
        value = getattr(other, name)
        found.append(sorted(one.pk for one in value) if isinstance(value, tuple) else value)
    kinds = sorted({*before.seats, *after.seats})
    absent = object()
    found += [
        other.seats.get(kind) for kind in kinds if before.seats.get(kind, absent) != after.seats.get(kind, absent)
    ]
    now = {one.pk: one for one in after.sessions}
    for mine, theirs in zip(before.sessions, other.sessions, strict=True):
        names = [
            name for name in ABOUT_SESSION if mine.pk in now and getattr(mine, name) != getattr(now[mine.pk], name)
        ]
        found += [getattr(theirs, name) for name in names]
    return found


def merged_seating(
    before: SeatingDraft, after: SeatingDraft, other: SeatingDraft, *, move: Callable[[datetime], datetime]
) -> SeatingDraft:
    """``other`` with all that differs between ``before`` and ``after``; ``move``: from a time here to one there."""
    values = _changes(before, after, "rules")
    values |= {name: move(value) for name, value in values.items() if isinstance(value, datetime)}
    was, now, theirs = (_by_subject(one.rules) for one in (before, after, other))
    rules = {key: rule for key, rule in theirs.items() if key in now or key not in was}
    for key, rule in now.items():
        if was.get(key) != rule:
            rules[key] = replace(rule, lapses_at=rule.lapses_at and move(rule.lapses_at))
    return replace(other, **values, rules=tuple(rules.values()))


def merged_question(before: QuestionDraft, after: QuestionDraft, other: QuestionDraft) -> QuestionDraft:
    """The same of a question; answers to choose from are the same where they are called the same."""
    mine = {label.casefold(): pk for pk, label in before.kept.items()}
    kept = {}
    for pk, label in other.kept.items():
        own = mine.get(label.casefold())
        if own is None:
            kept[pk] = label
        elif own in after.kept:
            kept[pk] = label if after.kept[own] == before.kept[own] else after.kept[own]
    there = {label.casefold() for label in kept.values()}
    added = tuple(label for label in after.added if label.casefold() not in there)
    return replace(other, **_changes(before, after, "kept", "added"), kept=kept, added=added)


def merged_material(before: MaterialDraft, after: MaterialDraft, other: MaterialDraft) -> MaterialDraft:
    """The same of what is said of a material; to which session it belongs stays."""
    return replace(other, **_changes(before, after, "session"))


def first_day(draft: EventDraft) -> date:
    """The day of the first session of an event that has one."""
    return min(session.held_on for session in draft.sessions)


def _differ(before: object, after: object) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return before.splitlines() != after.splitlines()  # browsers end lines in a way of their own
    if isinstance(before, tuple) and isinstance(after, tuple) and any(isinstance(one, Model) for one in before + after):
        return set(before) != set(after)  # of topics and departments nobody says an order
    return before != after


def _changes(before: object, after: object, *apart: str) -> dict[str, Any]:
    names = [name for name in vars(after) if name not in apart]
    return {name: getattr(after, name) for name in names if _differ(getattr(before, name), getattr(after, name))}


def _by_subject(rules: Sequence[SeatRuleDraft]) -> dict[tuple[str, str, int | None], SeatRuleDraft]:
    """Rules for the same seats and the same department stand for one another."""
    return {(rule.pool, rule.kind, rule.department.pk if rule.department else None): rule for rule in rules}


def _cover(before: CoverDraft | None, after: CoverDraft | None, other: CoverDraft | None) -> CoverDraft | None:
    if after is not None and after.picture is not None:
        return after
    if after is None and before is not None:
        return None
    stays = other and replace(other, picture=None)
    if stays and before and after and before.text != after.text:
        return replace(stays, text=after.text)
    return stays


def _seats(
    before: dict[str, int | None], after: dict[str, int | None], other: dict[str, int | None]
) -> dict[str, int | None]:
    missing = object()
    kinds = {*before, *after}
    changed = {kind for kind in kinds if before.get(kind, missing) != after.get(kind, missing)}
    return {kind: seats for kind, seats in other.items() if kind not in changed} | {
        kind: after[kind] for kind in changed if kind in after
    }


def _sessions(
    before: Sequence[SessionDraft], after: Sequence[SessionDraft], other: Sequence[SessionDraft]
) -> tuple[SessionDraft, ...]:
    """Sessions in the order of time stand for one another; an occurrence with more or fewer keeps its own."""
    if len(before) != len(other):
        return tuple(other)
    was = {one.pk: one for one in before}
    theirs = {mine.pk: one for mine, one in zip(before, other, strict=True)}
    apart = other[0].held_on - before[0].held_on if before else timedelta()
    found = []
    for one in after:
        if one.pk in was:
            found.append(_session(was[one.pk], one, theirs[one.pk]))
        else:
            found.append(replace(one, pk=None, held_on=one.held_on + apart, ends_on=one.ends_on + apart))
    return tuple(found)


def _session(before: SessionDraft, after: SessionDraft, other: SessionDraft) -> SessionDraft:
    values: dict[str, Any] = {
        name: getattr(after, name) for name in ABOUT_SESSION if getattr(after, name) != getattr(before, name)
    }
    held_on = other.held_on + (after.held_on - before.held_on)
    lasts = after.ends_on - after.held_on
    if lasts == before.ends_on - before.held_on:
        lasts = other.ends_on - other.held_on
    return replace(other, **values, held_on=held_on, ends_on=held_on + lasts)


def _rules(before: EventDraft, after: EventDraft, other: EventDraft) -> RulesDraft:
    was, now, theirs = before.rules, after.rules, other.rules
    values: dict[str, Any] = {
        name: getattr(now, name)
        for name in ("locations", "needs")
        if set(getattr(was, name)) != set(getattr(now, name))
    }
    if was.minimum != now.minimum:
        values["minimum"] = now.minimum
        if now.minimum is not None:  # as long before the start as it is here, by the clock
            apart = first_day(other) - first_day(before)
            local = now.minimum.decide_at.astimezone(ZoneInfo(after.sessions[0].zone)).replace(fold=0)
            values["minimum"] = replace(now.minimum, decide_at=(local + apart).astimezone(now.minimum.decide_at.tzinfo))
    return replace(theirs, **values)
