"""How many events each value of a facet would leave: the pure core, by its properties; and what is kept of events."""

from hypothesis import given
from hypothesis import strategies as st

from events.facets import KEPT, counts, fitting, read, written

IDS = st.frozensets(st.integers(1, 12))
INDEX = st.dictionaries(
    st.sampled_from(["topic", "host", "kind"]), st.dictionaries(st.sampled_from("abcd"), IDS, max_size=4), max_size=3
)
CHOSEN = st.dictionaries(
    st.sampled_from(["topic", "host", "kind"]), st.frozensets(st.sampled_from("abcdx"), max_size=3), max_size=3
)


@given(st.dictionaries(st.integers(1, 9), st.dictionaries(st.sampled_from(KEPT), st.lists(st.sampled_from("ab")))))
def test_what_is_written_of_events_is_read_as_it_was_said(said):
    index = read((pk, written(values)) for pk, values in said.items())

    assert {(pk, facet, value) for facet in index for value, ids in index[facet].items() for pk in ids} == {
        (pk, facet, value) for pk, values in said.items() for facet in values for value in values[facet]
    }


def test_values_of_a_facet_widen_and_facets_narrow():
    index = {"topic": {"money": {1, 2}, "data": {3}}, "kind": {"talk": {2, 3}}}

    found = fitting(index, {"topic": ("money", "data"), "kind": ("talk",)}, among={1, 2, 3, 4})

    assert found == {2, 3}


def test_what_would_leave_nothing_is_left_out_unless_it_is_chosen():
    index = {"topic": {"money": {1}, "data": {2}}, "kind": {"talk": {1}, "training": {2}}}

    assert counts(index, {"kind": ("talk",), "topic": ("data",)}, among={1, 2}) == {
        "topic": {"money": 1, "data": 0},
        "kind": {"talk": 0, "training": 1},
    }


@given(INDEX, CHOSEN, IDS)
def test_a_number_is_the_length_of_the_list_that_it_promises(index, chosen, among):
    for facet, numbers in counts(index, chosen, among=among).items():
        for value, number in numbers.items():
            assert number == len(fitting(index, {**chosen, facet: (value,)}, among=among))


@given(INDEX, CHOSEN, IDS)
def test_a_value_without_a_number_would_leave_nothing(index, chosen, among):
    shown = counts(index, chosen, among=among)

    hidden = [(facet, value) for facet, values in index.items() for value in values if value not in shown[facet]]

    assert [fitting(index, {**chosen, facet: (value,)}, among=among) for facet, value in hidden] == [set()] * len(
        hidden
    )


@given(INDEX, CHOSEN, IDS)
def test_choosing_more_of_one_facet_never_loses_an_event(index, chosen, among):
    wider = {facet: {*values, "a"} if values else values for facet, values in chosen.items()}

    assert fitting(index, chosen, among=among) <= fitting(index, wider, among=among)
