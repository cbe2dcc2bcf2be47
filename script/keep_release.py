"""Keeps what a release leaves in a database, for the test of the way up from it.

    script/keep_release.py     run on the commit of the release, before its version is raised

Fills an empty database with the demo organisation and writes its rows, and how far its migrations
went, to ``tests/upgrade/VERSION.json.gz``. The file belongs to no database: the test loads it into
SQLite and PostgreSQL at the old migrations, and brings both up to date.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
FOLDER = TOP / "tests" / "upgrade"
# What migrations make themselves, what comes and goes, and the emergency log, which points at the former.
LEFT_OUT = ("contenttypes", "auth", "sessions", "admin", "django_q")
PREPARE = """
from django.utils import timezone
from accounts.models import User
from calendars.actions import make_feed
make_feed(user=User.objects.order_by("pk")[0], at=timezone.now())
from django.db.migrations.loader import MigrationLoader
from django.db import connection
import json
print(json.dumps(sorted(MigrationLoader(connection).applied_migrations)))
"""


def main() -> None:
    """Fill, read, and write it down."""
    version = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]["version"]
    with tempfile.TemporaryDirectory() as scratch:
        environment = {
            **os.environ,
            "DATA_DIR": scratch,
            "DATABASE_URL": f"sqlite:///{scratch}/db.sqlite3",
            "SECRET_KEY": "only-for-the-kept-release-" + "0123456789" * 5,
        }

        def manage(*arguments: str) -> str:
            command = [sys.executable, "manage.py", *arguments]
            return subprocess.run(
                command, cwd=TOP, env=environment, check=True, stdout=subprocess.PIPE, text=True
            ).stdout

        manage("migrate", "-v0", "--skip-checks")
        manage("seed_demo", "--skip-checks")
        migrations = json.loads(manage("shell", "--no-imports", "-c", PREPARE).splitlines()[-1])
        left_out = [part for app in LEFT_OUT for part in ("--exclude", app)]
        rows = json.loads(manage("dumpdata", "--all", *left_out))
    kept = json.dumps({"version": version, "migrations": migrations, "rows": rows}, separators=(",", ":"))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{version}.json.gz").write_bytes(gzip.compress(kept.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
