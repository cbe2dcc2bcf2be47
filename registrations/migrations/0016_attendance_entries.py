from django.db import migrations

# By the database itself: years of lists are many rows. Both write it as the field of the model reads it.
A_KEY_EACH = {
    "postgresql": "UPDATE registrations_attendance SET entry = gen_random_uuid() WHERE entry IS NULL",
    "sqlite": "UPDATE registrations_attendance SET entry = lower(hex(randomblob(16))) WHERE entry IS NULL",
}


def give_keys(_apps, schema_editor):
    """Each entry gets the key under which it would have been sent."""
    schema_editor.execute(A_KEY_EACH[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("registrations", "0015_attendance_says_how")]

    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop)]
