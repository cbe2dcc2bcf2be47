"""Lets the events that are there already be found by facets; what is written from here on is kept by the actions."""

from collections import defaultdict
from itertools import islice

from django.db import migrations

from events import facets

AT_ONCE = 500


def fill(apps, schema_editor):
    ids = iter(list(apps.get_model("events", "Event").objects.order_by("pk").values_list("pk", flat=True)))
    while some := list(islice(ids, AT_ONCE)):
        _fill(apps, some)


def _fill(apps, ids):
    models = {name: apps.get_model("events", name) for name in ("Event", "Pool", "Session", "FacetText")}
    event, of_them = models["Event"], {"event__in": ids}
    rows = {
        "kind": event.objects.filter(pk__in=ids).values_list("pk", "kind"),
        "language": event.objects.filter(pk__in=ids).values_list("pk", "language"),
        "host": event.objects.filter(pk__in=ids, host_department__isnull=False).values_list("pk", "host_department"),
        "topic": event.topics.through.objects.filter(**of_them).values_list("event", "topic__key"),
        "format": models["Pool"].objects.filter(**of_them).exclude(capacity=0).values_list("event", "kind"),
        "location": models["Session"]
        .objects.filter(**of_them, room__isnull=False)
        .values_list("event", "room__location"),
    }
    co_hosts = event.co_hosts.through.objects.filter(**of_them).values_list("event", "department")
    said = {pk: defaultdict(list) for pk in ids}
    for facet, found in [*rows.items(), ("host", co_hosts)]:
        for pk, value in found:
            said[pk][facet].append(value)
    models["FacetText"].objects.bulk_create(
        models["FacetText"](event_id=pk, text=facets.written(values)) for pk, values in said.items()
    )


def forget(apps, schema_editor):
    apps.get_model("events", "FacetText").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0037_facet_text")]
    operations = [migrations.RunPython(fill, forget)]
