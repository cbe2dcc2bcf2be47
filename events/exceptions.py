"""Errors of this app, each with its reason as a value."""

from collections.abc import Mapping

from django.utils.translation import ngettext

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
            "%(taken)d person has a seat. Choose %(taken)d or more, or cancel seats first.",
            "%(taken)d people have a seat. Choose %(taken)d or more, or cancel seats first.",
            self.taken,
        ) % {"taken": self.taken}


class SeatsHeld(EventRefused):
    """A pool cannot offer fewer seats than its floors hold; ``held`` says how many that are."""

    def __init__(self, *, kind: str, held: int) -> None:
        super().__init__(Refusal.FLOORS_ABOVE_CAPACITY)
        self.kind = kind
        self.held = held

    def __str__(self) -> str:
        return ngettext(
            "%(held)d seat is held for a department. Choose %(held)d or more, or hold fewer first.",
            "%(held)d seats are held for departments. Choose %(held)d or more, or hold fewer first.",
            self.held,
        ) % {"held": self.held}


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
        else:
            text = ngettext(
                "%(number)d event has this topic. Merge it into another topic instead.",
                "%(number)d events have this topic. Merge it into another topic instead.",
                self.number,
            )
        return text % {"number": self.number}
