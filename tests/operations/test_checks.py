"""Unsafe settings are told, each with a remedy; a usual start and a proper deployment are silent."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from accounts.models import User
from operations import checks, libraries
from operations.demo import directory
from tests.factories.accounts import make_user
from tests.support.architecture import TOP

PROPER = {
    "BASE_URL": "https://roundtable.example",
    "SECRET_KEY": "abcdefghij" * 6,
    "MAIL_ADDRESS": "roundtable@roundtable.example",
    "INBOUND_LISTEN": "127.0.0.1:8025",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}},
}
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "/data/db.sqlite3"}
LOCMEM = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def own_folder(tmp_path):
    tmp_path.chmod(0o700)
    with override_settings(DATA_DIR=tmp_path, **PROPER):
        yield


def told() -> list[str]:
    found = checks.installation_is_safe()
    assert [message.msg for message in found if not message.hint] == []
    return [message.id for message in found]


def use_sqlite(monkeypatch, **values: object) -> None:
    monkeypatch.setitem(settings.DATABASES, "default", SQLITE | values)


def test_a_proper_installation_is_silent():
    assert told() == []


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"DEBUG": True}, "W001"),
        ({"SECRET_KEY": "short"}, "W002"),
        ({"SECRET_KEY": "k" * 60}, "W002"),
        ({"BASE_URL": "http://seminars.example"}, "W003"),
        ({"ALLOWED_HOSTS": ["*"]}, "W004"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, "W007"),
        ({"MAIL_ADDRESS": "roundtable@localhost"}, "W008"),
        ({"INBOUND_LISTEN": ""}, "W014"),
        ({"INBOUND_PEERS": ["mail.example.org"]}, "W015"),
        ({"MAIL_ADDRESS": "round+table@roundtable.example"}, "W008"),
        ({"DATA_DIR": TOP / "docs"}, "W009"),
        ({"CACHES": LOCMEM}, "W012"),
    ],
)
def test_an_unsafe_setting_is_told(changed, number):
    with override_settings(**changed):
        assert f"operations.{number}" in told()


@pytest.mark.parametrize("name", ["http://localhost:8000", "http://127.0.0.1:8000"])
def test_a_start_for_oneself_is_silent(name):
    with override_settings(BASE_URL=name, DEBUG=True, SECRET_KEY="short", CACHES=LOCMEM, DATA_DIR=TOP / "var"):
        assert told() == []


def test_a_folder_that_others_can_read_is_told(tmp_path):
    tmp_path.chmod(0o755)

    assert told() == ["operations.W010"]


def test_a_network_file_system_is_known_by_the_nearest_mount(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/data /data nfs4 rw 0 0\n/dev/sdb1 /data/fast ext4 rw 0 0\n")

    kinds = [checks.file_system(Path(path), mounts) for path in ("/data/db", "/data/fast/db", "/srv/db", "/database")]

    assert kinds == ["nfs4", "ext4", "ext4", "ext4"]
    monkeypatch.setattr(checks.file_system, "__defaults__", (mounts,))
    use_sqlite(monkeypatch)
    assert told() == ["operations.W005"]


@pytest.mark.parametrize(
    ("mode", "found"), [("OFF", ["operations.W006"]), ("normal", ["operations.W006"]), ("FULL", [])]
)
def test_a_database_that_forgets_in_a_power_cut_is_told(mode, found, monkeypatch):
    use_sqlite(monkeypatch, OPTIONS={"init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={mode};"})

    assert told() == found


def test_a_machine_without_fonts_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(libraries.has_fonts, "__defaults__", ((tmp_path,),))

    assert told() == ["operations.W013"]


@pytest.mark.django_db
def test_demo_accounts_are_told_where_everybody_can_reach_them():
    person = make_user(email=directory.ACCOUNTS[0].email, password=directory.PASSWORD)

    def asked(*databases: str) -> list[str]:
        return [message.id for message in checks.nobody_knows_the_passwords(databases=databases)]

    assert (asked(), asked("default")) == ([], ["operations.W011"])
    with override_settings(BASE_URL="http://localhost:8000"):
        assert asked("default") == []
    person.set_password("another one altogether")
    person.save()
    assert (User.objects.count(), asked("default")) == (1, [])


@pytest.mark.parametrize(
    ("chosen", "arguments"),
    [
        ({}, ()),
        (
            {
                "BASE_URL": "https://roundtable.example",
                "EMAIL_URL": "smtp://mail.roundtable.example",
                "INBOUND_LISTEN": "127.0.0.1:8025",
            },
            ("--deploy",),
        ),
    ],
)
def test_the_usual_start_and_a_proper_deployment_say_nothing(chosen, arguments, tmp_path):
    tmp_path.chmod(0o700)
    ours = {"DATABASE_URL", "CACHE_URL", "EMAIL_URL", "BASE_URL", "DEBUG", "LOG_LEVEL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    environment |= {"DATA_DIR": str(tmp_path), "SECRET_KEY": settings.SECRET_KEY} | chosen

    command = [sys.executable, "manage.py", "check", "--fail-level", "WARNING", *arguments]
    done = subprocess.run(command, cwd=TOP, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.strip(), done.stderr) == (
        0,
        "System check identified no issues (0 silenced).",
        "",
    )
