"""The results of feedback as a document says them: plain values, from which its digest is made."""

from dataclasses import dataclass
from datetime import datetime

MOST_TEXTS = 100  # of each question on paper; all of them stand in the table


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question that was answered with steps or options; without counts where fewer than five have answered it."""

    title: str
    counts: tuple[tuple[str, int], ...]
    total: int
    mean: float | None
    spread: float | None
    score: int | None


@dataclass(frozen=True, kw_only=True)
class Said:
    """A question that was answered in words; ``texts`` are the first of ``number``, None of too few."""

    title: str
    texts: tuple[str, ...]
    number: int
    is_enough: bool

    @property
    def more(self) -> int:
        """How many do not stand here."""
        return self.number - len(self.texts)


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """Everything that the document says."""

    title: str
    slug: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    invited: int
    answered: int
    rating: float | None
    score: int | None
    asked: tuple[Asked, ...]
    said: tuple[Said, ...]
    taken_at: datetime
