"""What is published of a quarter, and what anybody could work out from all of it together."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from common.crowds import FEWEST
from reports.figures import ALL, GUESTS, NOWHERE, Fact, Fate, met, publish, rounded

PARENTS = {
    "a": ALL,
    "a.own": "a",
    "a1": "a",
    "a2": "a",
    "b": ALL,
    "c": ALL,
    GUESTS: ALL,
    NOWHERE: ALL,
}
LEAVES = ("a.own", "a1", "a2", "b", "c", GUESTS, NOWHERE)
HOSTS = ("a", "b", "c")


@st.composite
def quarters(draw):
    """Facts of a small organisation, in which most groups are small."""
    facts = []
    for place, leaf in enumerate(LEAVES):
        for row, host in enumerate(HOSTS):
            for each in range(draw(st.integers(0, 8))):
                person = 1000 * place + draw(st.sampled_from((each, 10 * row + each)))
                facts.append(Fact(person, leaf, Fate.ATTENDED, host, 60))
    return facts


def belongs(fact, node):
    at = fact.node
    while at != node and at in PARENTS:
        at = PARENTS[at]
    return at == node


def equations(facts, shown):
    """Everything that is published, each as the atoms (leaf, host) whose sum it is."""
    atoms = sorted({(leaf, host) for leaf in LEAVES for host in HOSTS})

    def row(node, host):
        return [
            Fraction(int(belongs(Fact(0, leaf, Fate.ATTENDED, ""), node) and host in (None, each)))
            for leaf, each in atoms
        ]

    rows = [row(node, None) for node, number in shown.counts[Fate.ATTENDED].items() if number is not None]
    for node, cells in shown.learned.items():
        rows += [row(node, host) for host, number in cells.items() if number is not None]
    return atoms, rows


def reduced(rows):
    """The rows with the same span, each with a column of its own (Gauss and Jordan)."""
    rows, found = [list(row) for row in rows], []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows, found = (
            [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in some] for some in (rows, found)
        )
        found.append(pivot)
    return found


def follows(rows, wanted):
    """Whether ``wanted`` is a combination of ``rows``, which are reduced."""
    rest = list(wanted)
    for row in rows:
        lead = next(index for index, value in enumerate(row) if value)
        rest = [a - rest[lead] * b for a, b in zip(rest, row, strict=True)]
    return not any(rest)


def number_of(facts, node, host=None):
    return sum(1 for fact in facts if belongs(fact, node) and host in (None, fact.host))


def people_of(facts, node, host=None):
    return {fact.person for fact in facts if belongs(fact, node) and host in (None, fact.host)}


@settings(max_examples=150)
@given(quarters())
def test_no_sum_about_fewer_than_five_follows_from_what_is_published(facts):
    shown = publish(facts, PARENTS)

    atoms, rows = equations(facts, shown)
    known = reduced(rows)
    for node in [ALL, *PARENTS]:
        for host in (None, *HOSTS):
            few = people_of(facts, node, host)
            if 0 < len(few) < FEWEST:
                wanted = [
                    Fraction(int(belongs(Fact(0, leaf, Fate.ATTENDED, ""), node) and host in (None, each)))
                    for leaf, each in atoms
                ]
                assert not follows(known, wanted), (node, host, few)


@given(quarters())
def test_no_group_under_five_is_left_between_two_figures_of_which_one_holds_the_other(facts):
    shown = publish(facts, PARENTS)

    atoms, rows = equations(facts, shown)
    people = [{fact.person for fact in facts if (fact.node, fact.host) == atom} for atom in atoms]
    for one in rows:
        for other in rows:
            difference = [a - b for a, b in zip(one, other, strict=True)]
            if min(difference, default=0) >= 0:
                left = set().union(*(some for some, part in zip(people, difference, strict=True) if part))
                assert not 0 < len(left) < FEWEST


@given(quarters())
def test_everything_that_is_published_is_true(facts):
    shown = publish(facts, PARENTS)

    counts = shown.counts[Fate.ATTENDED]
    assert {node: n for node, n in counts.items() if n is not None} == {
        node: number_of(facts, node) for node, n in counts.items() if n is not None
    }
    assert all(
        number == number_of(facts, node, host)
        for node, cells in shown.learned.items()
        for host, number in cells.items()
        if number is not None
    )
    assert all(
        minutes == 60 * number_of(facts, node) and counts[node] is not None for node, minutes in shown.minutes.items()
    )


def crowd(leaf, host, number, *, first=0, fate=Fate.ATTENDED):
    base = 1000 * LEAVES.index(leaf) + first
    return [Fact(base + each, leaf, fate, host, 60) for each in range(number)]


def test_publish_all_where_everybody_is_many():
    facts = crowd("b", "a", 6) + crowd("b", "c", 7, first=20) + crowd("c", "a", 8) + crowd("c", "c", 9, first=20)

    shown = publish(facts, PARENTS)

    assert shown.learned["b"] == {"a": 6, "c": 7}
    assert shown.learned["c"] == {"a": 8, "c": 9}
    assert shown.taught == {"a": 14, "c": 16}
    assert shown.counts[Fate.ATTENDED][ALL] == 30
    assert shown.minutes[ALL] == 1800


def test_publish_nothing_of_a_quarter_with_four_people():
    shown = publish(crowd("b", "a", 4), PARENTS)

    assert set(shown.counts[Fate.ATTENDED].values()) == {None}
    assert shown.minutes == {}


def test_hide_a_department_and_the_smallest_beside_it():
    facts = crowd("a1", "b", 3) + crowd("a2", "b", 9) + crowd("b", "b", 6) + crowd("c", "b", 20)

    counts = publish(facts, PARENTS).counts[Fate.ATTENDED]

    assert (counts["a"], counts["b"], counts["c"]) == (12, 6, 20)
    assert (counts["a1"], counts["a2"]) == (None, None)


def test_count_those_who_stayed_away_by_themselves():
    facts = crowd("b", "a", 9) + crowd("b", "a", 5, first=20, fate=Fate.ABSENT)

    counts = publish(facts, PARENTS).counts

    assert (counts[Fate.ATTENDED]["b"], counts[Fate.ABSENT]["b"], counts[Fate.WAITED]["b"]) == (9, 5, None)


def test_meet_is_shown_for_enough_people_on_both_sides():
    five, four = frozenset(range(5)), frozenset(range(100, 104))
    six = frozenset(range(200, 206))

    assert met([{"a": five, "b": four, "c": six}]) == {("a", "c"): 30}


def test_meet_over_sessions_counts_people_once_and_times_each():
    three, more = frozenset({1, 2, 3}), frozenset({3, 4, 5})
    six = frozenset(range(200, 206))

    assert met([{"a": three, "c": six}, {"a": more, "c": six}]) == {("a", "c"): 36}


def test_round_to_two_digits():
    assert [rounded(number) for number in (0, 7, 36, 99, 104, 105, 1249, 1250)] == [0, 7, 36, 99, 100, 110, 1200, 1300]
