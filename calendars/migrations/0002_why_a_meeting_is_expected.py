from django.db import migrations, models
from django.db.models import F


def note_seats(apps, _schema_editor):
    """Until now a meeting stood in somebody's calendar for one reason only."""
    apps.get_model("calendars", "Entry").objects.update(for_seat=F("is_expected"))


class Migration(migrations.Migration):
    dependencies = [
        ("calendars", "0001_initial"),
    ]

    operations = [
        migrations.AddField(model_name="entry", name="for_seat", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="entry", name="for_teaching", field=models.BooleanField(default=False)),
        migrations.RunPython(note_seats, migrations.RunPython.noop),
    ]
