"""What must not be read in a log."""

import logging

import pytest

from common.logs import WithoutLinks


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/g/eyJ4IjoxfQ:1abc:def/cancel/", "/g/…/cancel/"),
        ("/c/3q2-7w_A.ics", "/c/…"),
        ("/accounts/password/reset/key/1-set-password/", "/accounts/password/reset/key/…/"),
        ("/e/reading-a-balance-sheet/", "/e/reading-a-balance-sheet/"),
    ],
)
def test_an_address_that_is_a_key_stands_in_no_log(path, written):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", path), None)

    assert (WithoutLinks().filter(record), record.getMessage()) == (True, f"Not Found: {written}")
