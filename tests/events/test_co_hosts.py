"""Events that several departments host."""

import pytest
from django.urls import reverse

from events import actions
from events.enums import Audience
from events.models import Event
from events.queries import facet_index
from reports.queries import attendance_summary
from reports.wording import lines
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import NOW, event_draft, make_draft, make_event, make_upcoming_event
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def hosts():
    return [make_department(name, key=name.lower()) for name in ("Finance", "Legal", "Audit")]


def test_it_is_named_on_the_page_and_found_under_each(client, hosts):
    event = make_upcoming_event(host_department=hosts[0], co_hosts=tuple(hosts[1:]))
    client.force_login(make_user())

    index = facet_index([event.pk], spans={})
    page = main(client.get(reverse("event", args=[event.slug])))

    assert index["host"] == {"finance": {event.pk}, "legal": {event.pk}, "audit": {event.pk}}
    assert "Seminar, hosted by Finance, Audit and Legal" in page.text
    assert [list(Event.objects.hosted_by([one.pk])) for one in hosts] == [[event]] * 3


def test_the_host_is_not_named_twice(hosts):
    event = make_draft(host_department=hosts[0], co_hosts=(hosts[0],))

    assert (list(event.co_hosts.all()), event.has_co_hosts) == ([], False)


def test_coordinators_of_each_read_about_it_whoever_it_is_for(hosts):
    audience = {"audience": Audience.DEPARTMENTS, "departments": (make_department(),)}
    event = make_event(host_department=hosts[0], co_hosts=(hosts[1],), **audience)
    draft = make_draft(host_department=hosts[0], co_hosts=(hosts[1],), **audience)
    below = make_department(parent=hosts[1])
    readers = [make_coordinator(hosts[0]), make_coordinator(hosts[1]), make_coordinator(hosts[2])]
    readers += [make_coordinator(below), make_user(department=hosts[0])]

    found = [list(Event.objects.visible_to(one).filter(pk__in=[event.pk, draft.pk])) for one in readers]

    assert found == [[event], [event], [], [], []]


def test_coordinators_open_its_page(client, hosts):
    audience = {"audience": Audience.DEPARTMENTS, "departments": (make_department(),)}
    event = make_upcoming_event(host_department=hosts[0], co_hosts=(hosts[1],), **audience)
    client.force_login(make_coordinator(hosts[1]))

    listed = main(client.get("/")).texts("h3")

    assert (client.get(reverse("event", args=[event.slug])).status_code, listed) == (200, [event.title])


def test_the_summary_names_them(hosts):
    event = make_event(host_department=hosts[0], co_hosts=(hosts[1],))

    assert lines(attendance_summary(event, at=NOW).header)[-1] == "Hosted by: Finance, Legal"


def test_the_editor_refuses_one_that_hosts_twice_or_without_a_host(client, hosts):
    owner = make_user()
    event = make_draft(owner=owner, host_department=hosts[0])
    client.force_login(owner)
    url = reverse("workspace-settings", args=[event.slug])
    form = client.get(url).context["editor"]
    data = form_data(form)

    twice = client.post(url, data | {"co_hosts": [hosts[0].pk]})
    alone = client.post(url, data | {"host_department": "", "co_hosts": [hosts[1].pk]})

    assert twice.context["editor"].form.errors["co_hosts"] == ["Finance is the host already."]
    assert "host_department" in alone.context["editor"].form.errors


def form_data(editor) -> dict[str, object]:
    """What a browser would send of the editor."""
    parts = [editor.form, editor.sessions.management_form, *editor.sessions.forms]
    bound = [field for part in parts for field in part]
    return {field.html_name: field.value() for field in bound if field.value() not in (None, "", False)}


def test_a_change_leaves_a_line(hosts):
    event = make_draft(host_department=hosts[0])
    draft = event_draft(title=event.title, host_department=hosts[0], co_hosts=(hosts[1],))

    edited = actions.edit(event=event, draft=draft, by=event.roles.get().user, at=NOW)

    assert (edited.has_co_hosts, list(edited.co_hosts.all())) == (True, [hosts[1]])
