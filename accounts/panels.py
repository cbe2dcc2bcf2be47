"""What administrators see of a file with people before and after it is imported."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page, Paginator

from accounts import queries, wording
from accounts.models import DirectoryFile, User
from accounts.planning import Kind, PersonStep, Plan
from accounts.sheet import Problem, read

PER_PAGE = 50
LOOKS = {
    Kind.ADD: ("confirmed", "plus"),
    Kind.CHANGE: ("requested", "refresh"),
    Kind.LEAVE: ("declined", "declined"),
    Kind.RETURN: ("confirmed", "check"),
}


@dataclass(frozen=True, kw_only=True)
class ProblemRow:
    """Something wrong: where, and what to do."""

    row: str
    column: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DetailRow:
    """One thing that becomes another."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One person, and what happens to them."""

    name: str
    key: str
    email: str
    row: int
    label: str
    look: str
    icon: str
    details: list[DetailRow]


@dataclass(frozen=True, kw_only=True)
class KindLink:
    """One filter: what happens, and to how many."""

    label: str
    value: str
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A file before it is imported: what is wrong with it, or what it would do."""

    file: DirectoryFile
    plan: Plan
    digest: str
    filters: list[KindLink]
    problems: Page[Problem] | None
    problem_rows: list[ProblemRow]
    page: Page[PersonStep] | None
    rows: list[StepRow]

    @property
    def is_everything(self) -> bool:
        """Whether no kind is filtered out."""
        return not any(one.is_current for one in self.filters)

    @property
    def can_be_imported(self) -> bool:
        """Whether there is something to do, and nothing wrong."""
        return not self.plan.problems and not self.plan.is_empty


def preview(file: DirectoryFile, *, by: User, asked: Mapping[str, str]) -> Preview:
    """What ``file`` would change as the directory is now; ``asked`` for: kind, page."""
    sheet = read(bytes(file.content), languages=dict(settings.LANGUAGES))
    plan = queries.plan_of(sheet, importer=by, is_complete=file.is_complete)
    kind = asked.get("kind", "")
    people = [step for step in plan.people if not kind or step.kind == kind] if kind in set(Kind) else plan.people
    problems = Paginator(plan.problems, PER_PAGE).get_page(asked.get("page")) if plan.problems else None
    page = None if problems else Paginator(people, PER_PAGE).get_page(asked.get("page"))
    return Preview(
        file=file,
        plan=plan,
        digest=plan.digest,
        filters=_filters(plan, kind),
        problems=problems,
        problem_rows=[_problem(problem) for problem in problems or ()],
        page=page,
        rows=[_step(step) for step in page or ()],
    )


def _filters(plan: Plan, current: str) -> list[KindLink]:
    counts = plan.counts
    return [
        KindLink(label=str(label), value=kind.value, count=counts[kind], is_current=kind == current)
        for kind, label in wording.KINDS.items()
        if counts[kind] or kind == current
    ]


def _problem(problem: Problem) -> ProblemRow:
    return ProblemRow(row=str(problem.row or ""), column=wording.column(problem.column), text=wording.fault(problem))


def _step(step: PersonStep) -> StepRow:
    look, icon = LOOKS[step.kind]
    return StepRow(
        name=step.name,
        key=step.key,
        email=step.email,
        row=step.row,
        label=str(wording.KINDS[step.kind]),
        look=look,
        icon=icon,
        details=[
            DetailRow(label=wording.column(each.column), before=each.before, after=each.after)
            for each in step.details
            if step.kind != Kind.ADD or each.column not in {"key", "email", "name"}
        ],
    )
