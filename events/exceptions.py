"""Errors of this app, each with its reason as a value."""

from collections.abc import Mapping, Sequence
from datetime import date, time

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import times
from events.enums import Refusal


class EventRefused(Exception):
    """An event cannot be changed that way."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))


class SeatsTaken(EventRefused):
    """A pool cannot offer fewer seats than are taken; ``taken`` says how many that are."""

    def __init__(self, *, kind: str, taken: int) -> None:
        super().__init__(Refusal.SEATS_TAKEN)
        self.kind = kind
        self.taken = taken

    def __str__(self) -> str:
        return ngettext(
            "%(taken)d seat is taken, offered or held. Choose %(taken)d or more, or free seats first.",
            "%(taken)d seats are taken, offered or held. Choose %(taken)d or more, or free seats first.",
            self.taken,
        ) % {"taken": self.taken}


class SeatsRuled(EventRefused):
    """A pool cannot offer so few seats under the rules that departments share it by; ``least`` says how many it can."""

    def __init__(self, reason: Refusal, *, kind: str, least: int) -> None:
        super().__init__(reason)
        self.kind = kind
        self.least = least

    def __str__(self) -> str:
        if self.reason is Refusal.FLOORS_ABOVE_CAPACITY:
            text = ngettext(
                "%(least)d seat is held for a department. Choose %(least)d or more, or hold fewer first.",
                "%(least)d seats are held for departments. Choose %(least)d or more, or hold fewer first.",
                self.least,
            )
        elif self.reason is Refusal.FLOOR_ABOVE_CEILING:
            text = _(
                "A limit in percent would let in fewer people than seats are held. Choose %(least)d or more, or change the rules first."
            )
        else:
            text = _(
                "A limit in percent would be less than one seat, so nobody could come. Choose %(least)d or more, or change the rules first."
            )
        return text % {"least": self.least}


class LimitInPercent(EventRefused):
    """A pool of which somebody may have a percentage at most needs a number of seats."""

    def __init__(self, *, kind: str) -> None:
        super().__init__(Refusal.PERCENT_OF_NO_LIMIT)
        self.kind = kind

    def __str__(self) -> str:
        return _("A limit is in percent of the seats. Give a number of seats, or change the rules first.")


class OccurrenceRefused(EventRefused):
    """A series can't be changed that way because of one of its dates; ``on`` says which."""

    def __init__(self, refused: EventRefused, *, on: date) -> None:
        super().__init__(refused.reason)
        self.refused = refused
        self.on = on

    def __str__(self) -> str:
        return _("%(day)s: %(reason)s") % {"day": times.day(self.on, with_year=True), "reason": self.refused}


class DatesRefused(EventRefused):
    """A series can't be changed that way because of several of its dates; ``refused`` says which, and why."""

    def __init__(self, refused: Sequence[OccurrenceRefused]) -> None:
        super().__init__(refused[0].reason)
        self.refused = tuple(refused)

    def __str__(self) -> str:
        return " ".join(str(one) for one in self.refused)


class TimesMissing(EventRefused):
    """The clock jumps over a time of some sessions; ``sessions`` says which, each as a day, a time and a zone."""

    def __init__(self, sessions: Sequence[tuple[date, time, str]]) -> None:
        super().__init__(Refusal.SERIES_JUMPS)
        self.sessions = tuple(sessions)

    def __str__(self) -> str:
        return " ".join(
            _("The clocks go forward on %(day)s: %(time)s does not exist in %(zone)s. Choose another time.")
            % {"day": times.day(day, with_year=True), "time": time_format(wall), "zone": zone}
            for day, wall, zone in self.sessions
        )


class RoomTooSmall(EventRefused):
    """A room has fewer seats than are offered in it."""

    def __init__(self, *, room: str, seats: int, offered: int) -> None:
        super().__init__(Refusal.ROOM_TOO_SMALL)
        self.room, self.seats, self.offered = room, seats, offered

    def __str__(self) -> str:
        return ngettext(
            "%(room)s has %(seats)d seat, and you offer %(offered)d.",
            "%(room)s has %(seats)d seats, and you offer %(offered)d.",
            self.seats,
        ) % {"room": self.room, "seats": self.seats, "offered": self.offered}


class Clashing(EventRefused):
    """Other events take the same rooms or people at the same time; ``texts`` say which, a sentence each."""

    def __init__(self, reason: Refusal, texts: Sequence[str]) -> None:
        super().__init__(reason)
        self.texts = tuple(texts)

    def __str__(self) -> str:
        return " ".join(self.texts)


class RulesRefused(EventRefused):
    """Some rules for seats can't be; ``reasons`` by their place in the draft, from 0."""

    def __init__(self, reasons: Mapping[int, Refusal]) -> None:
        super().__init__(next(iter(reasons.values())))
        self.reasons = reasons


class StillUsed(EventRefused):
    """A room or topic cannot be removed as long as events use it; ``number`` says how often."""

    def __init__(self, reason: Refusal, number: int) -> None:
        super().__init__(reason)
        self.number = number

    def __str__(self) -> str:
        if self.reason == Refusal.ROOM_IN_USE:
            text = ngettext(
                "%(number)d session was planned in this room. Offer it no longer instead: what is planned stays.",
                "%(number)d sessions were planned in this room. Offer it no longer instead: what is planned stays.",
                self.number,
            )
        elif self.reason == Refusal.EQUIPMENT_IN_USE:
            text = ngettext(
                "%(number)d room has it. Take it away there first.",
                "%(number)d rooms have it. Take it away there first.",
                self.number,
            )
        else:
            text = ngettext(
                "%(number)d event has this topic. Merge it into another topic instead.",
                "%(number)d events have this topic. Merge it into another topic instead.",
                self.number,
            )
        return text % {"number": self.number}
