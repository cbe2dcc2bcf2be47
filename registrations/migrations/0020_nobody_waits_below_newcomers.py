from django.db import migrations
from django.db.models import F, Min

HAVE_OR_WAIT = ("requested", "waitlisted", "offered", "confirmed")


def lift(apps, schema_editor):
    """Whoever was moved to the end of a line stood below all who came later, for good: let everybody there go up alike.

    Between those who are there the order stays as it is; whoever comes from now on comes behind all of them.
    """
    registrations = apps.get_model("registrations", "Registration").objects
    low = registrations.filter(priority__lt=0)
    for event, lowest in low.filter(status__in=HAVE_OR_WAIT).values_list("event").annotate(lowest=Min("priority")):
        registrations.filter(event=event, status__in=HAVE_OR_WAIT).update(priority=F("priority") - lowest)
    low.update(priority=0)


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0019_find_requests_to_decide"),
    ]

    operations = [
        migrations.RunPython(lift, migrations.RunPython.noop),
    ]
