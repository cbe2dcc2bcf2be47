"""What the settings come to for who sets next to nothing."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import json
from config import settings as s
print(json.dumps([s.CACHES["default"], s.ALLAUTH_TRUSTED_PROXY_COUNT, s.SECURE_PROXY_SSL_HEADER,
    s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE]))
"""


def read(**environment: str) -> list[object]:
    plain = {"PATH": os.environ["PATH"], "SECRET_KEY": "only-for-tests", **environment}
    command = [sys.executable, "-c", ASK]
    ran = subprocess.run(command, env=plain, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    found: list[object] = json.loads(ran.stdout)
    return found


@pytest.fixture(scope="module")
def at_home() -> list[object]:
    return read()


def test_rate_limits_are_shared_and_not_crowded_out(at_home):
    assert at_home[0] == {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }


def test_nobody_says_by_a_header_where_they_come_from(at_home):
    assert at_home[1:] == [0, None, False, False, False]


def test_behind_a_proxy_everybody_has_rate_limits_of_their_own():
    found = read(BEHIND_PROXY="true", BASE_URL="https://seminars.example")

    assert found[1:] == [1, ["HTTP_X_FORWARDED_PROTO", "https"], True, True, True]
