from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    name = "exports"

    def ready(self) -> None:
        """Say which job and which mails are ours."""
        from exports import notifications, runner, wording
        from jobs import registry as jobs
        from outbox import registry as outbox

        jobs.register(
            runner.KIND,
            label=_("Table"),
            run=runner.make,
            limits=runner.LIMITS,
            open_to_owner=runner.open_to_owner,
        )
        for kind, words in wording.WORDINGS.items():
            outbox.register(kind, label=words.label, render=notifications.render)
