"""Every kind of mail in every language, as text and as HTML, byte for byte as it is kept in tests/samples/mails.

``script/samples`` writes them anew; what has changed is then read in the diff.
"""

import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from outbox import registry
from outbox.rendering import Mail
from registrations import tokens
from tests.factories.events import NOW
from tests.support.mailsamples import Letters

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[1] / "samples" / "mails"
LANGUAGES = [code for code, _label in settings.LANGUAGES]
WRITES = bool(os.environ.get("WRITE_MAIL_SAMPLES"))
# Its mails are allauth's pages with a secret in them, posted ready-made: nobody renders them later.
READY_MADE = {"account.mail"}
KINDS = sorted(kind.name for kind in registry.kinds() if kind.render)
# What differs from run to run: signatures with their time, keys of rows, the secret part of an address.
SIGNED = re.compile(r"(?<=/)[\w.-]+:[\w-]+:[\w-]+(?=/)")
TOKEN = re.compile(r"(?<=/c/)\d+-[\w-]{24}(?=/)")
LETTERS = re.compile(rf"\b[{tokens.LETTERS}]{{{tokens.SHORT}}}\b")
NUMBER = re.compile(r"(?<=/)\d+(?=/)")


@pytest.fixture(scope="module")
def letters(django_db_setup, django_db_blocker):
    """The world, once for all kinds; nothing of it stays."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: NOW)  # mails say the year where it is not this one
        with transaction.atomic():
            yield Letters()
            transaction.set_rollback(True)


def written(mail: Mail) -> dict[str, str]:
    """The files of one mail, by their ending."""
    head = f"Subject: {mail.subject}\n" + (f"List-Unsubscribe: <{mail.unsubscribe}>\n" if mail.unsubscribe else "")
    texts = {"txt": f"{head}\n{mail.text}", "html": mail.html}
    return {ending: plain(text) for ending, text in texts.items()}


def plain(text: str) -> str:
    """``text`` without what differs from run to run."""
    return NUMBER.sub("1", LETTERS.sub("CHJKR", TOKEN.sub("token", SIGNED.sub("signed", text))))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_says_what_its_sample_says(kind, language, letters):
    with translation.override(language), timezone.override(ZoneInfo("Europe/Berlin")):
        mail = registry.write(letters.message(kind, language))

    for ending, text in written(mail).items():
        file = SAMPLES / f"{kind}.{language}.{ending}"
        if WRITES:
            file.write_bytes(text.encode())
        assert file.read_bytes() == text.encode()


def test_there_is_a_sample_of_every_kind_and_of_nothing_else():
    wanted = {f"{kind}.{language}.{ending}" for kind in KINDS for language in LANGUAGES for ending in ("txt", "html")}

    assert {file.name for file in SAMPLES.iterdir()} == wanted
    ours = {kind.name for kind in registry.kinds() if not kind.name.startswith("tests.")}  # other tests register some
    assert ours - set(KINDS) <= READY_MADE
