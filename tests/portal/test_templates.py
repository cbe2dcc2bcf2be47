"""Templates: an event that others of a department start from."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Coordinator, Department, User
from events import actions
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Event, Template
from events.queries import templates_for, templates_kept_by
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, make_past_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> dict[str, Department]:
    """Engineering, with Firmware below it, and Sales."""
    engineering = make_department("Engineering")
    firmware = make_department("Firmware", parent=engineering)
    return {"engineering": engineering, "firmware": firmware, "sales": make_department("Sales")}


def keep(department: Department, *, owner: User, name: str = "The usual", title: str = "Review") -> Template:
    event = make_past_event(owner=owner, title=title, at=timezone.now())
    return actions.keep_template(event=event, department=department, name=name, by=owner, at=NOW)


def test_a_department_and_those_below_it_see_a_template_and_whoever_looks_after_it(company):
    owner = make_user(department=company["engineering"])
    above, below = keep(company["engineering"], owner=owner, name="Above"), None
    boss = make_user(department=company["engineering"])
    Coordinator.objects.create(department=company["engineering"], user=boss)
    below = keep(company["firmware"], owner=make_user(department=company["firmware"]), name="Below")

    def seen(user: User) -> list[Template]:
        return list(templates_for(user))

    assert [seen(make_user(department=company[name])) for name in ("engineering", "firmware", "sales")] == [
        [above],
        [above, below],
        [],
    ]
    assert (seen(boss), seen(make_user(is_staff=True))) == ([above, below], [above, below])
    assert list(templates_kept_by(owner)) == [above]
    assert set(templates_kept_by(boss)) == {above, below}


def test_a_template_is_made_used_renamed_and_removed(client, company):
    owner = make_user("Ines", department=company["sales"])
    event = make_past_event(owner=owner, title="Reading contracts", at=timezone.now())
    client.force_login(owner)
    client.post(reverse("template-new", args=[event.slug]), {"name": "Contracts", "department": company["sales"].pk})
    template = Template.objects.get()
    colleague = make_user("Henrik", department=company["sales"])
    client.force_login(colleague)

    assert "Contracts" in client.get(reverse("event-new")).content.decode()
    use = reverse("template-use", args=[template.pk])
    form = client.get(use).context["form"]
    client.post(use, {name: str(form[name].value()) for name in form.fields})
    made = Event.objects.exclude(pk=event.pk).get()
    assert (made.title, made.state, made.roles.get().user) == ("Reading contracts", "draft", colleague)
    assert client.post(reverse("template-remove", args=[template.pk])).status_code == 404

    client.force_login(owner)
    client.post(reverse("template-rename", args=[template.pk]), {"name": "Contracts, two hours"})
    template.refresh_from_db()
    assert template.name == "Contracts, two hours"
    client.post(reverse("template-remove", args=[template.pk]))
    assert (Template.objects.count(), Event.objects.count()) == (0, 2)


def test_a_name_stands_once_for_each_department_and_only_for_ones_own(company):
    owner = make_user(department=company["sales"])
    keep(company["sales"], owner=owner)
    event = make_past_event(owner=owner)

    reasons = []
    for name, department in (("the USUAL", "sales"), ("Another", "firmware")):
        with pytest.raises(EventRefused) as caught:
            actions.keep_template(event=event, department=company[department], name=name, by=owner, at=NOW)
        reasons.append(caught.value.reason)

    assert reasons == [Refusal.TEMPLATE_NAMED, Refusal.TEMPLATE_ELSEWHERE]


@pytest.mark.parametrize(
    ("constraint", "name"), [("template_name_once_per_department", "The usual"), ("template_has_a_name", "")]
)
def test_what_the_database_refuses_of_templates(company, constraint, name):
    template = keep(company["sales"], owner=make_user(department=company["sales"]))

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Template.objects.create(event=template.event, department=template.department, name=name, made_at=NOW)

    assert constraint in str(caught.value) or "UNIQUE" in str(caught.value)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_templates_asks_as_often_for_three_as_for_one(client, company, count_queries, number):
    owner = make_user("Ines", department=company["sales"])
    for each in range(number):
        keep(company["sales"], owner=owner, name=f"Template {each}")
    client.force_login(owner)
    client.get("/help/")  # every page asks now and then whether a part has stopped

    assert len(client.get(reverse("templates")).context["rows"]) == number
    assert count_queries(lambda: client.get(reverse("templates"))) == 6
