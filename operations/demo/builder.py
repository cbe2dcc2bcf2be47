"""Builds the demo organisation through the same actions that people use."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.text import slugify

from accounts import actions as people
from accounts.models import Coordinator, Department, Location, User
from events import actions as events
from events.drafts import EventDraft, MinimumDraft, RulesDraft, SessionDraft
from events.enums import PoolKind, RoleKind
from events.models import Event, Room, Series, Topic
from feedback import actions as feedback
from feedback import clock as feedback_clock
from feedback.models import Form
from feedback.questions import Answer
from operations.demo import certified, directory, offering, opinions, pictures, series, tables, wishes
from operations.demo.approvals import ask_managers
from operations.demo.arriving import MET_ONLINE, arrive
from operations.demo.asked import ask_and_answer
from operations.demo.asking import NOTED_BY, ask_again, keep_sets, more_answers, note_for_oneself, write_questions
from operations.demo.changes import change_places
from operations.demo.conditions import CONDITIONED, UNDIVIDED
from operations.demo.draws import TO_DRAW, draw_seats
from operations.demo.papers import ask_for_documents
from operations.demo.places import fitted
from operations.demo.posting import show_what_became_of_mails
from operations.demo.programme import OFFERS, TOPICS, Meeting, Offer
from operations.demo.publishing import TO_PUBLISH, ask_for_a_series, make_ready
from operations.demo.quarters import look_back
from operations.demo.reaching import reach_people
from operations.demo.replies import answer_from_calendars, decline_too_late
from operations.demo.rooms import CLASHING, furnish
from operations.demo.sharing import share_seats
from operations.demo.starting import SHORT_FORMS, start_otherwise
from operations.demo.subscribing import subscribe
from operations.demo.teaching import TAUGHT, speaker_draft, teach
from operations.demo.telling import make_use_of_results
from operations.demo.working import show_work
from outbox import actions as outbox
from outbox.models import Message
from recognition.actions import keys
from registrations import actions as registrations
from registrations.enums import Mark
from registrations.models import Registration

MARKS = (Mark.PRESENT, Mark.PRESENT, Mark.PRESENT, Mark.PARTIAL, Mark.PRESENT, Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED)
FIRST_KEY = 1001
EVERYTHING = (*OFFERS, *CONDITIONED, *TO_DRAW, *CLASHING, *SHORT_FORMS, *TO_PUBLISH, *TAUGHT, *UNDIVIDED, *MET_ONLINE)
EXAMPLES = settings.BASE_DIR / "docs" / "examples"


@dataclass
class Demo:
    """What was built, for whoever wants to look at it or drive it."""

    at: datetime
    users: dict[str, User] = field(default_factory=dict)
    crowd: list[User] = field(default_factory=list)
    events: dict[str, Event] = field(default_factory=dict)
    unlisted: Event | None = None
    series: Series | None = None
    asked_series: Series | None = None
    mails: list[Message] = field(default_factory=list)


def build(*, at: datetime) -> Demo:
    """Fill an empty database with Nordhaven Instruments, dated around ``at``."""
    demo = Demo(at=at)
    keys.ensure_key(at=at)
    _directory(demo)
    _uploads(demo)
    for offer in EVERYTHING:
        demo.events[offer.state] = _offer(demo, offer)
    tables.sit_together(demo.events["groups"], newcomer=demo.users["Henrik Aalto"], at=demo.at)
    offering.ask_the_next(demo.events["offering"], demo.users["Mara Lindqvist"], demo.crowd, at=demo.at)
    offering.hold_for_colleagues(demo.events["offering"], demo.users["Clara Jensen"], at=demo.at)
    ask_managers(demo.events["approval"], demo.users["Mara Lindqvist"], demo.crowd, at=demo.at)
    _ask(demo)
    ask_and_answer(demo.events["asking"], silent="Lena Vogt", at=demo.at)
    share_seats(demo.events["shared"], demo.users["Lena Vogt"], at=demo.at)
    change_places(demo.events, demo.users, at=demo.at)
    reach_people(demo.events, at=demo.at)
    arrive(demo.events, at=demo.at)
    draw_seats(demo.events, demo.users, demo.crowd, at=demo.at)
    start_otherwise(demo.events, demo.users, at=demo.at)
    teach(demo.events, demo.users, at=demo.at)
    make_ready(demo.events, demo.users, at=demo.at)
    demo.asked_series = ask_for_a_series(demo.users, at=demo.at)
    demo.unlisted = demo.events.pop("unlisted")  # its address is another one each time
    demo.series = series.repeat(demo.users, demo.crowd, at=demo.at)
    for name, query in directory.SEARCHES:
        events.save_search(user=demo.users["Mara Lindqvist"], name=name, query=query, at=at)
    demo.events |= wishes.build(demo.users, demo.crowd, at=demo.at)
    _told(demo)
    look_back(demo.crowd, demo.users["Ines Okafor"], at=at)
    subscribe(demo.users, at=at)
    _ask_what_is_due(demo)
    _kept_house(demo)
    answer_from_calendars(demo.events["several_sessions"], at=demo.at)
    decline_too_late(demo.events["nearly_full"], at=demo.at)
    outbox.keep_all(at=at)
    demo.mails = show_what_became_of_mails(demo.events["open"], at=at)
    show_work(demo.events, at=at)
    ask_for_documents(demo.events, demo.users["Clara Jensen"], at=at)
    return demo


def _ask(demo: Demo) -> None:
    """Questions to the organisers: one that everybody may read, and one that waits."""
    for asker, text, answer in directory.QUESTIONS:
        enquiry = events.ask(event=demo.events["open"], text=text, by=demo.users[asker], at=demo.at)
        if answer:
            by = demo.users["Ines Okafor"]
            events.answer(enquiry=enquiry, text=answer, shown_text=text, by=by, at=demo.at)


def _directory(demo: Demo) -> None:
    locations = {name: Location.objects.create(name=name, zone=zone) for name, zone in directory.LOCATIONS.items()}
    for place, name, capacity, note in directory.ROOMS:
        Room.objects.create(location=locations[place], name=name, capacity=capacity, note=note)
    furnish()
    for name in TOPICS:
        Topic.objects.create(name=name, key=slugify(name))
    departments: dict[str, Department] = {}
    for row in directory.DEPARTMENTS:
        departments[row.key] = Department.objects.create(
            key=row.key,
            name=row.name,
            mark=row.mark,
            is_open_mark=row.is_open,
            hue=row.hue,
            parent=departments.get(row.parent),
        )
    for account in directory.ACCOUNTS:
        demo.users[account.name] = _person(
            demo,
            account.name,
            departments[account.department],
            locations[account.location],
            language=account.language,
            is_staff=account.is_staff,
            is_superuser=account.is_staff,
        )
        if account.coordinates:
            Coordinator.objects.create(department=departments[account.coordinates], user=demo.users[account.name])
    password = make_password(directory.PASSWORD)  # once: a good hash is slow on purpose
    User.objects.filter(pk__in=[user.pk for user in demo.users.values()]).update(password=password)
    for name, department, place in directory.colleagues():
        demo.users[name] = _person(demo, name, departments[department], locations[place])
        demo.crowd.append(demo.users[name])
    for account in directory.ACCOUNTS:
        reports = [demo.users[name].pk for name in account.manages]
        User.objects.filter(pk__in=reports).update(manager=demo.users[account.name])
    demo.users = {user.name: user for user in User.objects.all()}
    _name_it(demo)


def _name_it(demo: Demo) -> None:
    """What the administrator says first: whose this is. Pages say so, and documents."""
    logo = pictures.lighthouse()
    said = {"name": directory.ORGANISATION, "logo": logo, "removes_logo": False, "is_name_shown": True}
    by = demo.users["Ada Sommer"]
    people.name_organisation(values={**said, "logo_text": directory.LOGO_TEXT}, by=by, at=demo.at)


def _uploads(demo: Demo) -> None:
    """Files with people that an administrator may look at: one that is right, one with mistakes."""
    administrator = next(demo.users[account.name] for account in directory.ACCOUNTS if account.is_staff)
    for path in sorted(EXAMPLES.glob("people*.csv")):
        people.keep_file(
            name=path.name, content=path.read_bytes(), is_complete=False, by=administrator, at=timezone.now()
        )


def _kept_house(demo: Demo) -> None:
    """What administrators come to do: somebody has left, a room is given up, two topics mean the same."""
    administrator, at = demo.users["Ada Sommer"], demo.at
    sales, hamburg = Department.objects.get(key="sales"), Location.objects.get(name="Hamburg")
    gone = _person(demo, directory.LEAVER, sales, hamburg)
    people.deactivate(user=gone, by=administrator, at=at)
    room = Room.objects.get(name=directory.ROOM_GIVEN_UP)
    events.change_room(room=room, values={"is_offered": False}, by=administrator, at=at)
    events.add_topic(values={"name": directory.DOUBLED_TOPIC}, by=administrator, at=at)


def _told(demo: Demo) -> None:
    """What organisers do once an event is behind them."""
    by = demo.users["Ines Okafor"]
    certified.take_one_back(demo.events["feedback_closed"], by=by, at=demo.at)
    make_use_of_results(demo.events["feedback_closed"], by=by, at=demo.at)


def _person(demo: Demo, name: str, department: Department, location: Location, **values: Any) -> User:
    return people.enrol(
        email=directory.address(name),
        key=f"N-{FIRST_KEY + len(demo.users)}",
        name=name,
        department=department,
        location=location,
        zone=location.zone,
        is_listed=len(name) % 3 > 0,
        at=demo.at - timedelta(days=400),
        **values,
    )


def _offer(demo: Demo, offer: Offer) -> Event:
    owner = demo.users[offer.owner]
    first = min((meeting.day for meeting in offer.meetings), default=0)
    announced = demo.at.replace(hour=8, minute=14) + timedelta(days=min(first, 0) - 21)
    event_id = uuid5(NAMESPACE_URL, f"https://{directory.DOMAIN}/{offer.state}")  # the same cover each time
    draft = _draft(demo, offer)
    if offer.is_published:
        draft = fitted(draft, at=demo.at)
    event = events.create(draft=draft, by=owner, at=announced, event_id=event_id)
    if offer.helper:
        events.set_role(event=event, user=demo.users[offer.helper], kind=RoleKind.HELPER, by=owner, at=announced)
    if not offer.is_published:
        return event
    event = events.publish(event=event, by=owner, at=announced)
    _register(demo, offer, event, at=announced)
    registrations.decide(event=event, at=demo.at)
    if offer.message:
        event = events.cancel(event=event, message=offer.message, by=owner, at=demo.at - timedelta(days=1))
    if offer.is_marked:
        _mark(demo, event, by=owner)
    certified.promise(event, offer.state, by=owner, at=announced)
    if offer.asks_more:
        write_questions(event, by=owner, at=announced)
    if offer.state == "open":
        keep_sets(event, by=owner, administrator=demo.users["Ada Sommer"], at=announced)
    if offer.counted_by:
        feedback.count_apart(event=event, dimension=offer.counted_by, by=owner, at=announced)
    if offer.is_closed and event.ends_at is not None:
        registrations.close_list(event=event, by=owner, at=event.ends_at + timedelta(hours=1))
        _answer(offer, event)
    return event


def _draft(demo: Demo, offer: Offer) -> EventDraft:
    return EventDraft(
        title=offer.title,
        language=offer.language,
        kind=offer.kind,
        description=offer.text.strip(),
        audience=offer.audience,
        departments=tuple(Department.objects.filter(key__in=offer.departments)),
        is_unlisted=offer.is_unlisted,
        host_department=Department.objects.get(key=offer.host),
        co_hosts=tuple(Department.objects.filter(key__in=offer.co_hosts)),
        topics=tuple(Topic.objects.filter(name__in=offer.topics)),
        shows_participants=offer.shows_participants,
        needs_organisers=offer.needs_organisers,
        has_self_check_in=offer.has_self_check_in,
        has_follow_up=offer.has_follow_up,
        no_show_policy=offer.no_show_policy,
        sessions=tuple(_session(demo, meeting) for meeting in offer.meetings),
        speakers=tuple(speaker_draft(name, demo.users) for name in offer.speakers),
        seats=dict(offer.seats),
        cover=pictures.harbour() if offer.has_picture else None,
        rules=_rules(demo, offer),
    )


def _rules(demo: Demo, offer: Offer) -> RulesDraft:
    return RulesDraft(
        locations=tuple(Location.objects.filter(name__in=offer.locations)),
        needs=tuple(demo.events[state] for state in offer.needs),
        minimum=_minimum(demo, offer) if offer.minimum else None,
    )


def _minimum(demo: Demo, offer: Offer) -> MinimumDraft:
    first = min(_session(demo, meeting).starts_at for meeting in offer.meetings)
    decide_at = first - timedelta(days=offer.decided_days_before)
    return MinimumDraft(people=offer.minimum, decide_at=decide_at, cancels_itself=not offer.is_asked_below)


def _session(demo: Demo, meeting: Meeting) -> SessionDraft:
    room = Room.objects.select_related("location").filter(name=meeting.room).first()
    zone = meeting.zone or (room.own_zone if room else "Europe/Berlin")
    here = demo.at.astimezone(ZoneInfo(zone))
    begun = here.replace(minute=here.minute // 30 * 30)
    day = _workday(here, meeting.day).date()
    starts = datetime.combine(day, meeting.start) if meeting.start else begun
    ends = datetime.combine(day, meeting.end) if meeting.end else begun + timedelta(minutes=90)
    return SessionDraft(
        held_on=starts.date(),
        starts_wall=starts.time(),
        ends_on=ends.date(),
        ends_wall=ends.time(),
        zone=zone,
        room=room,
        join_url=meeting.join_url,
    )


def _workday(today: datetime, days: int) -> datetime:
    """``days`` from today, moved off the weekend; today and yesterday stay what they are."""
    day = today + timedelta(days=days)
    if abs(days) > 1 and day.weekday() > 4:  # noqa: PLR2004  # Saturday and Sunday
        day += timedelta(days=7 - day.weekday() if days > 0 else 4 - day.weekday())
    return day


def _participants(demo: Demo, offer: Offer) -> Iterator[User]:
    """The accounts that the offer names, then as many of the crowd as it says; each offer starts elsewhere."""
    start = EVERYTHING.index(offer) * 7
    named = [demo.users[name] for name in offer.with_accounts]
    busy = {*offer.speakers, offer.owner}
    invited = Department.objects.with_below(list(Department.objects.filter(key__in=offer.departments)))
    crowd = [
        user
        for user in islice(cycle(demo.crowd), start, start + len(demo.crowd))
        if user.name not in busy and (not offer.departments or user.department in invited)
    ]
    mara_is_fourth = 4
    before = max(offer.registered - len(named) - mara_is_fourth, 0)
    yield from crowd[:before]
    yield from named
    yield from crowd[before : offer.registered - len(named)]


def _register(demo: Demo, offer: Offer, event: Event, *, at: datetime) -> None:
    pools = {pool.kind: pool for pool in event.pools.all()}
    kinds = cycle([PoolKind.ROOM, PoolKind.ONLINE, PoolKind.ROOM] if len(pools) > 1 else list(pools))
    moment = at
    for participant, kind in zip(_participants(demo, offer), kinds, strict=False):
        moment += timedelta(minutes=19)
        registrations.register(event=event, participant=participant, pool=pools[kind], at=moment)
    if offer.guest:
        guest = people.welcome_guest(
            email="jo.arendt@harbourlab.example",
            name=offer.guest,
            language="en",
            zone="Europe/Berlin",
            by=demo.users[offer.owner],
            at=moment,
        )
        owner = demo.users[offer.owner]
        registrations.add_guest(event=event, guest=guest, pool=pools[PoolKind.ROOM], by=owner, at=moment)


def _mark(demo: Demo, event: Event, *, by: User) -> None:
    rows = list(Registration.objects.for_event(event).confirmed().order_by("pk"))
    for session in event.sessions.order_by("starts_at"):
        marks = dict(zip((row.pk for row in rows), cycle(MARKS), strict=False))
        named = {
            row.pk: Mark.PRESENT
            for row in rows
            if row.guest or (row.user and row.user.name in demo.users and row.user.has_usable_password())
        }
        registrations.mark(event=event, session=session, marks=marks | named, by=by, at=session.ends_at)


def _ask_what_is_due(demo: Demo) -> None:
    """Ask about the dates of a series that were, and again about what was a month ago."""
    feedback_clock.open_due(demo.at)
    ask_again(demo.events["feedback_closed"], noted_by=demo.users[NOTED_BY], at=demo.at)


def _answer(offer: Offer, event: Event) -> None:
    """Let some of those who were there say what they think; the accounts leave theirs to whoever looks."""
    form = Form.objects.for_event(event).get()
    crowd = [
        row.user for row in form.invited.select_related("user").order_by("pk") if not row.user.has_usable_password()
    ]
    for number, person in enumerate(crowd[: offer.answers]):
        said: dict[str, Answer] = {
            "overall": opinions.RATINGS[number % len(opinions.RATINGS)],
            "recommend": opinions.RECOMMENDATIONS[number % len(opinions.RECOMMENDATIONS)],
        }
        if useful := opinions.USEFUL[number % len(opinions.USEFUL)]:
            said["useful"] = useful
        if better := opinions.BETTER[number % len(opinions.BETTER)]:
            said["improve"] = better
        said |= more_answers(form, number, opinions.RATINGS[number % len(opinions.RATINGS)])
        feedback.answer(form=form, person=person, answers=said, at=form.opened_at + timedelta(hours=number + 1))
    if event.has_follow_up:
        note_for_oneself(form, NOTED_BY)
    if offer.is_feedback_closed:
        feedback.close_form(form=form, at=form.closes_at)


def now() -> datetime:
    """The moment around which the demo is dated."""
    return timezone.now().replace(second=0, microsecond=0)
