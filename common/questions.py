"""Questions to the database that are asked so often that their SQL is written only once.

Django writes the SQL of a queryset anew each time it is asked, and on the pages that are opened most
that took several times as long as the database took to answer. A `Question` is a queryset that has a
`Slot` or `Among` where a value will stand. Each connection writes it down once; from then on only the
values are put in.

    COMING = Question(lambda: Event.objects.filter(ends_at__gt=Slot("at", DateTimeField())))
    COMING.ask(at=timezone.now())

What differs between two calls is a value. Whatever changes the SQL itself (one condition more) is
part of the ``shape``, which is handed to ``build``; there are few shapes, and each is kept for ever.
What is written as often is in `common.changes`.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression, Func
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

T = TypeVar("T")
R = TypeVar("R")


class _Open:
    """A parameter whose value is not known yet."""

    def __init__(self, name: str, field: "models.Field[Any, Any]") -> None:
        self.name, self.field = name, field

    def value(self, values: Mapping[str, Any], connection: BaseDatabaseWrapper) -> Any:
        """As the database takes it."""
        return self.field.get_db_prep_value(values[self.name], connection=connection)


class _OpenList(_Open):
    """Any number of ids, or of texts, as one parameter."""

    def value(self, values: Mapping[str, Any], connection: BaseDatabaseWrapper) -> Any:
        """An array, or what SQLite reads as one."""
        is_postgresql = connection.vendor == "postgresql"
        if isinstance(self.field, models.CharField):
            texts = [str(each) for each in values[self.name]]
            return texts if is_postgresql else json.dumps(texts)
        # Written here, as both databases read it: the driver looks at each of a thousand ids anew.
        ids = ",".join([str(int(each)) for each in values[self.name]])
        return f"{{{ids}}}" if is_postgresql else f"[{ids}]"


class Slot(Expression):
    """A place for one value: an id, or of the kind of a field, ``Slot("at", DateTimeField())``."""

    def __init__(self, name: str, output_field: "models.Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field or models.BigIntegerField())
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """A placeholder."""
        return "%s", (_Open(self.name, self.output_field),)


class Among(Expression):
    """A place for any number of ids, or of texts (``CharField()``), to stand behind ``__in``."""

    def __init__(self, name: str, output_field: "models.Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field or models.BigIntegerField())
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """A subquery that unpacks the list."""
        return "(SELECT value FROM json_each(%s))", (_OpenList(self.name, self.output_field),)

    def as_postgresql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """The same for PostgreSQL."""
        kind = "text" if isinstance(self.output_field, models.CharField) else "bigint"
        return f"(SELECT unnest(%s::{kind}[]))", (_OpenList(self.name, self.output_field),)


class IsAmong(Func):
    """Whether a column holds one of a few ids: ``filter(IsAmong("pk", "events"))``.

    As a condition, where `Among` is one more table: PostgreSQL tries in which order to join eight, and no more.
    It compares each id in turn where it finds no index, so a list that may be long is for `Among`.
    """

    template, arg_joiner = "%(expressions)s", " IN "
    output_field = models.BooleanField()

    def __init__(self, column: str, name: str) -> None:
        self.among = Among(name)
        super().__init__(models.F(column), self.among)

    def as_postgresql(self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """The same without a subquery."""
        sql, parameters = compiler.compile(self.source_expressions[0])
        return f"{sql} = ANY(%s::bigint[])", (*parameters, _OpenList(self.among.name, self.among.output_field))


class Unindexed(Func):
    """A column by which SQLite is not to look for rows: ``alias(begun=Unindexed("starts_at"))``.

    It knows not how rows lie within a range, so that of two ranges it may choose the one of all that has ever been.
    """

    template, arity = "%(expressions)s", 1

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any) -> tuple[str, Any]:
        """With a plus before it (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_)."""
        return self.as_sql(compiler, connection, template="+%(expressions)s")


PLACE = re.compile("%%|%s")


def _with_constants(written: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
    """Only what differs from call to call stays a parameter, where the database plans by what it can read.

    PostgreSQL keeps one plan for all values only if it is about as good as one for these. How many rows have a
    state is known of "confirmed", and not of a value that is still to come.
    """
    sql, parameters = written
    if connection.vendor != "postgresql":
        return sql, list(parameters)
    from psycopg.sql import quote  # only where that database is

    values, left = iter(parameters), []

    def fill(place: re.Match[str]) -> str:
        value = next(values) if place[0] == "%s" else None
        if value is None:
            return place[0] if place[0] == "%%" else "NULL"
        if isinstance(value, _Open):
            left.append(value)
            return place[0]
        return quote(value, connection.connection).replace("%", "%%")

    return PLACE.sub(fill, sql), left


def _kept(converters: Callable[[list[Any]], R]) -> Callable[[list[Any]], R]:
    """The same for the columns of a query that stays, worked out once: they are asked for with every answer."""
    known: dict[tuple[int, ...], R] = {}

    def of(columns: list[Any]) -> R:
        key = tuple(map(id, columns))
        if key not in known:
            known[key] = converters(columns)
        return known[key]

    return of


class Written:
    """A statement as one connection, and so one thread, sends it: its compiler finds the SQL written already."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self.compiler, self.connection = compiler, compiler.connection
        self.sql, self.parameters = _with_constants(compiler.as_sql(), self.connection)
        self.values: Mapping[str, Any] = {}
        compiler.as_sql = self._filled  # type: ignore[method-assign]  # meant

    def _filled(self, *_args: Any, **_kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        values, connection = self.values, self.connection
        return self.sql, tuple(
            one.value(values, connection) if isinstance(one, _Open) else one for one in self.parameters
        )


class _Asked(Written):
    """A question as one connection asks it."""

    def __init__(self, rows: "models.QuerySet[Any, Any]", connection: BaseDatabaseWrapper) -> None:
        super().__init__(rows.query.get_compiler(connection=connection))
        self.rows = rows
        # From here on the queryset finds its SQL written, and reads rows as it always does.
        self.compiler.get_converters = _kept(self.compiler.get_converters)  # type: ignore[method-assign, assignment]  # meant
        rows.query.get_compiler = lambda *_args, **_kwargs: self.compiler  # type: ignore[method-assign]  # meant

    def ask(self, values: Mapping[str, Any]) -> list[Any]:
        if self.rows.query.select_for_update and not self.connection.in_atomic_block:
            raise TransactionManagementError("Rows are locked in a transaction, or they are not locked.")
        self.values = values
        rows: Any = self.rows._iterable_class(self.rows)  # noqa: SLF001  # how a queryset reads its rows
        return list(rows)


def kept_by_connection(key: Hashable, write: Callable[[BaseDatabaseWrapper], R]) -> R:
    """What ``write`` makes, once for each connection."""
    connection = connections[DEFAULT_DB_ALIAS]
    kept: dict[Hashable, R] = vars(connection).setdefault("written_statements", {})
    known = kept.get(key)
    if known is None:
        known = kept[key] = write(connection)
    return known


class Question(Generic[T]):
    """A queryset whose SQL is written once for each connection and shape."""

    def __init__(self, build: "Callable[..., models.QuerySet[Any, T]]") -> None:
        self.build = build

    def ask(self, *shape: Hashable, **values: Any) -> list[T]:
        """The rows for these ``values``, which fill the slots of the same names."""
        asked = kept_by_connection((self, shape), lambda connection: _Asked(self.build(*shape), connection))
        return asked.ask(values)


def attach(found: Iterable[models.Model], name: str, rows: Mapping[Any, list[Any]]) -> None:
    """Let ``one.name.all()`` of each of ``found`` answer its part of ``rows``, by id: a prefetch by hand."""
    for one in found:
        known = getattr(one, name).all()
        # What prefetch_related_objects() does with rows that it has asked for itself.
        known._result_cache, known._prefetch_done = rows.get(one.pk, []), True  # noqa: SLF001
        vars(one).setdefault("_prefetched_objects_cache", {})[name] = known
        owner = getattr(one, name).field.name
        for row in known._result_cache:  # noqa: SLF001
            setattr(row, owner, one)
