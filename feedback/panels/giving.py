"""The page of somebody who is asked."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from events.models import Event
from feedback import links, policies, queries
from feedback.enums import Dimension, Refusal
from feedback.forms import AnswerForm, in_reader_language
from feedback.models import Form


@dataclass(frozen=True)
class Apart:
    """By what figures are counted apart, and with whom those of the reader are."""

    dimension: Dimension
    own: str
    invited: int


@dataclass(frozen=True)
class AnswerPanel:
    """The page of somebody who is asked. ``refusal``: why answers are not taken, if they are not."""

    form: Form
    event: Event
    person: User
    answers: AnswerForm
    refusal: Refusal | None
    apart: Apart | None = None
    can_intend: bool = False
    intention: str = ""

    @property
    def intention_path(self) -> str:
        """Where they note what they want to do."""
        return links.intention_path(links.sign(self.form, self.person, address=self.person.email))

    @property
    def decline_path(self) -> str:
        """Where they say "not this one"."""
        return links.decline_path(links.sign(self.form, self.person, address=self.person.email))

    @property
    def device_key(self) -> str:
        """Under what their device keeps what they type."""
        return links.device_key(self.form, self.person)

    @property
    def is_answerable(self) -> bool:
        """Whether there is something to send."""
        return self.refusal is None

    @property
    def is_thanks(self) -> bool:
        """Whether nothing is left to do but to say thank you."""
        return self.refusal == Refusal.ALREADY_ANSWERED and not self.answers.is_bound

    @property
    def is_over(self) -> bool:
        """Whether the time is over and nothing was typed that would be lost."""
        return self.refusal == Refusal.CLOSED and not self.answers.is_bound


def answer_panel(
    form: Form, *, person: User, answers: AnswerForm, at: datetime, refusal: Refusal | None = None
) -> AnswerPanel:
    """What ``person`` sees of ``form``; ``refusal``: why what they have just sent was not taken."""
    event = form.event
    return AnswerPanel(
        form=form,
        event=event,
        person=person,
        answers=answers,
        refusal=refusal or policies.answer_refusal(form, person=person, at=at),
        apart=_apart(form, person) if form.dimension else None,
        can_intend=policies.may_intend(form, person),
        # A link that somebody finds in an old mail must not tell it.
        intention=queries.intention_of(event, person) if event.has_follow_up and not form.is_closed else "",
    )


def _apart(form: Form, person: User) -> Apart:
    own = form.invited.get(user=person).cell
    (cell,) = [cell for cell in form.counted_apart if cell.key == own]
    return Apart(
        dimension=Dimension(form.dimension),
        own=in_reader_language(cell.name),
        invited=cell.invited,
    )


@dataclass(frozen=True)
class DeclinePanel:
    """The page on which somebody says "not this one", or takes it back. ``refusal``: why nothing is asked any more."""

    form: Form
    event: Event
    answer_path: str
    is_declined: bool
    refusal: Refusal | None


def decline_panel(asked: links.Asked, *, key: str, at: datetime) -> DeclinePanel:
    """What whoever holds the ``key`` sees before and after they have said it."""
    form, person = asked
    return DeclinePanel(
        form=form,
        event=form.event,
        answer_path=links.answer_path(key),
        is_declined=queries.has_declined(form, person),
        refusal=policies.answer_refusal(form, person=person, at=at),
    )
