"""What was said of other events."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from feedback.comparing import Counts
from feedback.enums import FormState, Occasion
from feedback.models import Box, Form
from feedback.questionnaire import OVERALL
from feedback.questions import Wording, from_json

COMPARED_WITH = timedelta(days=731)  # how far back an event is compared with others


def overall_of_events() -> QuerySet[Box]:
    """What was said of events all in all, right after them: one box of each, once its form is closed."""
    closed = Box.objects.filter(form__occasion=Occasion.AFTER, form__state=FormState.CLOSED)
    return closed.filter(question=OVERALL, cell="")


@dataclass(frozen=True)
class Elsewhere:
    """What was answered to each question, by its key, at other events: counts of all who answered there."""

    before: Mapping[str, list[Counts]]
    series: Mapping[str, list[Counts]]
    department: Mapping[str, list[Counts]]


_SAID = ("question", "tally", "form__event", "form__event__series", "form__event__host_department")


def said_elsewhere(form: Form) -> Elsewhere:
    """What others were answered who asked on the same occasion, in the two years until ``form`` closed.

    The event before is the one that this was made of, or else the date of the series before it. Later ones are left
    out, so that what a page says does not change any more.
    """
    event, found = form.event, Elsewhere(defaultdict(list), defaultdict(list), defaultdict(list))
    kin = {"": event.cloned_from_id, "__series": event.series_id, "__host_department": event.host_department_id}
    named = [Q(**{f"form__event{way}": key}) for way, key in kin.items() if key]
    if form.closed_at is None or not named:
        return found
    closed = Box.objects.filter(form__occasion=form.occasion, form__state=FormState.CLOSED, cell="")
    earlier = closed.filter(form__closed_at__lt=form.closed_at, form__closed_at__gte=form.closed_at - COMPARED_WITH)
    asked = earlier.filter(reduce(or_, named), question__in=[question.key for question in form.asked])
    rows = list(asked.order_by("-form__closed_at", "pk").values_list("form", *_SAID))
    options = _options_of(form, {row[0] for row in rows})
    for pk, question, counts, one, series, department in rows:
        if options[pk].get(question) != options[form.pk].get(question):
            continue
        is_of_series = series is not None and series == event.series_id
        is_source = one == event.cloned_from_id
        if is_source or (event.cloned_from_id is None and is_of_series and not found.before[question]):
            found.before[question].append(counts)
        if is_of_series:
            found.series[question].append(counts)
        elif department is not None and department == event.host_department_id and not is_source:
            found.department[question].append(counts)
    return found


def _options_of(form: Form, others: Collection[int]) -> dict[int, dict[str, list[Wording]]]:
    """What could be chosen by ``form`` and ``others``, by question: their keys are alike whatever their words are."""
    options = {form.pk: {one.key: [option.text for option in one.options] for one in form.asked if one.options}}
    if not options[form.pk]:
        return options | {pk: {} for pk in others}
    for pk, asked in Form.objects.filter(pk__in=others).values_list("pk", "questions"):
        found = from_json(asked)
        options[pk] = {one.key: [option.text for option in one.options] for one in found if one.options}
    return options
