"""Lets the events that are there already be found; what is written from here on is kept by the actions."""

from collections import defaultdict
from itertools import islice

from django.db import migrations

from events import searching

AT_ONCE = 500


def fill(apps, schema_editor):
    events = apps.get_model("events", "Event").objects
    ids = iter(list(events.order_by("pk").values_list("pk", flat=True)))
    while some := list(islice(ids, AT_ONCE)):
        _fill(apps.get_model("events", "SearchText"), events.filter(pk__in=some))


def _fill(model, events):
    said = defaultdict(lambda: defaultdict(list))
    parts = {
        "subjects": ("topics__name",),
        "people": ("sessions__speakers__name", "sessions__speakers__user__name"),
        "places": ("sessions__place", "sessions__room__name", "sessions__room__location__name"),
    }
    for part, names in parts.items():
        for pk, *found in events.order_by("pk").values_list("pk", *names):
            said[pk][part] += [name for name in found if name]
    for row in events.values("pk", "language", "title", "description", "host_department__name"):
        said[row["pk"]]["places"] += filter(None, [row["host_department__name"]])
        model.objects.create(
            event_id=row["pk"],
            language=row["language"],
            title=searching.folded(row["title"]),
            body=searching.folded(searching.readable(row["description"])),
            **{part: searching.folded(" ".join(dict.fromkeys(said[row["pk"]][part]))) for part in parts},
        )


def forget(apps, schema_editor):
    apps.get_model("events", "SearchText").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0015_search_index")]
    operations = [migrations.RunPython(fill, forget)]
