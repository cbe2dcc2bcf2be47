"""Badges and lists of what was taken back, as documents."""

import base64
import gzip
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from recognition import credential

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
