import io
import logging

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import include, path

from tests.factories.accounts import make_user


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret detail")


def wait(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


def change(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"changed {len(request.POST)}")


urlpatterns = [
    path("refuse/", refuse),
    path("suspect/", suspect),
    path("break/", break_down),
    path("wait/", wait),
    path("change/", change),
    path("", include("config.urls")),
]
handler400 = "common.errors.bad_request"
handler403 = "common.errors.forbidden"
handler404 = "common.errors.not_found"
handler500 = "common.errors.failed"


@pytest.fixture
def browser() -> Client:
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False, enforce_csrf_checks=True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


CASES = {
    "/nothing/": (404, "No seat at this address"),
    "/refuse/": (403, "This seat is somebody else’s"),
    "/suspect/": (400, "We did not understand this request"),
    "/break/": (500, "Somebody knocked over the table"),
    "/wait/": (503, "One moment, please"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", CASES)
def test_an_error_has_a_page_of_ours(browser, address):
    answer = browser.get(address)

    status, heading = CASES[address]
    assert (answer.status_code, f"<h1>{heading}</h1>" in answer.content.decode()) == (status, True)


@pytest.mark.django_db
def test_an_error_has_a_page_for_whoever_is_signed_in(browser):
    browser.force_login(make_user("Mara Lindqvist"))

    assert [browser.get(address).status_code for address in CASES] == [404, 403, 400, 500, 503]


@pytest.mark.parametrize("address", ["/break/", "/wait/", "/suspect/"])
def test_our_own_failures_ask_no_database(browser, address):
    # Without the django_db mark any query raises.
    assert browser.get(address).status_code == CASES[address][0]


def test_a_failure_says_nothing_of_its_cause(browser):
    assert "secret detail" not in browser.get("/break/").content.decode()


def test_a_busy_database_says_when_to_come_back(browser):
    assert browser.get("/wait/")["Retry-After"] == "5"


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_so(browser):
    answer = browser.post("/change/")

    assert (answer.status_code, "This page was open for too long" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize(
    ("length", "status", "was_read"), [("64000000", 200, True), ("64000001", 413, False), ("9" * 5000, 413, False)]
)
def test_what_is_larger_than_any_form_is_not_read(browser, length, status, was_read):
    browser.handler.enforce_csrf_checks = False
    sent = io.BytesIO(encode_multipart(BOUNDARY, {"a": "1"}))

    answer = browser.post("/change/", content_type=MULTIPART_CONTENT, CONTENT_LENGTH=length, **{"wsgi.input": sent})

    heading = "<h1>This does not fit through the door</h1>"
    assert (answer.status_code, heading in answer.content.decode()) == (status, status == 413)
    assert (sent.tell() > 0) is was_read


def test_even_without_templates_people_read_something(browser):
    templates = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]

    with override_settings(TEMPLATES=templates):
        answer = browser.get("/break/")

    assert answer.content.decode() == "<!doctype html><title>500</title><p>Something went wrong on our side.</p>"
