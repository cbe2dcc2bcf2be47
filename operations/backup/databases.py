"""The database as one file, and back: SQLite by its own backup, PostgreSQL by its own programs."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction

FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
DEBIAN = Path("/usr/lib/postgresql")
EVERYTHING = -1
SIDES = ("-wal", "-shm", "-journal")


class Unavailable(Exception):
    """The database can't be read or written by what is installed here; says what to do."""


def dump(folder: Path) -> tuple[str, Mapping[str, int]]:
    """Write the database into ``folder`` while others use it; answers with its version and the rows of each table."""
    target = folder / FILES[connection.vendor]
    return _dump_sqlite(target) if connection.vendor == "sqlite" else _dump_postgres(target)


def load(folder: Path) -> None:
    """Put the database of ``folder`` in the place of ours, whole or not at all."""
    source = folder / FILES[connection.vendor]
    if connection.vendor == "sqlite":
        _load_sqlite(source)
    else:
        _load_postgres(source)


def rows() -> dict[str, int]:
    """How many rows each table of ours has."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  # from the catalogue
            found[table] = cursor.fetchone()[0]
    return found


def _dump_sqlite(target: Path) -> tuple[str, Mapping[str, int]]:
    """All pages in one step: the copy is one moment, whoever writes meanwhile."""
    source = Path(str(connection.settings_dict["NAME"]))
    address = f"{source.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=20)) as ours, closing(sqlite3.connect(target)) as copy:
            ours.backup(copy, pages=EVERYTHING)
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("PRAGMA ignore_check_constraints=ON")  # they call functions that only Django's connection has
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            names = sorted(name for (name,) in tables)
            found = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608  # from the catalogue
    except sqlite3.Error as error:
        raise Unavailable(f"{source} can't be read: {error}") from error
    if verdict != "ok":
        raise Unavailable(f"SQLite says that the database is damaged: {verdict}")
    return sqlite3.sqlite_version, found


def _load_sqlite(source: Path) -> None:
    target = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving = target.with_name(f".{target.name}.restored")
    arriving.unlink(missing_ok=True)
    arriving.touch(mode=0o600)  # before there is anything in it
    shutil.copyfile(source, arriving)
    for side in SIDES:  # they belong to the file that goes
        target.with_name(target.name + side).unlink(missing_ok=True)
    arriving.replace(target)


def _dump_postgres(target: Path) -> tuple[str, Mapping[str, int]]:
    """The rows are counted in the very snapshot that is dumped."""
    program = _program("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        found = rows()
        _run(program, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}")
    return version.split()[0], found


def _load_postgres(source: Path) -> None:
    """Drop ours and make theirs in one transaction: whatever fails, ours is still there."""
    with connection.cursor() as cursor:
        ours = [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]
    connection.close()
    # For us alone, and apart from the backup, which stays as it is: what is written here is everything in clear.
    with TemporaryDirectory(prefix=".restore-", dir=settings.DATA_DIR) as folder:
        drops, theirs = Path(folder) / "drops.sql", Path(folder) / "theirs.sql"
        lines = ["SET client_min_messages = warning;", *(f"DROP TABLE IF EXISTS {name} CASCADE;" for name in ours)]
        drops.write_text("\n".join(lines))
        _run(_program("pg_restore"), "--no-owner", "--no-privileges", f"--file={theirs}", str(source), alone=True)
        _run(
            _program("psql"),
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--single-transaction",
            f"--file={drops}",
            f"--file={theirs}",
        )


def _program(name: str) -> Path:
    """One of PostgreSQL's programs that is not older than the server."""
    wanted = int(_server_version().partition(".")[0])
    on_path = shutil.which(name)
    newest = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]), reverse=True)
    for path in [*([Path(on_path)] if on_path else []), *newest]:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603  # found above
        if said and _major(said) >= wanted:
            return path
    raise Unavailable(
        f"{name} of PostgreSQL {wanted} or newer is needed: apt-get install -y postgresql-client-{wanted}"
    )


def _major(said: str) -> int:
    digits = said.split()[2].partition(".")[0]
    return int("".join(sign for sign in digits if sign.isdigit()) or 0)


def _server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _run(program: Path, *arguments: str, alone: bool = False) -> None:
    """Run one of them on our database; the password goes by the environment, where no list of processes shows it."""
    ours = connection.settings_dict
    given = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    environment = dict(os.environ)
    if not alone:
        environment |= {name: str(ours[key]) for key, name in given.items() if ours.get(key)}
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # found above
    if done.returncode:
        raise Unavailable(f"{program.name} failed: {done.stderr.strip()}")
