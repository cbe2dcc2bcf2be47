from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "0004_places_know_their_department")]

    operations = [
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("why_waiting", ""),
                    models.Q(("status", "waitlisted"), ("why_waiting__in", ("outside_audience", "clash"))),
                    _connector="OR",
                ),
                name="registration_waits_for_a_reason",
            ),
        ),
    ]
