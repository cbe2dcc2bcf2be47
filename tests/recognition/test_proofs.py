"""Signing and checking."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from recognition import proofs
from recognition.proofs import CREDENTIALS, OPEN_BADGES

PRIVATE = bytes(range(32))
METHOD = "did:web:example.org#key-1"
NOW = "2026-11-20T09:30:00Z"


def credential(name: str = "Zoë Öz") -> proofs.Document:
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": "https://example.org/certificate/abc/badge.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:example.org", "type": ["Profile"], "name": "Example"},
        "validFrom": NOW,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}],
        },
    }


def signed(name: str = "Zoë Öz") -> proofs.Document:
    return proofs.sign(credential(name), private=PRIVATE, method=METHOD, created=NOW)


def test_write_a_public_key_as_multikey_has_it():
    # The key of section 7.1.1 in RFC 8032, whose private half is known; its bytes begin with 0xed01.
    private = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")

    written = proofs.public_key(private)

    assert written[:4] == "z6Mk"
    assert proofs._from_multibase(written) == b"\xed\x01" + public


@given(st.binary(max_size=80))
def test_read_back_what_was_written_in_base_58(data):
    assert proofs._from_multibase(proofs._multibase(data)) == data


def test_sign_the_same_the_same_way():
    assert signed() == signed()


@settings(max_examples=20)
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40))
def test_prove_any_name_and_no_other(name):
    document = signed(name)
    other = copy.deepcopy(document)
    other["credentialSubject"]["identifier"][0]["identityHash"] = name + "x"

    assert proofs.is_genuine(document, public=proofs.public_key(PRIVATE))
    assert not proofs.is_genuine(other, public=proofs.public_key(PRIVATE))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("validFrom",), "2020-01-01T00:00:00Z"),
        (("issuer", "name"), "Somebody else"),
        (("proof", "created"), "2020-01-01T00:00:00Z"),
        (("proof", "verificationMethod"), "did:web:example.org#key-2"),
    ],
)
def test_notice_every_change(path, value):
    document = signed()
    *way, last = path
    part = document
    for step in way:
        part = part[step]
    part[last] = value

    assert not proofs.is_genuine(document, public=proofs.public_key(PRIVATE))


def test_refuse_another_key():
    assert not proofs.is_genuine(signed(), public=proofs.public_key(bytes(32)))


def test_fetch_no_context():
    document = credential() | {"@context": [CREDENTIALS, "https://example.org/context.json"]}

    with pytest.raises((jsonld.JsonLdError, proofs.UnknownContext)):
        proofs.sign(document, private=PRIVATE, method=METHOD, created=NOW)


def test_survive_the_way_through_json():
    sent = json.loads(json.dumps(signed(), indent=2))

    assert proofs.is_genuine(sent, public=proofs.public_key(PRIVATE))
