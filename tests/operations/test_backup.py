"""A backup of what runs, restored where nothing is: the same feeds, the same downloads, the same seats."""

import json
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from operations.backup import manifest
from operations.backup.manifest import Damaged
from tests.support.installations import Installation

pytestmark = pytest.mark.django_db
FILL = """
import json
from django.utils import timezone
from accounts.models import User
from calendars.actions import make_feed
from calendars.models import Entry
from jobs.models import Job
from jobs.work import Work
at = timezone.now()
entry = Entry.objects.exclude(user=None).filter(is_expected=True).first()
feed = make_feed(user=entry.user, at=at)
job = Job.objects.create(kind="tests.long", owner=entry.user, title="A list", queued_at=at, started_at=at,
                         state="running", lease_until=at, attempts=1)
file = Work(job).keep("list.csv", "text/csv", b"a,b\\n")
Job.objects.filter(pk=job.pk).update(state="done", finished_at=at, lease_until=None)
print(json.dumps([feed.get_absolute_url(), file.get_absolute_url(), entry.user.pk]))
"""
DOWNLOAD = """
from django.conf import settings
from django.test import Client
from accounts.models import User
settings.ALLOWED_HOSTS.append("testserver")
client = Client()
client.force_login(User.objects.get(pk={pk}))
print(b"".join(client.get("{path}").streaming_content).hex())
"""
SOMEBODY = "from tests.factories.accounts import make_user; make_user('Somebody'); print('made')"
SILENT = "from jobs.actions import forget_signs; forget_signs(); print('silent')"


def fetched(installation: Installation, path: str) -> bytes:
    with urllib.request.urlopen(f"{installation.url}{path}", timeout=20) as response:
        return response.read()


def restored(installation: Installation, *arguments: str, code: int = 0) -> str:
    return installation.python("manage.py", "restore", "--skip-checks", *arguments, code=code)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, django_db_blocker):
    """An installation with somebody in it, from which others are copied: its tables are made once."""
    installation = Installation(tmp_path_factory.mktemp("prepared"), django_db_blocker)
    installation.make_key()
    installation.make_tables()
    installation.shell(SOMEBODY)
    yield installation
    installation.remove()


@pytest.fixture
def places(tmp_path, django_db_blocker):
    """``places(name)``: an installation of that name; two at the same port are the same to the world."""
    made: list[Installation] = []

    def place(name: str, **options: object) -> Installation:
        made.append(Installation(tmp_path / name, django_db_blocker, **options))
        return made[-1]

    yield place
    for each in made:
        each.remove()


@pytest.fixture
def source(places, prepared) -> Installation:
    installation = places("source", like=prepared)
    installation.make_key()
    (installation.home / "files").mkdir()
    (installation.home / "files" / "cover.webp").write_bytes(b"picture")
    return installation


def backed_up(installation: Installation, folder: Path, *arguments: str) -> Path:
    return Path(installation.manage("backup", "--skip-checks", str(folder), *arguments).strip())


def with_key_of(backup: Path, installation: Installation) -> Installation:
    (installation.home / "secret-key").write_bytes((backup / "secret-key").read_bytes())
    return installation


def test_what_ran_there_runs_here(source, places, tmp_path):
    source.shell("from accounts.models import User; User.objects.all().delete(); print('empty')")
    source.manage("seed_demo", "--skip-checks")
    feed, document, owner = json.loads(source.shell(FILL))
    source.start()
    read = fetched(source, feed)
    backup = backed_up(source, tmp_path / "backups")
    source.stop()

    target = with_key_of(backup, places("target", port=source.port))
    said = restored(target, str(tmp_path / "backups"), "--hold-mail")
    target.start()

    assert said == f"{backup} is restored.\n"
    assert fetched(target, feed) == read
    assert bytes.fromhex(target.shell(DOWNLOAD.format(pk=owner, path=document))) == b"a,b\n"
    assert (target.home / "files" / "cover.webp").read_bytes() == b"picture"
    assert target.manage("check_seats", "--skip-checks") == "All seats are as promised.\n"


def test_a_backup_is_for_its_owner_and_names_every_file(source, tmp_path):
    backup = backed_up(source, tmp_path / "backups")

    told = manifest.read(backup)
    assert sorted(told.files) == sorted(["files/cover.webp", "secret-key", database_of(source)])
    assert {oct(path.stat().st_mode & 0o777) for path in backup.rglob("*") if path.is_file()} == {"0o600"}
    assert oct(backup.stat().st_mode & 0o777) == "0o700"
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [backup.name]
    assert (
        json.loads(source.shell("from jobs.models import Run; print(Run.objects.filter(name='backup').count())")) == 1
    )


def database_of(installation: Installation) -> str:
    return "database.dump" if installation.on_postgres else "database.sqlite3"


def test_what_was_changed_lost_or_added_is_not_restored(source, places, tmp_path):
    backup = backed_up(source, tmp_path / "backups")
    target = with_key_of(backup, places("target"))
    database, strange = backup / database_of(source), backup / "files" / "strange.txt"
    whole = database.read_bytes()

    database.write_bytes(whole[:-1] + b"?")
    changed = restored(target, str(backup), code=1)
    database.write_bytes(whole)
    strange.write_text("from elsewhere")
    added = restored(target, str(backup), code=1)
    strange.unlink()
    (backup / "files" / "cover.webp").unlink()
    lost = restored(target, str(backup), code=1)
    (tmp_path / "elsewhere").mkdir()
    (backup / "files" / "more").symlink_to(tmp_path / "elsewhere")
    linked = restored(target, str(backup), code=1)

    assert [said.strip().rpartition("restored: ")[2] for said in (changed, added, lost, linked)] == [
        f"{database.name} has been changed.",
        "files/strange.txt does not belong to it.",
        "files/cover.webp is missing.",
        "files/more is a link, and not what was backed up.",
    ]
    assert not (target.home / "files").exists()


def test_what_is_here_goes_only_when_told_and_never_while_it_runs(source, tmp_path):
    backup = backed_up(source, tmp_path / "backups")
    source.shell("from events.models import Topic; Topic.objects.create(name='After', key='after'); print(1)")

    kept = restored(source, str(backup), code=1)
    source.shell(
        "from django.utils import timezone; from jobs.actions import beat; beat('roundtable', at=timezone.now()); print(1)"
    )
    running = restored(source, str(backup), "--replace", code=1)
    source.shell(SILENT)
    replaced = restored(source, str(backup), "--replace")

    assert "There is something here already" in kept
    assert "The product runs on this database" in running
    assert replaced == f"{backup} is restored.\n"
    assert source.shell("from events.models import Topic; print(Topic.objects.filter(key='after').count())") == "0"


def test_a_newer_release_or_another_database_is_refused(source, places, tmp_path):
    backup = backed_up(source, tmp_path / "backups")
    target = with_key_of(backup, places("target"))
    told = json.loads((backup / manifest.NAME).read_text())

    def said(**changed: object) -> str:
        (backup / manifest.NAME).write_text(json.dumps(told | changed))
        return restored(target, str(backup), code=1)

    assert "of release 99.0.0, which is newer" in said(version="99.0.0")
    assert "which is newer" in said(migrations=[*told["migrations"], ["events", "9999_later"]])
    assert "is a backup of oracle; it can't be restored into" in said(vendor="oracle")
    assert "is of a kind that this release does not know" in said(format=2)


def test_another_key_is_told_and_only_so_many_are_kept(source, places, tmp_path):
    backups = tmp_path / "backups"
    for age in (3, 2, 1):
        old = backups / f"{timezone.now() - timedelta(days=age):%Y-%m-%dT%H-%M-%SZ}"
        old.mkdir(parents=True)
        (old / manifest.NAME).write_text("{}")
    newest = backed_up(source, backups, "--keep", "2")

    target = places("target")
    target.make_key()
    said = restored(target, str(backups))

    assert (len(list(backups.iterdir())), newest.exists()) == (2, True)
    assert "It was made under another SECRET_KEY" in said


def test_a_backup_that_fails_leaves_nothing_but_a_note(source, tmp_path):
    blocked = tmp_path / "backups"
    blocked.write_text("a file where a folder should be")

    source.python("manage.py", "backup", "--skip-checks", str(blocked), code=1)

    fault = source.shell("from jobs.models import Run; print(Run.objects.get(name='backup').fault)")
    assert fault.startswith(("FileExistsError", "NotADirectoryError"))


def test_a_manifest_that_is_none_is_damage(tmp_path):
    said = []
    for text in (None, "{", "[]", '{"format": 1}'):
        if text is not None:
            (tmp_path / manifest.NAME).write_text(text)
        with pytest.raises(Damaged) as told:
            manifest.read(tmp_path)
        said.append(str(told.value))

    assert said == [
        f"{tmp_path} holds no backup: there is no manifest.json.",
        "manifest.json can't be read.",
        "manifest.json is of a kind that this release does not know.",
        "manifest.json is not complete.",
    ]
