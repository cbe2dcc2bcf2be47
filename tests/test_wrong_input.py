"""Every form of every page is given wrong input: what is said at which field, and that nothing is lost."""

from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import reverse

from tests.support import halves
from tests.support.answers import answer
from tests.support.forms import TYPED, Field, Form, Mistake, Page, encoded, filled, mistakes
from tests.support.routes import Route, routes
from tests.support.visits import address, allowed, visits
from tests.support.world import World

pytestmark = pytest.mark.django_db

LOOKERS = (("anonymous",), ("owner", "participant", "admin"))
WITHOUT_PURPOSE = {"styleguide"}  # its forms show how forms look, and go nowhere
LOGIN_CODE = reverse("account_request_login_code")
FORM_TYPE = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def seen() -> set[tuple[str, frozenset[str]]]:
    """The forms that were tried already: the same one stands on many pages."""
    return set()


@pytest.fixture(autouse=True)
def _patient(settings):
    """Rate limits are not what is asked here."""
    settings.ACCOUNT_RATE_LIMITS = False


def send(client: Client, form: Form, url: str, body: str):
    """Send a form as a browser does."""
    how = {"QUERY_STRING": body} if form.method == "get" else {"data": body, "content_type": FORM_TYPE}
    with answer(client, form.method, url, **how) as response:
        return response


def is_html(response) -> bool:
    return response.status_code in {200, 422} and response.headers["Content-Type"].startswith("text/html")


def same_form(page: Page, form: Form) -> Form | None:
    """The form that was sent, in the answer."""
    names = form.fields.keys()
    return max(
        (each for each in page.forms if each.fields.keys() & names),
        key=lambda one: len(one.fields.keys() & names),
        default=None,
    )


def is_kept(shown: str, typed: str, form: Form) -> bool:
    """As it was typed; a search may be cut short and freed of what nobody can see."""
    typed, shown = (text.replace("\r\n", "\n") for text in (typed, shown))
    if form.method == "get":
        typed, shown = ("".join(filter(str.isprintable, text)) for text in (typed, shown))
        return bool(shown) == bool(typed) and typed.startswith(shown)
    return shown == typed


def may_accept(mistake: Mistake, form: Form, url: str) -> bool:
    """Any address may ask for a code: nobody is told whose addresses we know."""
    return not mistake.must_refuse or form.method == "get" or (url == LOGIN_CODE and mistake.what == "too long")


def said(page: Page, control: Field, response) -> bool:
    """What is wrong stands at the field; a failed sign-in does not say which of the two was wrong."""
    return bool(page.error_at(control)) or response.wsgi_request.path == reverse("account_login")


Wrong = Mapping[str, Mistake]


def faults(form: Form, wrong: Wrong, values: dict[str, list[str]], response) -> Iterator[str]:
    """What is wrong with the answer to the mistakes at some fields."""
    if response.status_code >= 500:
        yield f"status {response.status_code}"
        return
    typed_in = {name: mistake for name, mistake in wrong.items() if form.fields[name].kind in TYPED}
    refused = {name for name, mistake in wrong.items() if not may_accept(mistake, form, response.wsgi_request.path)}
    if not is_html(response):
        if refused & set(typed_in):
            yield f"accepted: status {response.status_code}"
        return
    page = Page(response.content.decode())
    shown = same_form(page, form)
    if shown is None or wrong.keys() - shown.fields.keys():
        if typed_in:
            yield "the form is gone"
        return
    for name in refused:
        if not said(page, shown.fields[name], response):
            yield f"no error at {name}"
    typed = values | {name: [mistake.text] for name, mistake in wrong.items()}
    for each, field in shown.fields.items():
        if field.kind in TYPED and each in typed and not is_kept(field.value, (typed[each] or [""])[0], form):
            yield f"{each} was {typed[each][0][:40]!r} and is {field.value[:40]!r}"


def made_together(found: Mapping[str, list[Mistake]]) -> list[Wrong]:
    """The mistakes of a form that no field may accept, one of each field at a time."""
    refused = {name: [one for one in all_of_it if one.must_refuse] for name, all_of_it in found.items()}
    most = max(map(len, refused.values()), default=0)
    return [{name: line[number] for name, line in refused.items() if number < len(line)} for number in range(most)]


def tried(client: Client, form: Form, url: str, whose: str) -> Iterator[str]:
    """What is wrong with how ``form`` takes mistakes; ``whose`` page it is says the same on both databases.

    What must be refused in any case is tried at all fields at once, and field by field where that does not come
    out right; what a field may accept always alone, because only then does the rest of the work see it.
    """
    values = filled(form)
    found = {
        name: halves.half(mistakes(control), f"{whose} {number}")
        for number, (name, control) in enumerate(form.fields.items())
        if name != "csrfmiddlewaretoken"
    }
    if url.startswith("/admin/"):  # Django's own search and autocomplete, for administrators: not ours to mend
        found = {
            name: [one for one in line if not one.is_choice and form.method != "get"] for name, line in found.items()
        }
    alone: list[Wrong] = [{name: one} for name, line in found.items() for one in line if not one.must_refuse]
    for wrong in made_together(found):
        if any(faults(form, wrong, values, post(client, form, url, values, wrong))):
            alone += [{name: one} for name, one in wrong.items()]
    for wrong in alone:
        ((name, mistake),) = wrong.items()
        for fault in faults(form, wrong, values, post(client, form, url, values, wrong)):
            yield f"{form.method} {url}: {name} ({form.fields[name].kind}), {mistake.what}: {fault}"


def post(client: Client, form: Form, url: str, values: dict[str, list[str]], wrong: Wrong):
    """What comes back after ``wrong`` was typed."""
    return send(client, form, url, encoded(values, {name: mistake.typed for name, mistake in wrong.items()}))


def walk(route: Route, world: World, clients: dict[str, Client], seen: set) -> Iterator[str]:
    for one in visits(route):
        may = allowed(route, one)
        here = address(route, one.arguments(world))
        for role in (next(role for role in line if role in may) for line in LOOKERS if may & set(line)):
            with answer(clients[role], "get", here) as response:
                pass
            if not is_html(response):
                continue
            for form in Page(response.content.decode()).forms:
                url = urljoin(here, form.action)
                key = (url, frozenset(form.fields))
                if form.is_filled_by_people and key not in seen:
                    seen.add(key)
                    yield from tried(clients[role], form, url, str(route))


@pytest.mark.parametrize("route", [each for each in routes() if each.name not in WITHOUT_PURPOSE], ids=str)
def test_wrong_input_is_told_at_its_field_and_nothing_typed_is_lost(route, organisation, clients, seen):
    found = list(walk(route, organisation, clients, seen))

    assert not found, "\n".join(found)
