"""The draw as a pure function, and the script of its own that repeats it."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from registrations import drawing
from registrations.drawing import LEAST, MISSED_OUT, MOST, STAYED_AWAY, USUAL, Lots, Request
from registrations.mix import Ceiling, Floor, Seats
from tests.support.reproducing import reproduce

LINES = {1: (1,), 2: (2, 1), 3: (3,), 4: (4, 3)}
SEED = "0f" * 32

departments = st.sampled_from([None, *LINES])
some = st.integers(0, 3)
seeds = st.binary(min_size=32, max_size=32).map(bytes.hex)


@st.composite
def pools(draw: st.DrawFn) -> Seats:
    taken = draw(st.dictionaries(departments, some, max_size=3))
    capacity = draw(st.none() | st.integers(0, 6).map(lambda free: free + sum(taken.values())))
    floors = draw(st.dictionaries(st.sampled_from([*LINES]), st.integers(1, 3), max_size=2))
    ceilings = draw(st.dictionaries(departments, st.integers(1, 4), max_size=2))
    return Seats(
        capacity,
        taken,
        floors=tuple(Floor(department, seats, drawing.ALWAYS) for department, seats in floors.items()),
        ceilings=tuple(Ceiling(department, seats) for department, seats in ceilings.items()),
    )


@st.composite
def requests(draw: st.DrawFn) -> list[Request]:
    numbers = draw(st.lists(st.integers(1, 10_000), unique=True, max_size=12))
    return [
        Request(
            number=number,
            department=draw(departments),
            pools=draw(st.sampled_from([(1,), (2,), (1, 2), (2, 1)])),
            weight=draw(st.sampled_from([LEAST, USUAL, MOST])),
            obstacle=draw(st.sampled_from(["", "", "", "clash"])),
        )
        for number in numbers
    ]


@st.composite
def draws(draw: st.DrawFn) -> Lots:
    return Lots(
        event="e",
        seed=draw(seeds),
        pools={1: draw(pools()), 2: draw(pools())},
        lines=LINES,
        requests=draw(requests()),
    )


@given(draws())
def test_a_script_of_its_own_finds_the_same_result(lots):
    order, seated = reproduce(lots.as_json)

    assert drawing.draw(lots) == drawing.Outcome(order=order, pools=seated)


@given(draws())
def test_whoever_was_drawn_no_seat_is_told_what_they_are_short_of(lots):
    outcome = drawing.draw(lots)

    assert list(drawing.why_waiting(lots, outcome, outcome.waiting)) == outcome.waiting


def test_a_result_from_before_held_seats_counted_under_ceilings_can_still_be_repeated():
    """The first of department 1 took the one seat under its ceiling; today it is held for department 2 below it."""
    pool = Seats(3, {}, floors=(Floor(2, 1, drawing.ALWAYS),), ceilings=(Ceiling(1, 1),))
    asking = [Request(number=number, department=1, pools=(1,)) for number in (1, 2)]
    lots = Lots(event="e", seed=SEED, pools={1: pool}, lines=LINES, requests=asking)

    order, seated = reproduce(lots.as_json.replace('"version":2', '"version":1'))

    assert (seated, drawing.draw(lots).pools) == ({order[0]: 1}, {})


@given(draws(), st.randoms())
def test_nothing_but_the_input_decides(lots, chance):
    mixed = list(lots.requests)
    chance.shuffle(mixed)
    again = Lots(event="e", seed=lots.seed, pools=lots.pools, lines=lots.lines, requests=mixed)

    assert (again.as_json, drawing.draw(again)) == (lots.as_json, drawing.draw(lots))


@given(draws())
def test_what_was_kept_as_text_is_the_same_draw(lots):
    kept = drawing.lots_from(lots.as_json)

    assert (kept.as_json, kept.digest, drawing.draw(kept)) == (lots.as_json, lots.digest, drawing.draw(lots))


@given(seeds, requests(), st.integers(0, 11))
def test_whoever_takes_a_request_back_changes_nobody_elses_order(seed, asked, at):
    leaves = asked[at % len(asked)] if asked else None

    rest = drawing.rank(seed, [one for one in asked if one is not leaves])

    assert rest == [one for one in drawing.rank(seed, asked) if one is not leaves]


@given(seeds, st.lists(st.integers(1, 10_000), unique=True, min_size=1, max_size=12))
def test_more_weight_never_brings_anybody_further_back(seed, numbers):
    def place(weight: int) -> int:
        first, *others = numbers
        asked = [Request(number=number, department=None, pools=(1,)) for number in others]
        me = Request(number=first, department=None, pools=(1,), weight=weight)
        return drawing.rank(seed, [*asked, me]).index(me)

    assert place(MOST) <= place(USUAL) <= place(LEAST)


def test_of_two_people_twice_the_weight_comes_first_two_times_of_three():
    wins = 0
    for number in range(3_000):
        seed = drawing.digest_of(str(number))
        asked = [Request(number=1, department=None, pools=(1,), weight=MOST), _plain(2)]
        wins += drawing.rank(seed, asked)[0].number == 1

    assert 0.64 < wins / 3_000 < 0.69


def test_of_five_alike_each_comes_first_about_as_often():
    first = [drawing.rank(drawing.digest_of(str(seed)), map(_plain, range(5)))[0].number for seed in range(3_000)]

    assert all(520 < first.count(number) < 680 for number in range(5))


def test_weights_follow_from_what_was():
    assert drawing.weigh(missed_out=False, absences=1) == (USUAL, ())
    assert drawing.weigh(missed_out=True, absences=0) == (2 * USUAL, (MISSED_OUT,))
    assert drawing.weigh(missed_out=False, absences=2) == (USUAL // 2, (STAYED_AWAY,))
    assert drawing.weigh(missed_out=True, absences=3) == (USUAL, (MISSED_OUT, STAYED_AWAY))


def test_floors_and_ceilings_hold_in_a_draw():
    numbers = count(1)
    asked = [Request(number=next(numbers), department=1, pools=(1,)) for _ in range(20)]
    asked += [Request(number=next(numbers), department=3, pools=(1,)) for _ in range(2)]
    seats = Seats(8, floors=(Floor(3, 2, drawing.ALWAYS),), ceilings=(Ceiling(None, 5),))

    outcome = drawing.draw(Lots(event="e", seed=SEED, pools={1: seats}, lines=LINES, requests=asked))

    assert sum(number <= 20 for number in outcome.pools) == 5
    assert {number for number in outcome.pools if number > 20} == {21, 22}
    assert len(outcome.waiting) == 15


def _plain(number: int) -> Request:
    return Request(number=number, department=None, pools=(1,))
