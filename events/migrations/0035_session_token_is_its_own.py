from django.db import migrations, models

import events.models.event


class Migration(migrations.Migration):
    dependencies = [("events", "0034_session_tokens")]

    operations = [
        migrations.AlterField(
            model_name="session",
            name="token",
            field=models.CharField(default=events.models.event.new_token, editable=False, max_length=32, unique=True),
        ),
    ]
