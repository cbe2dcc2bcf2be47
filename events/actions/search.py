"""What events are found by, kept beside them."""

from collections.abc import Collection, Iterable
from itertools import islice

from django.db import transaction
from django.db.models import Model, Q

from accounts.models import Department, Location, User
from events.models import Event, FacetText, SearchText
from events.queries import SEARCHED, facet_texts, search_texts

AT_ONCE = 200
NAMED = {
    User: ("sessions__speakers__user",),
    Department: ("host_department", "co_hosts"),
    Location: ("sessions__room__location",),
}


@transaction.atomic
def renew_search(events: Iterable[int]) -> int:
    """Let these events be found by what they say now; answers for how many that was something else."""
    events = list(events)
    return len(_renewed_words(events) | _renewed_facets(events))


def _renewed_words(events: Collection[int]) -> set[int]:
    standing = SearchText.objects.in_bulk(events)
    changed = [text for text in search_texts(events) if _differs(text, standing.get(text.pk))]
    SearchText.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["event"], update_fields=["language", *SEARCHED]
    )
    return {text.pk for text in changed}


def _renewed_facets(events: Collection[int]) -> set[int]:
    standing = dict(FacetText.objects.filter(event__in=events).values_list("event", "text"))
    changed = [one for one in facet_texts(events) if one.text != standing.get(one.pk)]
    FacetText.objects.bulk_create(changed, update_conflicts=True, unique_fields=["event"], update_fields=["text"])
    return {one.pk for one in changed}


def renew_search_of(kind: type[Model], rows: Collection[Model]) -> int:
    """The same for every event that names one of these people, departments or locations."""
    named, ids = Q(pk__in=[]), [row.pk for row in rows]
    for way in NAMED[kind]:
        named |= Q(**{f"{way}__in": ids})
    return renew_search(Event.objects.filter(named).values_list("pk", flat=True).distinct())


def renew_all_searches() -> int:
    """The same for every event, some at a time; answers for how many it was something else."""
    ids = iter(Event.objects.order_by("pk").values_list("pk", flat=True))
    changed = 0
    while some := list(islice(ids, AT_ONCE)):
        changed += renew_search(some)
    return changed


def _differs(text: SearchText, standing: SearchText | None) -> bool:
    return standing is None or any(getattr(text, name) != getattr(standing, name) for name in ("language", *SEARCHED))
