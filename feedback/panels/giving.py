"""The page of somebody who is asked."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from events.models import Event
from feedback import policies
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
    answers: AnswerForm
    refusal: Refusal | None
    apart: Apart | None = None

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
    return AnswerPanel(
        form=form,
        event=form.event,
        answers=answers,
        refusal=refusal or policies.answer_refusal(form, person=person, at=at),
        apart=_apart(form, person) if form.dimension else None,
    )


def _apart(form: Form, person: User) -> Apart:
    own = form.invited.get(user=person).cell
    (cell,) = [cell for cell in form.counted_apart if cell.key == own]
    return Apart(
        dimension=Dimension(form.dimension),
        own=in_reader_language(cell.name),
        invited=cell.invited,
    )
