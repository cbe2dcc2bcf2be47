from django.db import migrations
from django.utils import timezone


def make_profiles(apps, _schema_editor):
    """Colleagues who teach already have a page like those who are named from now on."""
    profiles, speakers = apps.get_model("events", "SpeakerProfile"), apps.get_model("events", "Speaker")
    teaching = speakers.objects.exclude(user=None).order_by("user").values_list("user", flat=True).distinct()
    at = timezone.now()
    profiles.objects.bulk_create(profiles(user_id=pk, changed_at=at) for pk in teaching)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0019_who_teaches"),
    ]

    operations = [migrations.RunPython(make_profiles, migrations.RunPython.noop)]
