from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "0014_circulars")]

    operations = [
        migrations.AddField(
            model_name="attendance",
            name="minutes",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="minutes"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="source",
            field=models.CharField(
                choices=[
                    ("list", "Marked on the list"),
                    ("door", "Checked in at the door"),
                    ("self", "Checked in by themselves"),
                    ("online", "Joined online"),
                    ("import", "From the report of a meeting"),
                    ("absence", "Had said so before"),
                ],
                default="list",
                max_length=8,
            ),
        ),
        migrations.AddField(model_name="attendance", name="entry", field=models.UUIDField(editable=False, null=True)),
        migrations.AlterField(
            model_name="attendance",
            name="mark",
            field=models.CharField(
                choices=[
                    ("present", "Present"),
                    ("partial", "Partly present"),
                    ("excused", "Excused"),
                    ("absent", "Absent"),
                    ("taken_back", "Taken back"),
                ],
                max_length=12,
                verbose_name="attendance",
            ),
        ),
    ]
