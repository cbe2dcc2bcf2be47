from django.db import migrations


def say_of_what(apps, _schema_editor):
    """Say of each meeting which event it is a part of, as far as its session is still there."""
    meetings = apps.get_model("calendars", "Meeting")
    sessions = apps.get_model("events", "Session").objects.values_list("uid", "event__uuid")
    for uid, whole in sessions.iterator():
        meetings.objects.filter(uid=uid, whole=None).update(whole=whole)


class Migration(migrations.Migration):
    dependencies = [
        ("calendars", "0004_what_feeds_show"),
        ("events", "0031_reminders"),
    ]

    operations = [migrations.RunPython(say_of_what, migrations.RunPython.noop)]
