"""The empty database, migrated once and then copied.

Running every migration takes a quarter of a minute of processor, and each run of the tests and each
installation that they start needs the tables. So a copy is kept beside the tree, named for all that
makes tables what they are; another version of that makes another copy. A server of PostgreSQL reads it
once and copies from itself from then on. The migrations themselves are tested in tests/upgrade and by
``makemigrations --check``.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from django.conf import settings
from django.db import connection

import postgres

TOP = Path(__file__).resolve().parents[2]
KEPT = TOP / ".cache"
WHOLE = "roundtable_tables_"  # the databases of a server that others are copied from, by what their tables are
PART = f"{WHOLE}part"


def sqlite() -> Path:
    """A file with every table in it, and nothing else."""
    with _once(f"{_version()}.sqlite3") as file:
        if not file.exists():
            with tempfile.TemporaryDirectory() as home:
                _migrate(f"sqlite:///{home}/db.sqlite3")
                with contextlib.closing(sqlite3.connect(Path(home) / "whole")) as whole:
                    _copy(Path(home) / "db.sqlite3", whole)
                shutil.move(Path(home) / "whole", file)
    return file


def make_on_postgres(name: str) -> None:
    """Make a database on the tests' server with every table, and nothing else, in place of one of that name."""
    whole = f"{WHOLE}{_version()}"
    with _once(f"{_version()}.sql") as file:
        there = _whole_databases()
        if whole not in there:
            tell_server(*(f'DROP DATABASE "{old}" WITH (FORCE)' for old in there), f'CREATE DATABASE "{PART}"')
            _fill(PART, file)
            tell_server(f'ALTER DATABASE "{PART}" RENAME TO "{whole}"')
    tell_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{whole}"')


def _whole_databases() -> list[str]:
    """Those of this server that others are copied from; one that was broken off is among them."""
    with psycopg.connect(**_server(), dbname="postgres") as ours:
        found = ours.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{WHOLE}%"])
        return [name for (name,) in found]


def _fill(name: str, file: Path) -> None:
    """Give an empty database every table: from what was kept, or from the migrations, and keep it."""
    if not file.exists():
        _migrate(f"{os.environ['TEST_DATABASE_URL'].rpartition('/')[0]}/{name}")
        part = file.with_suffix(".part")
        if _postgres("pg_dump", "--no-owner", f"--file={part}", name):
            part.rename(file)
        return
    options = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    if not _postgres("psql", *options, f"--file={file}", name):
        raise AssertionError(f"The kept tables can't be copied; remove {file}")


def tell_server(*statements: str) -> None:
    """Run statements on the tests' server, outside of any transaction and of any database of theirs."""
    with psycopg.connect(**_server(), dbname="postgres", autocommit=True) as ours:
        for statement in statements:
            ours.execute(statement)


@contextlib.contextmanager
def test_database(*, own_file: Path | None) -> Iterator[None]:
    """The connection of this process leads to a database of the tests' own, on SQLite in memory or in ``own_file``."""
    usual = connection.settings_dict["NAME"]
    name = connection.creation._get_test_db_name()  # Django's own name for it
    if connection.vendor == "sqlite" and own_file:
        name = str(own_file)
    if connection.vendor == "postgresql":
        make_on_postgres(name)
    _lead_to(name)
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        _copy(sqlite(), connection.connection)
    try:
        yield
    finally:
        _lead_to(usual)
        if connection.vendor == "postgresql":
            tell_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _copy(file: Path, into: sqlite3.Connection) -> None:
    """Page by page, with what stands in the write-ahead log."""
    with contextlib.closing(sqlite3.connect(file)) as source:
        source.backup(into)


def _lead_to(name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


@contextlib.contextmanager
def _once(name: str) -> Iterator[Path]:
    """Whoever comes first makes the file and clears away that of other tables; the others wait for it."""
    KEPT.mkdir(exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = KEPT / name
        yield file
        for old in KEPT.glob(f"*{file.suffix}"):
            if old != file:
                old.unlink()


def _version() -> str:
    """A digest of all that decides what a table is like."""
    said = hashlib.sha256((TOP / "requirements.txt").read_bytes())
    for path in sorted([*TOP.glob("*/migrations/*.py"), *TOP.glob("*/models.py"), *TOP.glob("*/models/*.py")]):
        said.update(f"{path.relative_to(TOP)}\n".encode() + path.read_bytes())
    return said.hexdigest()[:16]


def _migrate(url: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        surroundings = os.environ | {
            "DATABASE_URL": url,
            "DATA_DIR": home,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": uuid.uuid4().hex * 2,
        }
        command = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
        subprocess.run(command, cwd=TOP, env=surroundings, check=True)


def _postgres(name: str, *arguments: str) -> bool:
    """Whether that worked; a server of another age than the programs is no use to them."""
    if not (program := postgres.program(name)):
        return False
    where = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
    server = _server()
    surroundings = os.environ | {variable: server[name] for variable, name in where.items() if name in server}
    return subprocess.run([program, *arguments], env=surroundings, check=False).returncode == 0


def _server() -> dict[str, str]:
    server = urlsplit(os.environ["TEST_DATABASE_URL"])
    host = unquote(server.netloc.rpartition("@")[2].partition(":")[0])
    given = {"host": host, "port": str(server.port or ""), "user": server.username, "password": server.password}
    return {name: value for name, value in given.items() if value}
