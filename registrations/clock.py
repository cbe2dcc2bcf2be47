"""What the clock runs in this app."""

from datetime import datetime

from common.onebyone import one_by_one
from events.models import Event
from events.queries import due_for_a_reminder, due_for_a_verdict, due_for_briefing
from registrations import actions, queries, recount
from registrations.exceptions import Miscounted
from registrations.models import SeatHold


def let_lapse(at: datetime) -> None:
    """Every minute: end offers, requests and held seats whose time is over, and seat whoever is next."""
    due = Event.objects.filter(pk__in=queries.due_for_a_look(at=at)).order_by("pk")
    one_by_one(due, lambda event: actions.let_lapse(event=event, at=at))


def decide_due(at: datetime) -> None:
    """Every minute: say of events with a least number of people whether they take place, once it is time."""
    one_by_one(due_for_a_verdict(at=at), lambda event: actions.decide(event=event, at=at))


def remind_of_holds(at: datetime) -> None:
    """Every hour: remind coordinators of seats that go back within a day."""
    due = SeatHold.objects.ending_soon(at=at).select_related("event", "department", "held_by").order_by("pk")
    one_by_one(due, lambda hold: actions.remind_of_hold(hold=hold, at=at))


def brief_speakers(at: datetime) -> None:
    """Every ten minutes: brief those who teach soon; what was missed meanwhile is due still."""
    one_by_one(due_for_briefing(at=at), lambda speaker: actions.brief_speaker(speaker=speaker, at=at))


def remind(at: datetime) -> None:
    """Every minute: remind those with a seat; what is long over by now is not said any more."""
    one_by_one(due_for_a_reminder(at=at), lambda session: actions.remind(session=session, at=at))


def count_again(at: datetime) -> None:
    """Nightly: count the seats again. Nothing is changed; a difference is a failure that somebody has to see."""
    found = recount.differences(at=at)
    if found:
        actions.report_differences(found=found, at=at)
        raise Miscounted(f"{len(found)} found: " + "; ".join(str(one) for one in found[:10]))


def forget_reports(at: datetime) -> None:
    """Every hour: remove attendance reports whose day is over."""
    actions.remove_expired_reports(at=at)


def forget_answers(at: datetime) -> None:
    """Nightly: remove access needs that nobody has to know any more, and files that belong to no answer."""
    actions.forget_access_needs(at=at)
    actions.remove_stray_files(at=at)
