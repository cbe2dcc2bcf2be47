from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0032_meetings_know_their_event")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="join_minutes",
            field=models.PositiveSmallIntegerField(default=15, verbose_name="minutes before the start, to join online"),
        ),
        migrations.AddField(
            model_name="event",
            name="join_for",
            field=models.CharField(
                choices=[("seated", "Everybody with a seat"), ("online", "Those with a seat online")],
                default="seated",
                max_length=12,
                verbose_name="who may join online",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="token",
            field=models.CharField(editable=False, max_length=32, null=True),
        ),
    ]
