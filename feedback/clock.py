"""What is due by the clock, pulled from the data: late or twice, it comes to the same."""

from datetime import datetime

from common.onebyone import one_by_one
from feedback import actions, queries
from feedback.models import Form


def open_due(at: datetime) -> None:
    """Ask about events that ended a day ago and whose attendance list nobody has closed."""
    one_by_one(queries.events_to_ask_about(at=at), lambda event: actions.open_form(event=event, at=at))


def follow_up_due(at: datetime) -> None:
    """Ask again about events of some time ago what has come of them."""
    one_by_one(
        queries.follow_ups_due(at=at),
        lambda due: actions.open_form(event=due[0], occasion=due[1], at=at),
    )


def remind_due(at: datetime) -> None:
    """Remind those who have not answered a form that soon closes."""
    one_by_one(Form.objects.due_to_remind(at=at), lambda form: actions.remind(form=form, at=at))


def close_due(at: datetime) -> None:
    """Close the forms whose time is over."""
    one_by_one(Form.objects.due_to_close(at=at), lambda form: actions.close_form(form=form, at=at))
