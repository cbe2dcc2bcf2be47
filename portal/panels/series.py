"""The page of a series: its dates, and what registering for each would mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common.markdown import to_html
from common.words import listed
from events.enums import ClashRule
from events.models import Event, Pool, Series, Session
from events.queries import rule_of
from events.repetition import in_words
from portal.panels.schedule import event_state
from registrations import policies, queries
from registrations.enums import RegistrationStatus
from registrations.forms import LeaveSeriesForm, SeriesSeatForm
from registrations.models import Registration, SeriesEnrolment


@dataclass(frozen=True, kw_only=True)
class SeriesDate:
    """One date as one person meets it."""

    event: Event
    at: datetime
    series_title: str
    registration: Registration | None = None
    refusal: str = ""
    clashes: Sequence[str] = ()
    waiting: int = 0
    offer: queries.Offer | None = None
    is_chosen: bool = False

    @cached_property
    def sessions(self) -> list[Session]:
        """Its meetings, in order."""
        return sorted(self.event.sessions.all(), key=lambda one: (one.starts_at, one.pk))

    @property
    def session(self) -> Session:
        """The first of them."""
        return self.sessions[0]

    @property
    def place(self) -> str:
        """Where the first of them is."""
        return self.session.place_name or _("Online")

    @property
    def own_title(self) -> str:
        """What it is called, where that is something of its own."""
        return self.event.title if self.event.title != self.series_title else ""

    @property
    def more(self) -> str:
        """How many meetings follow the first; empty where it is the only one."""
        number = len(self.sessions) - 1
        return ngettext("and %(n)d more session", "and %(n)d more sessions", number) % {"n": number} if number else ""

    @property
    def is_past(self) -> bool:
        return self.event.has_started(self.at)

    @property
    def is_open(self) -> bool:
        """Whether the reader may register for it."""
        return self.event.is_published and not self.is_past and self.registration is None and not self.refusal

    @property
    def state(self) -> str:
        """What concerns the reader, or else the date, as the component "state" knows it; empty where it is open."""
        if self.registration is not None:
            return str(self.registration.status)
        state = event_state(self.event, at=self.at)
        return "" if state == "open" else state

    @property
    def state_text(self) -> str:
        """The place in line, like "Waiting, 4th"."""
        if self.state != RegistrationStatus.WAITLISTED or self.registration is None or not self.registration.place:
            return ""
        return _("Waiting, %(place)s") % {"place": ordinal(self.registration.place)}

    @cached_property
    def pool(self) -> Pool | None:
        """The seats with most left."""
        offered = [pool for pool in self.event.pools.all() if pool.capacity != 0]
        return max(offered, key=lambda pool: (pool.capacity is None, pool.seats_left or 0), default=None)

    @property
    def outcome(self) -> str:
        """What registering would do: a seat, a place in line, a request."""
        if self.pool is None:
            return _("No seats offered")
        if policies.is_request(self.event):
            return _("You ask for a seat; somebody decides about it")
        if self._is_full:
            return _("Waiting list: you would be %(place)s") % {"place": ordinal(self.waiting + 1)}
        if self.pool.capacity is None:
            return _("A seat; there is room for everyone")
        left = self.pool.seats_left or 0
        text = ngettext("A seat: %(left)d of %(number)d is left", "A seat: %(left)d of %(number)d are left", left)
        return text % {"left": left, "number": self.pool.capacity}

    @property
    def warning(self) -> str:
        """What else the reader has a seat at then."""
        return _("At the same time: %(titles)s") % {"titles": listed(list(self.clashes))} if self.clashes else ""

    @property
    def _is_full(self) -> bool:
        share = self.offer.share if self.offer else None
        return self.pool is None or self.pool.seats_left == 0 or self.waiting > 0 or bool(share and share.why)


@dataclass(frozen=True, kw_only=True)
class SeriesPage:
    """The page of a series for one person."""

    series: Series
    words: str
    dates: Sequence[SeriesDate]
    is_signed_in: bool
    is_organiser: bool
    enrolment: SeriesEnrolment | None
    form: SeriesSeatForm
    leave_form: LeaveSeriesForm

    @property
    def sample(self) -> Event:
        """The event that stands for all: the next one, or the last that was."""
        return next((one.event for one in self.to_come), self.dates[-1].event)

    @cached_property
    def about(self) -> SafeString:
        """What it is about, where its dates say the same: most of them, or the only one."""
        said = Counter(one.event.description for one in self.to_come or self.dates)
        text, number = said.most_common(1)[0]
        return to_html(text) if 2 * number > said.total() else SafeString("")

    @property
    def names_its_parts(self) -> bool:
        """Whether that opens with a heading of its own."""
        return self.about.startswith("<h")

    @property
    def to_come(self) -> list[SeriesDate]:
        return [one for one in self.dates if not one.is_past]

    @property
    def past(self) -> list[SeriesDate]:
        """What was, latest first."""
        return [one for one in reversed(self.dates) if one.is_past]

    @property
    def open_dates(self) -> list[SeriesDate]:
        """Those that can be chosen."""
        return [one for one in self.to_come if one.is_open]

    @property
    def own(self) -> int:
        """At how many dates to come the reader has a place."""
        return sum(1 for one in self.to_come if one.registration is not None)


def series_page(
    series: Series, person: User | AnonymousUser, *, at: datetime, form: SeriesSeatForm | None = None
) -> SeriesPage:
    """The page of ``series``, of which ``person`` may read about at least one date."""
    events = list(queries.dates_of(series, person))
    open_now = [event for event in events if event.is_published and not event.has_started(at)]
    form = form or SeriesSeatForm(events=open_now)
    return SeriesPage(
        series=series,
        words=in_words(rule_of(series)),
        dates=_dates(series, events, person, chosen=form["dates"].value() or [], at=at),
        is_signed_in=person.is_authenticated,
        is_organiser=Series.objects.editable_by(person, at=at).filter(pk=series.pk).exists(),
        enrolment=queries.enrolment_of(person, series),
        form=form,
        leave_form=LeaveSeriesForm(),
    )


def _dates(
    series: Series, events: Sequence[Event], person: User | AnonymousUser, *, chosen: Sequence[str], at: datetime
) -> list[SeriesDate]:
    own = queries.registrations_by_event(person, events)
    waiting = queries.waiting_by_event(events)
    to_come = [event for event in events if not event.has_started(at)]
    asking = [event for event in to_come if event.clash_rule != ClashRule.IGNORE]
    clashes = queries.clashes_by_event(person, asking) if isinstance(person, User) else {}
    return [
        SeriesDate(
            event=event,
            at=at,
            series_title=series.title,
            registration=own.get(event.pk),
            refusal=_refusal(event, person, clashes, at=at) if event in to_come else "",
            clashes=clashes.get(event.pk, ()),
            waiting=waiting.get(event.pk, 0),
            offer=_offer(event, person, at=at) if event.rules_set and event in to_come else None,
            is_chosen=str(event.pk) in chosen,
        )
        for event in events
        if event.starts_at is not None
    ]


def _refusal(event: Event, person: User | AnonymousUser, clashes: Mapping[int, list[str]], *, at: datetime) -> str:
    """Why nobody, or not this person, can register for ``event`` now."""
    if event.is_draft or event.is_cancelled:
        return ""  # its state says so
    if reason := policies.register_refusal(event, at=at):
        return str(reason.label)
    if isinstance(person, User) and (barred := policies.head_start_bar(event, person, at=at)):
        return str(barred)
    unmet = next((one for one in queries.requirements(event, person) if one.is_met is False), None)
    if unmet is not None:
        return str(unmet.refusal.label) % {"subject": unmet.subject}
    if event.clash_rule == ClashRule.REFUSE and clashes.get(event.pk):
        return _("At the same time: %(titles)s") % {"titles": listed(clashes[event.pk])}
    return ""


def _offer(event: Event, person: User | AnonymousUser, *, at: datetime) -> queries.Offer | None:
    """The seats under the rules, for somebody of the person's department."""
    found = queries.offers(event, at=at, department=getattr(person, "department_id", None))
    return next((offer for offer in found if not (offer.share and offer.share.why)), found[0] if found else None)
