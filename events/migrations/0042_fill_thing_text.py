"""Lets the materials, series and profiles that are there already be found; the rest is kept by the actions."""

from collections import defaultdict

from django.db import migrations

from events import searching


def fill(apps, schema_editor):
    texts = apps.get_model("events", "ThingText").objects
    for pk, title in apps.get_model("events", "Series").objects.values_list("pk", "title"):
        texts.create(series_id=pk, title=searching.folded(title))
    columns = ("pk", "user__name", "guest__name", "title", "user__department__name", "biography")
    profiles = apps.get_model("events", "SpeakerProfile").objects
    for pk, colleague, guest, position, department, biography in profiles.values_list(*columns):
        texts.create(
            profile_id=pk,
            title=searching.folded(colleague or guest or ""),
            subjects=searching.folded(position),
            places=searching.folded(department or ""),
            body=searching.folded(searching.readable(biography)),
        )
    _fill_materials(apps, texts)


def _fill_materials(apps, texts):
    materials = apps.get_model("events", "Material").objects
    versions = apps.get_model("events", "MaterialVersion").objects.order_by("number")
    notes = dict(versions.values_list("material", "text"))
    said = defaultdict(lambda: defaultdict(list))
    parts = {
        "subjects": ("event__title", "event__topics__name"),
        "people": ("event__sessions__speakers__name", "event__sessions__speakers__user__name"),
    }
    for part, names in parts.items():
        for pk, *found in materials.order_by("pk").values_list("pk", *names):
            said[pk][part] += [name for name in found if name]
    for pk, language, title in materials.values_list("pk", "language", "title"):
        texts.create(
            material_id=pk,
            language=language,
            title=searching.folded(title),
            body=searching.folded(searching.readable(notes.get(pk, ""))),
            **{part: searching.together(said[pk][part]) for part in parts},
        )


def forget(apps, schema_editor):
    apps.get_model("events", "ThingText").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0041_thing_index")]
    operations = [migrations.RunPython(fill, forget)]
