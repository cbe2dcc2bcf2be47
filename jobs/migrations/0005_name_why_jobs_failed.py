"""Give the jobs that have failed so far the reason that their words and faults say."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_reasons(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Words for the owner are a refusal; whatever else there is, is a fault."""
    jobs = apps.get_model("jobs", "Job").objects
    failed = jobs.filter(state="failed", failure="")
    failed.filter(fault="its workers were lost").update(failure="lost", error="")
    failed.exclude(error="").update(failure="refused", fault="")
    failed.filter(fault="").update(fault="nothing was noted")
    failed.update(failure="broken")
    jobs.exclude(state="failed").update(error="", fault="")


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0004_words_limits_and_reasons"),
    ]

    operations = [migrations.RunPython(name_reasons, migrations.RunPython.noop)]
