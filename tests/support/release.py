"""Fills an empty database with what an earlier release left: ``python -m tests.support.release FILE``.

Migrates to where that release stood, writes its rows through the models as they were then, and
stops there. The file is made by script/keep_release.py.
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import django


def fill(kept: dict[str, Any]) -> None:
    """Rows in the order of the file; references may point forward until all is written."""
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    seen = {(app, name) for app, name in kept["migrations"]}
    children = executor.loader.graph.node_map
    last = [
        key for key in seen if not any(child.key in seen and child.key[0] == key[0] for child in children[key].children)
    ]
    then = executor.migrate(sorted(last)).apps
    by_model: dict[Any, list[Any]] = {}
    linked = []
    for row in kept["rows"]:
        model = then.get_model(row["model"])
        many = {field.name for field in model._meta.many_to_many}
        values = {name: value for name, value in row["fields"].items() if name not in many}
        by_model.setdefault(model, []).append(_instance(model, row["pk"], values))
        linked += [(model, row["pk"], name, row["fields"][name]) for name in many & row["fields"].keys()]
    with transaction.atomic():
        for model, instances in by_model.items():
            model._default_manager.bulk_create(instances, batch_size=200)
        for model, pk, name, others in linked:
            getattr(model(pk=pk), name).set(others)
    _set_sequences(connection, by_model)


def _instance(model: Any, pk: Any, values: dict[str, Any]) -> Any:
    made = model(pk=model._meta.pk.to_python(pk))
    for name, value in values.items():
        field = model._meta.get_field(name)
        setattr(
            made, field.attname, field.target_field.to_python(value) if field.is_relation else field.to_python(value)
        )
    return made


def _set_sequences(connection: Any, models: Any) -> None:
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


if __name__ == "__main__":
    django.setup()
    fill(json.loads(gzip.decompress(Path(sys.argv[1]).read_bytes())))
