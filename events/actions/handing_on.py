"""What a date of a series hands on to others besides what the editor says: seat rules, questions, materials.

Only what a change changes, and only to dates that have not begun. All of them take it over, or none does. Questions and
materials of two dates are the same where they are called the same; who has none of that name is left alone.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from django.db import transaction

from accounts.models import User
from events.actions import materials, questions
from events.actions.copying import in_force, later, seatings_of
from events.actions.keeping import desk
from events.actions.materials import draft_of_material
from events.actions.merging import merged_material, merged_question, merged_seating
from events.actions.reaching import on_each, reached
from events.actions.seating import set_seating
from events.drafts import Content, MaterialDraft, QuestionDraft, SeatingDraft
from events.models import Event, Material, RegistrationQuestion, Session
from events.queries import zone_of
from events.repeating import Reach

Thing = TypeVar("Thing", RegistrationQuestion, Material)


@transaction.atomic
def set_seating_of_dates(*, event: Event, draft: SeatingDraft, reach: Reach, by: User, at: datetime) -> int:
    """Give the seats of all dates within ``reach`` as ``draft`` says, in what it changes; says how many dates those are.

    Times move along with the dates.
    """
    if reach == Reach.ONE:
        set_seating(event=event, draft=draft, by=by, at=at)
        return 1
    _series, events = reached(event, reach, by=by, at=at)
    standing = {pk: in_force(seating, at=at) for pk, seating in seatings_of(events).items()}
    zone = zone_of(event) or "UTC"

    def take_over(one: Event) -> None:
        move = partial(later, step=_days_between(event, one), zone=zone)
        wanted = draft if one.pk == event.pk else merged_seating(standing[event.pk], draft, standing[one.pk], move=move)
        if wanted != standing[one.pk]:
            set_seating(event=one, draft=wanted, by=by, at=at)

    on_each(events, take_over, this=event)
    return len(events)


@transaction.atomic
def add_question_to_dates(*, event: Event, draft: QuestionDraft, reach: Reach, by: User, at: datetime) -> int:
    """Ask it at all dates within ``reach`` that do not ask it already; says how many dates those are."""
    if reach == Reach.ONE:
        questions.add_question(event=event, draft=draft, by=by, at=at)
        return 1
    _series, events = reached(event, reach, by=by, at=at)

    def ask(one: Event) -> None:
        if one.pk == event.pk or _same_question(draft, one) is None:
            questions.add_question(event=one, draft=draft, by=by, at=at)

    on_each(events, ask, this=event)
    return len(events)


def change_question_of_dates(
    *, question: RegistrationQuestion, draft: QuestionDraft, reach: Reach, by: User, at: datetime
) -> int:
    """Change it at all dates within ``reach`` that ask it, in what ``draft`` changes; says how many dates those are."""
    before = _said(question)

    def change(one: RegistrationQuestion) -> None:
        wanted = draft if one.pk == question.pk else merged_question(before, draft, _said(one))
        questions.change_question(question=one, draft=wanted, by=by, at=at)

    return _to_same(question, partial(_same_question, question), change, reach=reach, by=by, at=at)


def retire_question_of_dates(*, question: RegistrationQuestion, reach: Reach, by: User, at: datetime) -> int:
    """Ask it no longer at all dates within ``reach``; says how many dates those are."""

    def retire(one: RegistrationQuestion) -> None:
        questions.retire_question(question=one, by=by, at=at)

    return _to_same(question, partial(_same_question, question), retire, reach=reach, by=by, at=at)


def add_material_to_dates(
    *, event: Event, kind: str, draft: MaterialDraft, content: Content, reach: Reach, by: User, at: datetime
) -> int:
    """Hand it out at all dates within ``reach`` that do not hand out such a thing already; says how many those are."""
    if reach == Reach.ONE:
        materials.add_material(event=event, kind=kind, draft=draft, content=content, by=by, at=at)
        return 1
    with desk() as files:
        first = files.first(content)

        def add(one: Event) -> None:
            if one.pk == event.pk:
                materials.add_material(event=one, kind=kind, draft=draft, content=first, by=by, at=at)
            elif not one.materials.filter(kind=kind, title=draft.title).exists():
                said = replace(draft, session=_same_session(draft.session, one))
                materials.add_material(event=one, kind=kind, draft=said, content=files.another(first), by=by, at=at)

        with transaction.atomic():
            _series, events = reached(event, reach, by=by, at=at)
            on_each(events, add, this=event)
    return len(events)


def change_material_of_dates(
    *, material: Material, draft: MaterialDraft, content: Content | None, reach: Reach, by: User, at: datetime
) -> int:
    """Change it at all dates within ``reach`` that hand it out, in what ``draft`` changes, or bring a newer version there.

    Says how many dates those are.
    """
    before = draft_of_material(material)
    with desk() as files:
        first = content and files.first(content)

        def change(one: Material) -> None:
            is_this = one.pk == material.pk
            wanted = draft if is_this else merged_material(before, draft, draft_of_material(one))
            own = first if is_this or first is None else files.another(first)
            materials.change_material(material=one, draft=wanted, content=own, by=by, at=at)

        return _to_same(material, partial(_same_material, material), change, reach=reach, by=by, at=at)


def remove_material_of_dates(*, material: Material, reach: Reach, by: User, at: datetime) -> int:
    """Hand it out no more at all dates within ``reach``; says how many dates those are."""

    def remove(one: Material) -> None:
        materials.remove_material(material=one, by=by, at=at)

    return _to_same(material, partial(_same_material, material), remove, reach=reach, by=by, at=at)


@transaction.atomic
def _to_same(  # what is done to which of which dates
    thing: Thing,
    same_at: Callable[[Event], Thing | None],
    verb: Callable[[Thing], None],
    *,
    reach: Reach,
    by: User,
    at: datetime,
) -> int:
    """Do it to ``thing`` and to what stands for it at the other dates; says at how many."""
    if reach == Reach.ONE:
        verb(thing)
        return 1
    _series, events = reached(thing.event, reach, by=by, at=at)
    same = {one: thing if one.pk == thing.event_id else same_at(one) for one in events}
    found = {event: one for event, one in same.items() if one is not None}
    on_each(found, lambda event: verb(found[event]), this=thing.event)
    return len(found)


def _said(question: RegistrationQuestion) -> QuestionDraft:
    """What is asked, as it stands."""
    names = ("kind", "label", "help_text", "is_required", "pool_kind", "is_for_speakers")
    kept = {choice.pk: choice.label for choice in question.choices.all() if choice.retired_at is None}
    return QuestionDraft(**{name: getattr(question, name) for name in names}, kept=kept)


def _same_question(asked: RegistrationQuestion | QuestionDraft, event: Event) -> RegistrationQuestion | None:
    label, kind = asked.label.casefold(), asked.kind
    found = RegistrationQuestion.objects.for_event(event).standing().select_related("event")
    return next((one for one in found if one.kind == kind and one.label.casefold() == label), None)


def _same_material(material: Material, event: Event) -> Material | None:
    return Material.objects.for_event(event).filter(kind=material.kind, title=material.title).first()


def _same_session(session: Session | None, event: Event) -> Session | None:
    """The session in its place; the whole event where ``event`` has another number of them."""
    if session is None or session.event_id == event.pk:
        return session
    mine = list(Session.objects.filter(event=session.event_id).order_by("starts_at", "pk"))
    theirs = list(event.sessions.order_by("starts_at", "pk"))
    return theirs[mine.index(session)] if len(mine) == len(theirs) else None


def _days_between(event: Event, other: Event) -> timedelta:
    first, second = (one.sessions.order_by("starts_at", "pk")[0].held_on for one in (event, other))
    return second - first
