"""The command that runs the checks must not lie about them."""

import pytest

import checks
from checks import Outcome, Part

REPORT = (
    '<testsuites><testsuite tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"/></testsuites>'
)
TESTS = Part("tests", [], counts_tests=True)
STRICT = Part("tests", [], counts_tests=True, may_not_skip=True)


@pytest.fixture
def count(tmp_path):
    """Counts of a report as pytest writes it."""

    def count(part, code, **numbers):
        report = tmp_path / "report.xml"
        report.write_text(REPORT.format(**({"tests": 0, "failures": 0, "errors": 0, "skipped": 0} | numbers)))
        outcome = checks.counted(part, report, code, seconds=1, output="")
        return outcome.passed, outcome.failed, outcome.skipped

    return count


@pytest.mark.parametrize(
    ("code", "numbers", "expected"),
    [
        (0, {"tests": 5}, (5, 0, 0)),
        (1, {"tests": 5, "failures": 1, "errors": 1, "skipped": 1}, (2, 2, 1)),
        (3, {"tests": 5}, (5, 1, 0)),
        (-9, {"tests": 5}, (5, 1, 0)),
        (1, {"tests": 5}, (5, 1, 0)),
        (5, {}, (0, 0, 0)),
    ],
    ids=["all passed", "some failed", "broke off", "killed", "failed without a failure", "none found"],
)
def test_tests_are_counted_and_a_run_that_broke_off_is_a_failure(count, code, numbers, expected):
    assert count(TESTS, code, **numbers) == expected


def test_a_run_without_a_report_is_a_failure(tmp_path):
    outcome = checks.counted(TESTS, tmp_path / "none.xml", 2, seconds=1, output="")

    assert (outcome.passed, outcome.failed, outcome.remark) == (0, 1, "ended with code 2")


@pytest.mark.parametrize(
    ("ci", "part", "numbers", "expected"),
    [
        ("true", STRICT, {"tests": 5, "skipped": 2}, (3, 2, 0)),
        ("true", STRICT, {}, (0, 1, 0)),
        ("true", TESTS, {"tests": 5, "skipped": 2}, (3, 0, 2)),
        ("", STRICT, {"tests": 5, "skipped": 2}, (3, 0, 2)),
    ],
)
def test_a_skipped_test_of_a_strict_part_fails_in_continuous_integration(
    count, monkeypatch, ci, part, numbers, expected
):
    monkeypatch.setenv("CI", ci)

    assert count(part, 0, **numbers) == expected


@pytest.mark.parametrize(("ci", "expected"), [("true", (1, 0)), ("", (0, 1))])
def test_a_skipped_part_fails_in_continuous_integration(monkeypatch, ci, expected):
    monkeypatch.setenv("CI", ci)

    outcome = checks.skip("browser", "no Chromium")

    assert (outcome.failed, outcome.skipped) == expected


def test_the_last_line_is_the_total(capsys):
    code = checks.sum_up([Outcome("lint", passed=1), Outcome("tests", passed=8, skipped=2)])

    assert (code, capsys.readouterr().out.splitlines()[-1]) == (0, "9 passed, 0 failed, 2 skipped")


@pytest.mark.parametrize("outcomes", [[Outcome("lint", failed=1), Outcome("tests", passed=8)], [], [Outcome("x")]])
def test_a_failure_or_an_empty_run_ends_with_a_failure(outcomes):
    assert checks.sum_up(outcomes) == 1


def test_a_part_runs_without_the_developers_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://production")
    monkeypatch.setenv("EMAIL_URL", "smtp://production")

    surroundings = checks.environment(tmp_path)

    assert (surroundings.get("DATABASE_URL"), surroundings.get("EMAIL_URL")) == (None, None)


def test_a_part_that_fails_keeps_its_output(tmp_path):
    outcome = checks.run(Part("lint", ["sh", "-c", "echo wrong; exit 3"]), tmp_path)

    assert (outcome.failed, outcome.output) == (1, "wrong\n")


def test_a_part_that_hangs_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(checks, "PART_SECONDS", 0.2)
    monkeypatch.setattr(checks, "SECONDS_TO_CLEAR_UP", 0.2)

    outcome = checks.run(Part("tests", ["sh", "-c", "trap '' INT; sleep 60 & sleep 60"]), tmp_path)

    assert (outcome.failed, outcome.seconds < 10) == (1, True)


def test_a_part_of_ours_that_breaks_is_a_failure_and_says_why(capsys):
    def work():
        raise ValueError("broken")

    outcome = checks.told("tests", work)

    assert (outcome.failed, "ValueError: broken" in capsys.readouterr().out) == (1, True)


def test_every_file_with_tests_is_in_one_share():
    listed = [checks.TOP / path for paths in checks.shares().values() for path in paths]
    shared = sorted(test for path in listed for test in (path.glob("test_*.py") if path.is_dir() else [path]))

    assert shared == sorted(
        path for path in (checks.TOP / "tests").rglob("test_*.py") if path.parent.name != "journeys"
    )
    assert set(checks.shares()) == {*checks.SHARES, "apps"}


def test_every_share_runs_on_postgres_and_whatever_needs_none_on_sqlite_too(tmp_path):
    names = [name for name, _work in checks.parts(tmp_path, "postgres://server/postgres")]

    shares = set(checks.shares())
    assert {name.removeprefix("PostgreSQL: ") for name in names if name.startswith("PostgreSQL: ")} == shares
    assert {name.removeprefix("SQLite: ") for name in names if name.startswith("SQLite: ")} == shares - {"races"}


def test_every_race_needs_postgres():
    races = sorted((checks.TOP / "tests" / "races").glob("test_*.py"))

    assert [race.name for race in races if "pytest.mark.postgres" not in race.read_text()] == []


def test_a_part_may_keep_compiled_modules(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    assert "PYTHONDONTWRITEBYTECODE" not in checks.environment(tmp_path)
