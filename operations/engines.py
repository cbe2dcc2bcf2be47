"""What the database says about itself."""

from dataclasses import dataclass
from pathlib import Path

from django.db import connection

FULL = 2  # what SQLite calls synchronous=FULL
SYNCHRONOUS = {0: "OFF", 1: "NORMAL", FULL: "FULL", 3: "EXTRA"}


@dataclass(frozen=True, kw_only=True)
class Engine:
    """Kind, version and size of the database, and how safely or how busily it works."""

    name: str
    version: str
    size: int
    journal: str = ""
    synchronous: str = ""
    connections: int = 0
    most_connections: int = 0

    @property
    def survives_a_power_cut(self) -> bool:
        """Whether what was answered with "done" is on the disk; PostgreSQL's own settings see to that."""
        return not self.journal or (self.journal == "wal" and self.synchronous in {"FULL", "EXTRA"})

    @property
    def is_crowded(self) -> bool:
        """Whether connections run short."""
        return self.connections * 10 > self.most_connections * 9


def engine() -> Engine:
    """The database we are connected to."""
    return _sqlite() if connection.vendor == "sqlite" else _postgres()


def _sqlite() -> Engine:
    with connection.cursor() as cursor:

        def ask(what: str) -> object:
            return cursor.execute(f"PRAGMA {what}").fetchone()[0]

        synchronous = SYNCHRONOUS.get(int(str(ask("synchronous"))), "?")
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
        journal = str(ask("journal_mode"))
    name = Path(str(connection.settings_dict["NAME"]))
    size = sum(path.stat().st_size for path in name.parent.glob(f"{name.name}*") if path.is_file())
    return Engine(name="SQLite", version=str(version), size=size, journal=journal, synchronous=synchronous)


def _postgres() -> Engine:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database()),"
            " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
            " current_setting('max_connections')::int"
        )
        version, size, connections, most = cursor.fetchone()
    return Engine(
        name="PostgreSQL", version=version.split()[0], size=size, connections=connections, most_connections=most
    )
