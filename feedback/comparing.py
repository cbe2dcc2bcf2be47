"""What an event is compared with: others that asked the same, each of which may be shown for itself.

Since only such figures enter a sum, the difference of two sums gives back nothing but what may be shown anyway.
"""

from collections.abc import Iterable, Mapping

from common import crowds
from feedback.questions import Question
from feedback.tally import answers

Counts = Mapping[str, int]


def total(question: Question, others: Iterable[Counts], *, fewest: int = 1) -> Counts | None:
    """The answers to ``question`` at ``others``; None where fewer than ``fewest`` asked the same and may be shown."""
    alike = [
        counts for counts in others if counts.keys() == set(question.counted) and crowds.is_enough(answers(counts))
    ]
    if len(alike) < fewest or not alike:
        return None
    return {step: sum(counts[step] for counts in alike) for step in question.counted}
