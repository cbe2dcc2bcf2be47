from functools import partial

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        """Say which documents there are, and that each is made by a job."""
        from jobs import registry as jobs
        from reports import documents, registry, runner

        for kind in documents.KINDS:
            registry.register(kind)
            jobs.register(
                kind.job, label=kind.label, run=partial(runner.make, kind), open_to_owner=runner.open_to_owner
            )
