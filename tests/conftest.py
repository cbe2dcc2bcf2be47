"""The ground all tests stand on.

Settings are one file that reads the environment, so tests state theirs there, before Django is
configured: nothing of the developer's own environment or data is read or written.
"""

import atexit
import gc
import math
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection, transaction
from django.test import Client, TransactionTestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests.support.mail import MailSink, SinkController

if settings.configured:
    raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: these tests set up their own environment.")

SCRATCH = Path(tempfile.mkdtemp(prefix="roundtable-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
(SCRATCH / "static").mkdir()

for name in ("SIGNUP_DOMAINS", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "BEHIND_PROXY", "PUBLIC_CATALOGUE"):
    os.environ.pop(name, None)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's loop runs in the thread that also asks the database
    "DATA_DIR": str(SCRATCH),
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{SCRATCH / 'db.sqlite3'}",
    "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
    "BASE_URL": "http://testserver",
    "CACHE_URL": "locmem://",
    "EMAIL_URL": "memory://",
    "SITE_NAME": "Roundtable",
    "DEFAULT_LANGUAGE": "en",
    "DEFAULT_ZONE": "Europe/Berlin",
    "DEBUG": "false",
    "LOG_LEVEL": "WARNING",
}
django.setup()

# A machine that has other work is no fault of ours; and a run in CI can be repeated as it was.
hypothesis.settings.register_profile(
    "ours",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
    database=None,
)
hypothesis.settings.load_profile("ours")

from common import site  # noqa: E402
from common.organisation import Organisation  # noqa: E402
from jobs import guard  # noqa: E402
from tests.support import blank, clearing, world  # noqa: E402  # models can be imported from here on

TransactionTestCase._fixture_teardown = clearing.clear  # what pytest-django's own case calls
# Whoever guards a job asks through a connection of its own, which sees nothing of a test's transaction: after five
# seconds of work it would take the job for gone, and the whole run along. Tests about that say how often it asks.
guard.RENEW_EVERY = math.inf


@pytest.hookimpl(wrapper=True, tryfirst=True)  # before pytest chooses by markers, and after anybody else has sorted
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Tests that need PostgreSQL stand aside on SQLite; those that never ask the database need to run once only.

    Walks over the organisation come last, so that it is built once and stands until the end.
    """
    on_postgres = os.environ["DATABASE_URL"].startswith("postgres")
    for item in items:
        needs_postgres = item.get_closest_marker("postgres")
        if needs_postgres and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: script/test --postgres"))
        if not needs_postgres and not asks_database(item):
            item.add_marker(pytest.mark.once)
    yield
    items.sort(key=lambda item: "organisation" in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """What has been imported stays: nobody needs to look through it for what could be thrown away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def asks_database(item: pytest.Item) -> bool:
    """Whether a test has said, itself or through a fixture, that it uses the database."""
    doors = {"db", "transactional_db", "django_db_setup", "live_server"}
    return bool(item.get_closest_marker("django_db") or doors & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In place of pytest-django's, which would run every migration.

    A live server in this process answers in threads. In memory all of them would share the connection of the test, and
    one that reads keeps another from writing at once; in a file each has its own, which waits, as in the product.
    """
    is_served = any("live_server" in getattr(item, "fixturenames", ()) for item in request.session.items)
    with django_db_blocker.unblock(), blank.test_database(own_file=SCRATCH / "tests.sqlite3" if is_served else None):
        yield


@pytest.fixture(autouse=True)
def nobody_has_said_its_name() -> None:
    """What this process remembers of the organisation is not what the test before has said of it."""
    site.remember(Organisation())


@pytest.fixture
def mail_sink() -> Iterator[SinkController]:
    """A real SMTP server: ``mail_sink.url`` for EMAIL_URL, ``mail_sink.handler`` keeps what came."""
    controller = SinkController(MailSink())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def count_queries(db: None) -> Callable[[Callable[[], object]], int]:
    """``count_queries(lambda: client.get(url))``: how often the database is asked."""

    def count(ask: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            ask()
        return len(captured)

    return count


@pytest.fixture(scope="session")
def organisation(django_db_setup, django_db_blocker) -> Iterator[world.World]:
    """Built once; every request is rolled back, and at the end all of it. Who uses it comes last: see above."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.build(timezone.now())
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def clients(organisation) -> dict[str, Client]:
    """A browser for everybody; whoever has no account, or none that counts, has one too."""
    found = {role: Client(raise_request_exception=False) for role in world.EVERYBODY}
    for role, person in organisation.people.items():
        found[role].force_login(person)
    return found


@pytest.fixture(scope="session", autouse=True)
def _quick_and_plain() -> Iterator[None]:
    """Cheap passwords, and static files that need no collecting (the manifest answers 404 in tests)."""
    storages = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=storages,
    ):
        yield


@pytest.fixture(autouse=True)
def _clean_slate() -> Iterator[None]:
    """No test sees the cache of another: rate limits live there."""
    yield
    cache.clear()
    caches["queue"].clear()
    caches["calls"].clear()
