"""Changes that are made so often that their SQL is written only once, as it is for `common.questions`.

An `Insert` writes rows of a model, and an `Update` is a ``filter().update()`` with slots.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.constants import OnConflict
from django.db.models.sql.constants import ROW_COUNT
from django.db.models.sql.subqueries import InsertQuery, UpdateQuery

from common.questions import Written, kept_by_connection

M = TypeVar("M", bound=models.Model)


class _WrittenInsert:
    """The insert of one row as one connection sends it."""

    def __init__(self, model: type[models.Model], connection: BaseDatabaseWrapper, conflict: dict[str, Any]) -> None:
        meta = model._meta  # noqa: SLF001  # Django's documented API
        self.fields = [
            field for field in meta.concrete_fields if not field.generated and not isinstance(field, models.AutoField)
        ]
        self.returned = meta.db_returning_fields
        self.query = InsertQuery(model, **conflict)
        self.query.insert_values(self.fields, [model()])
        self.compiler = self.query.get_compiler(connection=connection)
        self.compiler.returning_fields = self.returned
        ((self.sql, places),) = self.compiler.as_sql()
        if len(places) != len(self.fields):
            raise ValueError(f"{model.__name__} has a column that is not written as one value.")
        # From here on the compiler finds its SQL written; it prepares values, and reads what comes back, as it always does.
        self.compiler.as_sql = self._filled

    def _filled(self) -> list[tuple[str, tuple[Any, ...]]]:
        compiler, (row,) = self.compiler, self.query.objs
        return [
            (self.sql, tuple(compiler.prepare_value(field, compiler.pre_save_val(field, row)) for field in self.fields))
        ]

    def write(self, row: Any) -> None:
        row._prepare_related_fields_for_save(operation_name="save")  # noqa: SLF001  # as save() does
        self.query.objs = [row]
        (values,) = self.compiler.execute_sql(self.returned)
        for field, value in zip(self.returned, values, strict=True):
            setattr(row, field.attname, value)
        row._state.adding, row._state.db = False, self.compiler.connection.alias  # noqa: SLF001  # as save() does


class Insert(Generic[M]):
    """New rows of a model: one alone by SQL that is written once for each connection, several as Django writes them.

    ``unless_known``: a unique column; where its value stands already, everything stays as it is.
    """

    def __init__(self, model: type[M], *, unless_known: str = "") -> None:
        self.model, self.unless_known = model, unless_known

    def write(self, rows: Sequence[M], *, at_once: int | None = None) -> None:
        """Write ``rows``, which get their ids by it, ``at_once`` in one statement."""
        if len(rows) == 1:
            with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS):
                kept_by_connection(self, self._written).write(rows[0])
            return
        columns = [self.unless_known] if self.unless_known else None
        self.model._base_manager.bulk_create(  # noqa: SLF001  # Django's documented API
            rows, at_once, update_conflicts=columns is not None, unique_fields=columns, update_fields=columns
        )

    def _written(self, connection: BaseDatabaseWrapper) -> _WrittenInsert:
        if not self.unless_known:
            return _WrittenInsert(self.model, connection, {})
        column = [self.model._meta.get_field(self.unless_known)]  # noqa: SLF001  # Django's documented API
        conflict = {"on_conflict": OnConflict.UPDATE, "unique_fields": column, "update_fields": column}
        return _WrittenInsert(self.model, connection, conflict)


class Update:
    """A change of the same columns of some rows: ``filter().update()`` with slots."""

    def __init__(self, rows: "Callable[[], models.QuerySet[Any, Any]]", **changed: Any) -> None:
        self.rows, self.changed = rows, changed

    def make(self, **values: Any) -> int:
        """Make it with these ``values``, which fill the slots of the same names; says how many rows it changed."""
        written = kept_by_connection(self, self._written)
        written.values = values
        with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS):
            changed: int = written.compiler.execute_sql(ROW_COUNT)  # type: ignore[call-overload]  # as update() does
        return changed

    def _written(self, connection: BaseDatabaseWrapper) -> Written:
        query: UpdateQuery = self.rows().query.chain(UpdateQuery)  # type: ignore[assignment]  # of the class asked for
        query.add_update_values(self.changed)
        return Written(query.get_compiler(connection=connection))
