import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0042_fill_thing_text"),
        ("registrations", "0016_attendance_entries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="attendance",
            name="entry",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mark", "taken_back"), _negated=True), ("corrects__isnull", False), _connector="OR"
                ),
                name="attendance_takes_back_an_entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes", None),
                    models.Q(("mark", "partial"), ("minutes__gte", 1)),
                    models.Q(("mark", "present"), ("minutes__gte", 1), ("source", "import")),
                    _connector="OR",
                ),
                name="attendance_minutes_of_who_was_there",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "import"), _negated=True),
                    models.Q(("mark__in", ("present", "partial")), _negated=True),
                    ("minutes__isnull", False),
                    _connector="OR",
                ),
                name="attendance_report_says_minutes",
            ),
        ),
    ]
