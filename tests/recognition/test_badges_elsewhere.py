"""Badges as Digital Bazaar's libraries check them, which know nothing of us but our addresses."""

import json
import subprocess
from copy import deepcopy

import pytest
from django.test import Client
from django.utils import timezone

import comparison
from recognition import actions
from recognition.models import Certificate
from tests.factories.accounts import make_user
from tests.factories.recognition import make_certificate
from tests.support.architecture import TOP
from tests.support.readers import available

pytestmark = pytest.mark.django_db

# What the JSON schema of the standard requires (ob_v3p0_achievementcredential_schema.json), by where it stands.
REQUIRED = {
    (): {"@context", "id", "type", "credentialSubject", "issuer", "validFrom"},
    ("issuer",): {"id", "type"},
    ("credentialSubject",): {"type", "achievement"},
    ("credentialSubject", "achievement"): {"id", "type", "name", "description", "criteria"},
    ("credentialStatus",): {"id", "type"},
    ("proof",): {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"},
}


def made(**values: object) -> Certificate:
    """One of today: nobody else believes in what begins tomorrow."""
    return make_certificate(at=timezone.now(), **values)


def fetched(address: str) -> dict:
    """What stands at one of our addresses."""
    return json.loads(Client().get("/" + address.split("/", 3)[3]).content)


def seen(badge: dict) -> tuple[bool, bool]:
    """Whether the other program thinks it genuine, and standing still."""
    node, home = available(comparison.programs).node, available(comparison.verifier)
    handed = {
        "credential": badge,
        "did": fetched("http://host/.well-known/did.json"),
        "lists": [fetched(badge["credentialStatus"]["statusListCredential"])],
    }
    command = [node, TOP / "tests" / "support" / "verify.mjs", home]
    done = subprocess.run(command, input=json.dumps(handed), capture_output=True, text=True, check=True, timeout=120)
    said = json.loads(done.stdout)
    return said["genuine"], said["standing"]


@pytest.fixture
def badge() -> dict:
    return fetched(made(title="Bilanzen für alle").address + "badge.json")


def test_another_program_finds_a_badge_genuine(badge):
    assert seen(badge) == (True, True)


def test_another_program_finds_a_changed_badge_forged(badge):
    changed = deepcopy(badge)
    changed["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"

    assert seen(changed) == (False, True)


def test_another_program_finds_a_badge_taken_back():
    certificate = made()
    actions.revoke(certificate=certificate, reason="Mistake", by=make_user(), at=timezone.now())

    assert seen(fetched(certificate.address + "badge.json")) == (True, False)


def test_another_program_trusts_an_old_badge_after_a_new_key(badge):
    actions.rotate_key(by=None, at=timezone.now())

    assert seen(badge) == (True, True)


def test_a_badge_says_what_the_standard_requires(badge):
    for way, names in REQUIRED.items():
        part = badge
        for step in way:
            part = part[step]
        assert names - part.keys() == set(), way
    assert badge["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert badge["issuer"]["type"] == ["Profile"]
