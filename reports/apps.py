from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        """Say which jobs are ours."""
        from jobs import registry
        from reports import tasks

        registry.register(tasks.ATTENDANCE_SUMMARY, label=_("PDF document"), run=tasks.attendance_summary)
        registry.register(tasks.TABLE_SIGNS, label=_("PDF document"), run=tasks.table_signs)
