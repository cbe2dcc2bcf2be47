"""Tags and searching in texts, for any text."""

from hypothesis import given
from hypothesis import strategies as st

from feedback.noting import digest, holds, read_tags

TAGS = st.lists(st.text("abAB é", min_size=0, max_size=6), max_size=6)


@given(TAGS)
def test_tags_come_out_once_tidy_and_in_order(typed):
    tags = read_tags(",".join(typed))

    keys = [tag.casefold() for tag in tags]
    assert keys == sorted(set(keys))
    assert all(tag and tag == " ".join(tag.split()) for tag in tags)


@given(TAGS)
def test_reading_tags_again_changes_nothing(typed):
    tags = read_tags(",".join(typed))

    assert read_tags(", ".join(tags)) == tags


@given(st.text(), st.text())
def test_a_text_is_found_by_what_stands_in_it_whatever_the_case(before, after):
    assert holds(f"{before} Über die Elbe {after}", "ELBE uber")


def test_every_word_has_to_stand_in_a_text():
    assert [holds("Über die Elbe", words) for words in ("", "die elbe", "elbe, weser", "weser")] == [
        True,
        True,
        False,
        False,
    ]


@given(st.text(), st.text())
def test_texts_have_one_digest_only_if_they_are_the_same(one, other):
    same = one.encode("utf-8", "ignore") == other.encode("utf-8", "ignore")
    clean = [text.encode("utf-8", "ignore").decode() for text in (one, other)]

    assert (digest(clean[0]) == digest(clean[1])) == same
