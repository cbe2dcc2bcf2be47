"""The page on which attendance is marked, as somebody at a browser uses it."""

from django.urls import reverse

from events.models import Event
from registrations.models import Attendance, Registration
from tests.support.forms import Page


def url(event: Event, **asked: object) -> str:
    return reverse("workspace-attendance", args=[event.slug], query=asked)


def form_values(client, event: Event) -> dict[str, list[str]]:
    page = Page(client.get(url(event)).content.decode())
    return next(form.values for form in page.forms if any(name.startswith("mark-") for name in form.fields))


def send(
    client,
    event: Event,
    *,
    rest: bool = False,
    reason: str = "",
    more: dict[str, list[str]] | None = None,
    **marks: str,
):
    """Open the list, choose marks by name, and press a button."""
    values = form_values(client, event) | (more or {})
    for name, mark in marks.items():
        values[f"mark-{place(event, name).pk}"] = [mark]
    values |= ({"rest": ["present"]} if rest else {}) | {"reason": [reason]}
    return client.post(url(event), {name: value for name, value in values.items() if value})


def place(event: Event, name: str) -> Registration:
    return event.registrations.get(user__name=name)


def marks(event: Event) -> dict[str, str]:
    entries = Attendance.objects.current().filter(registration__event=event)
    return dict(entries.order_by("registration__user__name").values_list("registration__user__name", "mark"))
