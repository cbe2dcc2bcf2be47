from django.db import migrations

import events.models.event

AT_ONCE = 1000


def give_tokens(apps, _schema_editor):
    """Each session that stands gets an address of its own for its online link."""
    Session = apps.get_model("events", "Session")
    without = list(Session.objects.filter(token=None).only("pk"))
    for session in without:
        session.token = events.models.event.new_token()
    Session.objects.bulk_update(without, ["token"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("events", "0033_join_links")]

    operations = [migrations.RunPython(give_tokens, migrations.RunPython.noop)]
