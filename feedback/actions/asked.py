"""What somebody who is asked says beside an answer: "not this one", and what they intend.

None of it is written with an answer, and each writes the rows of all who are asked anew, in one order: their
marks and places say nothing of whose it was, nor of who came before whom.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import BooleanField, Case, F, TextField, Value, When
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from common import sealing
from feedback import policies, queries
from feedback.enums import Refusal
from feedback.exceptions import FeedbackRefused
from feedback.models import Form, Invited


@transaction.atomic
def decline(*, form: Form, person: User, at: datetime) -> None:
    """Leave ``person`` alone with this form. Who answers meanwhile has answered all the same."""
    _set_declined(form, person, is_declined=True, at=at)


@transaction.atomic
def ask_after_all(*, form: Form, person: User, at: datetime) -> None:
    """Ask ``person`` as before they said "not this one"."""
    _set_declined(form, person, is_declined=False, at=at)


@sensitive_variables()
@transaction.atomic
def note_intention(*, form: Form, person: User, text: str) -> None:
    """Keep what ``person`` wants to do with what they have learned, for them alone; without a text, nothing."""
    if not policies.may_intend(form, person):
        raise FeedbackRefused(Refusal.CLOSED)
    sealed = sealing.seal(text.encode(), purpose=queries.INTENTION) if text else ""
    _write_among_all(form, [person], "intention", Value(sealed, output_field=TextField()))


@transaction.atomic
def forget_intentions(*, people: Collection[User]) -> None:
    """Erase what these people have noted for themselves."""
    noted = Invited.objects.filter(user__in=people).exclude(intention="")
    for form in Form.objects.filter(pk__in=noted.values("form")).order_by("pk"):
        _write_among_all(form, people, "intention", Value("", output_field=TextField()))


def _set_declined(form: Form, person: User, *, is_declined: bool, at: datetime) -> None:
    if reason := policies.answer_refusal(form, person=person, at=at):
        raise FeedbackRefused(reason)
    _write_among_all(form, [person], "is_declined", Value(is_declined, output_field=BooleanField()))


def _write_among_all(form: Form, people: Collection[User], name: str, value: Value) -> None:
    places = Invited.objects.filter(form=form)
    list(places.order_by("pk").select_for_update().values_list("pk"))  # or two that write at once lock each other out
    theirs = When(user__in=people, then=value)
    places.update(**{name: Case(theirs, default=F(name), output_field=value.output_field)})
