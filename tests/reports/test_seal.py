"""Codes and digests, by which a document is known."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from reports import codes
from reports.codes import ALPHABET, new_code, normal, readable
from reports.seal import digest, grouped
from tests.factories.reports import TAKEN, make_seal

CODES = some.text(alphabet=ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


@dataclass(frozen=True)
class Data:
    names: tuple[str, ...]
    at: datetime
    taken_at: datetime


@given(CODES)
def test_a_code_is_known_again_however_it_is_written(code):
    written = readable(code)

    assert normal(written) == normal(written.lower()) == normal(f" {written} ") == code


def test_a_code_has_at_least_128_bits_and_is_new_each_time():
    assert len(ALPHABET) ** codes.LENGTH >= 2**128
    assert len({new_code() for _ in range(1_000)}) == 1_000


@given(some.lists(some.text(some.characters())))
def test_a_digest_follows_from_the_data_and_not_from_when_they_were_read(names):
    data = Data(tuple(names), TAKEN, TAKEN)

    assert digest(data) == digest(replace(data, taken_at=TAKEN + timedelta(days=1)))
    assert digest(data) != digest(replace(data, names=(*names, "one more")))
    assert digest(data) != digest(replace(data, at=TAKEN + timedelta(days=1)))


def test_a_digest_tells_apart_what_reads_alike_in_one_line():
    assert len({digest(one) for one in (["a", "b"], ["ab"], ["a,b"], [["a"], "b"], ["a", None], ["a", "None"])}) == 6


def test_what_is_compared_by_eye_is_short_and_in_groups():
    seal = make_seal(["Mara"])

    assert (seal.number, seal.short_digest) == ("7K3MQ-2XP4A", grouped(seal.digest[:16]))
    assert grouped("0123456789") == "0123 4567 89"
