"""Badges and lists of what was taken back, as documents."""

import base64
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from recognition import credential, proofs

SITE = "https://events.example.org"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def bits(text: str) -> set[int]:
    packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
    found = gzip.decompress(packed)
    return {place for place in range(len(found) * 8) if found[place // 8] >> (7 - place % 8) & 1}


@given(st.sets(st.integers(0, credential.LIST_LENGTH - 1), max_size=30))
def test_keep_a_bit_for_each_that_was_taken_back(numbers):
    written = credential.encoded(numbers)

    assert written[0] == "u"
    assert bits(written) == numbers


def test_begin_another_list_where_one_is_full():
    last, first = credential.LIST_LENGTH - 1, credential.LIST_LENGTH

    assert [(credential.list_of(one), credential.place_of(one)) for one in (0, last, first)] == [
        (0, 0),
        (0, last),
        (1, 0),
    ]


def test_name_the_site_with_its_port():
    assert credential.did_of("http://localhost:8000") == "did:web:localhost%3A8000"
    assert credential.did_of(SITE) == "did:web:events.example.org"


def test_say_every_key_that_ever_signed():
    document = credential.did_document(SITE, {"key-1": "z6MkA", "key-2": "z6MkB"})

    did = "did:web:events.example.org"
    assert document["id"] == did
    assert document["assertionMethod"] == [f"{did}#key-1", f"{did}#key-2"]
    assert [one["publicKeyMultibase"] for one in document["verificationMethod"]] == ["z6MkA", "z6MkB"]


def test_say_since_when_a_list_stands():
    document = credential.status_list(address=f"{SITE}/list/", site=SITE, issuer="Example", revoked=[3], since=NOW)

    assert document["validFrom"] == "2026-11-20T09:30:00Z"
    assert bits(document["credentialSubject"]["encodedList"]) == {3}


def make_badge() -> proofs.Document:
    said = credential.Badge(
        address=f"{SITE}/certificate/abc/badge.json",
        achievement="urn:uuid:7a4f3c0e-3a55-4e2b-9a53-0d6f4d1a2b3c",
        title="Balance sheets",
        about="How to read one.",
        criteria="Was at every session from start to end. 2 hours.",
        name="Zoë Öz",
        language="en",
        starts_at=NOW,
        ends_at=NOW,
        issued_at=NOW,
        issuer="Events",
        site=SITE,
        number=7,
        status_list=f"{SITE}/certificate/status/0/",
    )
    return signed(credential.open_badge(said))


def make_list() -> proofs.Document:
    address = f"{SITE}/certificate/status/0/"
    return signed(credential.status_list(address=address, site=SITE, issuer="Events", revoked={7}, since=NOW))


def signed(document: proofs.Document) -> proofs.Document:
    method = f"{credential.did_of(SITE)}#key-1"
    return proofs.sign(document, private=bytes(range(32)), method=method, created=credential.instant(NOW))


def copied(url: str, _options: object) -> dict[str, object]:
    """The standards' own contexts, as they are kept beside the product."""
    kept = Path(proofs.__file__).parent / "contexts" / proofs.COPIES[url]
    return {"contextUrl": None, "documentUrl": url, "document": json.loads(kept.read_text())}


def understood(document: proofs.Document) -> proofs.Document:
    """What a program that knows the contexts alone has of it: said in full, and back in the words of the contexts."""
    options = {"documentLoader": copied}
    return jsonld.compact(jsonld.expand(document, options), {"@context": document["@context"]}, options)


def plain(value: object) -> object:
    """Lists of one are that one, as JSON-LD has it."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if name != "@context"}
    if isinstance(value, list):
        return plain(value[0]) if len(value) == 1 else [plain(one) for one in value]
    return value


@pytest.mark.parametrize("make", [make_badge, make_list], ids=["badge", "list"])
def test_say_nothing_that_the_standards_have_no_word_for(make):
    document = make()

    assert plain(understood(document)) == plain(document)


def test_a_word_of_our_own_would_be_lost():
    document = make_badge()
    document["credentialSubject"]["favouriteColour"] = "blue"

    assert plain(understood(document)) != plain(document)
