"""Installations of their own, each with an empty database on SQLite or on the tests' PostgreSQL server."""

import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.support import blank
from tests.support.product import TOP, Product


class Installation(Product):
    """A product with a database that nothing else uses, and the key that the embedded start would have made."""

    def __init__(
        self, home: Path, blocker: DjangoDbBlocker, *, port: int | None = None, like: "Installation | None" = None
    ) -> None:
        """``port`` is that of another one, to be the same to the world; ``like`` is one whose database is copied."""
        super().__init__(home, blocker, mail="dummy://")
        home.mkdir(parents=True, exist_ok=True)
        self.name = f"installation_{uuid.uuid4().hex[:12]}"
        if port:
            self.port, self.url = port, f"http://127.0.0.1:{port}"
        self.on_postgres = connection.vendor == "postgresql"
        if self.on_postgres:
            blank.tell_server(f'CREATE DATABASE "{self.name}" TEMPLATE "{like.name if like else "template1"}"')
        elif like:
            for file in like.home.glob("db.sqlite3*"):
                shutil.copy2(file, home)

    @property
    def environment(self) -> dict[str, str]:
        """The key stands in the folder, not here."""
        ours = super().environment | {"DJANGO_SETTINGS_MODULE": "tests.support.running_settings"}
        ours.pop("SECRET_KEY", None)
        if self.on_postgres:
            ours["DATABASE_URL"] = f"{os.environ['TEST_DATABASE_URL'].rpartition('/')[0]}/{self.name}"
        return ours

    def make_tables(self) -> None:
        """As bringing an empty database up to date does."""
        if self.on_postgres:
            blank.make_on_postgres(self.name)
        else:
            super().make_tables()

    def make_key(self) -> None:
        """As script/server does."""
        (self.home / "secret-key").write_text("key-" + uuid.uuid4().hex * 2)

    def python(self, *arguments: str, code: int = 0) -> str:
        """Run Python in this installation's surroundings; answers with all that it said."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=TOP, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, f"{arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def shell(self, script: str) -> str:
        """Run a few lines with the models at hand; answers with the last line printed."""
        return self.manage("shell", "--no-imports", "-c", script).splitlines()[-1]

    def remove(self) -> None:
        """Leave nothing on the server."""
        self.stop()
        if self.on_postgres:
            blank.tell_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
