"""What events are found by, kept beside them."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Model, Q

from accounts.models import Department, Location, User
from events.models import Event, FacetText, Material, SearchText, Series, SpeakerProfile, ThingText
from events.queries import SEARCHED, facet_texts, material_texts, profile_texts, search_texts, series_texts

AT_ONCE = 200
NAMED = {
    User: ("sessions__speakers__user",),
    Department: ("host_department", "co_hosts"),
    Location: ("sessions__room__location",),
}
THING_TEXTS = {"material": material_texts, "series": series_texts, "profile": profile_texts}


@transaction.atomic
def renew_search(events: Iterable[int]) -> int:
    """Let these events be found by what they say now; answers for how many that was something else."""
    events = list(events)
    if materials := list(Material.objects.filter(event__in=events).values_list("pk", flat=True)):
        renew_things(materials=materials)
    return len(_renewed_words(events) | _renewed_facets(events))


@transaction.atomic
def renew_things(*, materials: Iterable[int] = (), series: Iterable[int] = (), profiles: Iterable[int] = ()) -> int:
    """The same for what stands beside events: these materials, series, and people who teach."""
    given = {"material": list(materials), "series": list(series), "profile": list(profiles)}
    changed = 0
    for kind, ids in ((kind, ids) for kind, ids in given.items() if ids):
        standing = ThingText.objects.filter(**{f"{kind}__in": ids}).in_bulk(field_name=f"{kind}_id")
        new = [text for text in THING_TEXTS[kind](ids) if _differs(text, standing.get(getattr(text, f"{kind}_id")))]
        ThingText.objects.bulk_create(
            new, update_conflicts=True, unique_fields=[kind], update_fields=["language", *SEARCHED]
        )
        changed += len(new)
    return changed


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
    """The same for every event that names one of these people, departments or locations, and for whoever is named."""
    named, ids = Q(pk__in=[]), [row.pk for row in rows]
    for way in NAMED[kind]:
        named |= Q(**{f"{way}__in": ids})
    theirs = {User: Q(user__in=ids), Department: Q(user__department__in=ids)}.get(kind, Q(pk__in=[]))
    renew_things(profiles=SpeakerProfile.objects.filter(theirs).values_list("pk", flat=True))
    return renew_search(Event.objects.filter(named).values_list("pk", flat=True).distinct())


def renew_all_searches() -> int:
    """The same for everything, some at a time; answers for how much it was something else."""
    changed = sum(renew_things(materials=some) for some in _some_of(Material))
    changed += sum(renew_things(series=some) for some in _some_of(Series))
    changed += sum(renew_things(profiles=some) for some in _some_of(SpeakerProfile))
    return changed + sum(renew_search(some) for some in _some_of(Event))


def _some_of(kind: type[Model]) -> Iterator[list[int]]:
    ids = iter(kind._default_manager.order_by("pk").values_list("pk", flat=True))  # noqa: SLF001  # of any model
    while some := list(islice(ids, AT_ONCE)):
        yield some


def _differs(text: SearchText | ThingText, standing: SearchText | ThingText | None) -> bool:
    return standing is None or any(getattr(text, name) != getattr(standing, name) for name in ("language", *SEARCHED))
