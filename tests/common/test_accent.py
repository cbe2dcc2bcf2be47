import pytest
from django.core.checks import run_checks
from django.test import override_settings
from django.urls import reverse

from common import accent


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0b5864", "#fbfcfc", 7.9),
        ("#ffffff", "#ffffff", 1),
    ],
)
def test_contrast_is_what_wcag_counts(first, second, ratio):
    assert accent.contrast(first, second) == pytest.approx(ratio, abs=0.05)


def test_our_own_accent_can_be_read():
    assert accent.faults(light="#0b5864", dark="#7fcad4") == []


def test_a_pale_accent_is_refused_on_the_page_and_under_words():
    grounds = [(fault.theme, fault.ground) for fault in accent.faults(light="#7fcad4", dark="#7fcad4")]

    assert grounds == [("light", ground) for ground in ("#fbfcfc", "#ffffff", "#f0f9fa", "#ffffff")]


def test_an_accent_just_dark_enough_for_the_page_is_too_pale_for_its_own_ground():
    assert [fault.ground for fault in accent.faults(light="#6d6d78", dark="#7fcad4")] == ["#ededef"]


def checks() -> list[str]:
    return [check.id for check in run_checks() if check.id.startswith("common.")]


def test_the_site_does_not_start_with_an_accent_nobody_can_read():
    with override_settings(ACCENT_LIGHT="#9ad0d8", ACCENT_DARK="#0b5864"):
        assert set(checks()) == {"common.E002"}


@pytest.mark.parametrize("colour", ["red", "#fff", "#0b5864;}body{display:none", ""])
def test_what_is_no_colour_never_reaches_the_sheet(colour):
    with override_settings(ACCENT_LIGHT=colour):
        assert checks() == ["common.E001"]


def test_the_theme_tells_the_accent_and_may_be_kept(client):
    with override_settings(ACCENT_LIGHT="#112233", ACCENT_DARK="#ddeeff"):
        answer = client.get(reverse("theme"))

    assert answer.content.decode() == (
        ":root{--brand-light:#112233;--brand-dark:#ddeeff;--brand-soft-light:#e2e4e7;--brand-soft-dark:#434a50}\n"
    )
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "text/css; charset=utf-8",
        "public, max-age=31536000, immutable",
    )
