"""Badges as others read them who know nothing of us but our addresses.

Digital Bazaar's libraries check the proof and the list of what was taken back; openbadgeslib also asks that it is an
Open Badge: that everything the standard wants is there, and that nothing stands in it which the proof leaves out.
"""

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


@pytest.mark.parametrize("part", ["credentialSubject", "issuer", "proof", "credentialStatus"])
def test_another_program_refuses_a_word_that_no_context_explains(badge, part):
    beside = deepcopy(badge)
    beside[part]["nickname"] = "beside the proof"

    assert (seen(badge)[0], seen(beside)[0]) == (True, False)


def test_another_program_finds_a_badge_taken_back():
    certificate = made()
    actions.revoke(certificate=certificate, reason="Mistake", by=make_user(), at=timezone.now())

    assert seen(fetched(certificate.address + "badge.json")) == (True, False)


def test_another_program_trusts_an_old_badge_after_a_new_key(badge):
    actions.rotate_key(by=None, at=timezone.now())

    assert seen(badge) == (True, True)


def read(*badges: dict) -> list[dict]:
    """What a program that knows Open Badges says of each."""
    status = badges[0]["credentialStatus"]["statusListCredential"]
    keys = f"https://{badges[0]['issuer']['id'].removeprefix('did:web:')}/.well-known/did.json"
    handed = {"credentials": badges, "documents": {keys: fetched(keys), status: fetched(status)}}
    command = [available(comparison.badge_reader), TOP / "tests" / "support" / "read_badge.py"]
    done = subprocess.run(command, input=json.dumps(handed), capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


def changed(badge: dict, way: tuple[str | int, ...], value: str) -> dict:
    """The badge with something else at the end of that ``way``."""
    other = deepcopy(badge)
    part = other
    for step in way[:-1]:
        part = part[step]
    part[way[-1]] = value
    return other


def test_a_program_for_open_badges_reads_what_it_says(badge):
    taken_back = made()
    actions.revoke(certificate=taken_back, reason="Mistake", by=make_user(), at=timezone.now())

    said, revoked = read(badge, fetched(taken_back.address + "badge.json"))

    assert said == {
        "title": "Bilanzen für alle",
        "criteria": badge["credentialSubject"]["achievement"]["criteria"]["narrative"],
        "issuer": badge["issuer"]["name"],
    }
    assert revoked["problem"].startswith("Credential status 'revocation' is set")


def test_a_program_for_open_badges_refuses_what_was_changed(badge):
    subject = "credentialSubject"
    *forged, beside = read(
        changed(badge, (subject, "identifier", 0, "identityHash"), "Somebody Else"),
        changed(badge, (subject, "achievement", "name"), "Another event"),
        changed(badge, (subject, "achievement", "criteria", "narrative"), "Was there for ten years."),
        changed(badge, ("validFrom",), "2020-01-01T00:00:00Z"),
        changed(badge, ("credentialStatus", "statusListIndex"), "7"),
        changed(badge, (subject, "nickname"), "beside the proof"),
    )

    assert forged == [{"problem": "Invalid Data Integrity proof (signature mismatch)"}] * 5
    assert "at /credentialSubject/nickname" in beside["problem"]


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
