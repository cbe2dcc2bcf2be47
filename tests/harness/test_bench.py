"""The measurement: its options, its sums, its verdicts, and that it gives every figure."""

import argparse
import json
import os
import subprocess

import pytest

import bench
from benchmark.figures import Figure, Limit, Spread, table, verdicts
from benchmark.installation import Spent, Usage
from benchmark.load import FULL, QUICK, Size
from tests.support.architecture import TOP


def figure(name: str, size: str, value: float, unit: str = "ms") -> Figure:
    return Figure(name, size, unit, Spread.of([value]))


def test_sizes_are_read_smallest_first():
    assert bench.sizes("10000/2000,100/20") == (Size(100, 20), Size(10_000, 2_000))


@pytest.mark.parametrize("text", ["100", "many/20", "100/20,", ""])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="is not like 100/20"):
        bench.sizes(text)


def test_options_say_how_much_is_measured():
    usual = bench.load(bench.read([]))
    own = bench.load(bench.read(["--sizes", "50/20", "--rounds", "3"]))

    assert (usual.sizes, usual.rounds, usual.rush_people) == (FULL.sizes, FULL.rounds, 300)
    assert usual.rounds * usual.registrants <= 80
    assert (own.sizes, own.rounds, own.registrants, own.rush_people) == ((Size(50, 20),), 3, 10, 30)
    assert bench.load(bench.read(["--quick"])) == QUICK


def test_a_spread_is_the_median_and_its_range():
    assert Spread.of([5, 1, 2, 900, 3]) == Spread(3, 1, 900)
    assert Spread.of([1, 2]) == Spread(1.5, 1, 2)
    assert str(Spread(1234.5, 0.123, 7)) == "1,234 (0.123–7)"


def test_limits_are_judged_from_both_sides():
    most, least = Limit("pages", "ms", 10), Limit("seats", "/s", 60, is_floor=True)

    assert (most.judge(10), most.judge(12.5)) == ("within", "over by 2.5 ms")
    assert (least.judge(60), least.judge(41)) == ("within", "under by 19 /s")


def test_the_largest_is_judged_and_compared_with_the_smallest():
    figures = [
        figure("catalogue, processor", "100/20", 6),
        figure("catalogue, processor", "2000/400", 50),
        figure("catalogue, processor", "10000/2000", 9),
        figure("clean clone to first answer", "", 95, "s"),
        figure("feed, processor", "10000/2000", 500),
    ]

    found = verdicts(figures, smallest="100/20", largest="10000/2000")

    assert [(verdict.limit.name, verdict.measured, verdict.text) for verdict in found] == [
        ("catalogue, processor", 9, "within"),
        ("clean clone to first answer", 95, "over by 5 s"),
        ("catalogue, processor: 10000/2000 beside 100/20", 1.5, "over by 0.2 times"),
    ]


def test_what_is_measured_once_is_judged_once():
    found = verdicts([figure("clean clone to first answer", "", 80, "s")], smallest="", largest="")

    assert [(verdict.measured, verdict.text) for verdict in found] == [(80, "within")]


def test_a_process_that_ended_is_not_counted_backwards():
    before, after = Usage({1: 100, 2: 50}, {7: 900}), Usage({1: 130, 3: 10}, {7: 905})

    assert after - before == Spent(40, 5)


def test_a_table_has_a_column_for_each_size():
    figures = [figure("catalogue", "a", 1), figure("catalogue", "b", 2), figure("rush", "b", 70, "/s")]

    assert table(figures, ["a", "b"]) == [
        "| | | a | b |",
        "|---|---|---|---|",
        "| catalogue | ms | 1 (1–1) | 2 (2–2) |",
        "| rush | /s |  | 70 (70–70) |",
    ]


def test_a_quick_run_starts_the_product_and_gives_every_figure(tmp_path):
    told = tmp_path / "bench.json"

    done = subprocess.run(
        [TOP / "script" / "bench", "--quick", "--rules", "--json", told],
        env=os.environ | {"NO_SYSTEM_INSTALL": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    report = json.loads(told.read_text())["databases"]["sqlite"]
    names = {each["name"] for each in report["figures"]}
    lists = ("catalogue", "catalogue filtered", "catalogue searched, facets open", "month")
    pages = (*lists, "event page", "my seminars", "participants", "figures", "feed", "feed unchanged")
    ways = ("way: event page", "registering (POST)", "way: confirmation", "whole way to a seat")
    parts = ("web worker", "mail cluster", "documents cluster")
    documents = ("", ", from click to file", ", processor", ", its worker at most")
    changes = ("register", "cancel and move up", "leave the list")
    assert names == {
        "seeding",
        "yardstick: the same piece of Python, processor",
        "rush, registrations a second",
        *(f"document of 5 rows{what}" for what in documents),
        "catalogue beside the longest document, wall",
        "mail beside the longest document, longest wait",
        "draw of 50 requests, processor of the process",
        "mails a second and worker",
        "mail, processor of the worker",
        *(f"{change}, {name} wait, processor of the process" for change in changes for name in ("few", "many")),
        *(f"{page}, {what}" for page in (*pages, *ways) for what in ("wall", "processor")),
        *(f"{page}, statements" for page in (*pages[:-1], "registering (POST)", "whole way to a seat")),
        *(f"{part} {when}, PSS" for part in parts for when in ("at rest", "after all")),
    }
    assert [each["name"] for each in report["figures"] if each["spread"]["median"] < 0] == []
    assert len(report["verdicts"]) == 13
