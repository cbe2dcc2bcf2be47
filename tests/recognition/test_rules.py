"""Who gets certificates, handed on: to clones, to what is made from a template, to further dates and other dates."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Line
from events import actions as events
from events.exceptions import EventRefused
from events.models import Event
from events.queries import rule_of
from events.repeating import Reach
from recognition import actions, queries
from recognition.drafts import RuleDraft, merged
from recognition.enums import SHARES, Condition
from recognition.models import CertificateRule
from tests.factories.events import DAY, NOW, make_event, session_draft
from tests.factories.events import make_draft as make_event_draft
from tests.factories.recognition import give_certificates, make_draft
from tests.factories.series import events_of, make_series, owner_of, weekly

database = pytest.mark.django_db
HALF = make_draft(condition=Condition.SHARE_OF_MINUTES, percent=50, heading="Well done", taught="Knots.")


def drafts() -> st.SearchStrategy[RuleDraft | None]:
    """Any rule that a form lets through, or none."""
    words = st.sampled_from(("", "One", "Two"))
    whole = st.builds(RuleDraft, condition=st.just(Condition.ALL_SESSIONS), heading=words, taught=words)
    share = st.builds(
        RuleDraft, condition=st.sampled_from(SHARES), percent=st.integers(1, 100), heading=words, taught=words
    )
    return st.none() | whole | share


def said(event: Event) -> RuleDraft | None:
    rule = queries.rule_of(event)
    return rule and RuleDraft(
        condition=Condition(rule.condition),
        percent=rule.percent,
        heading=rule.heading,
        hours=rule.hours,
        taught=rule.taught,
        is_mailed=rule.is_mailed,
    )


@given(before=drafts(), after=drafts(), other=drafts())
def test_what_is_handed_on_is_a_rule_again(before, after, other):
    found = merged(before, after, other)

    assert found is None or (found.percent is None) == (found.condition == Condition.ALL_SESSIONS)


@given(before=drafts(), after=drafts(), other=drafts())
def test_nothing_changed_hands_nothing_on_and_equals_become_equal(before, after, other):
    assert merged(before, before, other) == other
    assert merged(before, after, before) == after


def test_only_what_was_changed_is_handed_on():
    theirs = replace(HALF, heading="Bravo", is_mailed=False)

    found = merged(HALF, replace(HALF, percent=75), theirs)

    assert found == replace(theirs, percent=75)


@database
def test_a_clone_gives_certificates_as_its_source_and_none_where_that_gives_none():
    ruled, plain = make_event(), make_event()
    actions.set_rule(event=ruled, draft=HALF, by=ruled.roles.get().user, at=NOW)

    clones = [
        events.clone(event=one, title="Again", step=timedelta(days=7), by=one.roles.get().user, at=NOW)
        for one in (ruled, plain)
    ]

    assert [said(one) for one in clones] == [HALF, None]
    assert Line.objects.filter(verb="certificates.ruled", scope=clones[0].scope).count() == 1


@database
def test_every_date_of_a_series_gives_certificates_as_the_first_one_and_so_do_later_ones():
    first = make_event_draft(sessions=(session_draft(DAY),))
    owner = first.roles.get().user
    give_certificates(first, heading="Series")

    series = events.repeat(event=first, rule=weekly(count=2), by=owner, at=NOW)
    two = [said(one).heading for one in events_of(series)]
    events.change_rule(series=series, rule=replace(rule_of(series), count=3), message="", by=owner, at=NOW)

    assert (two, [said(one).heading for one in events_of(series)]) == (["Series"] * 2, ["Series"] * 3)


@database
@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (Reach.ONE, ["", "New", "", ""]),
        (Reach.FOLLOWING, ["", "New", "New", "New"]),
        (Reach.ALL, ["New", "New", "New", "New"]),
    ],
)
def test_a_rule_reaches_the_dates_that_were_chosen(reach, expected, client):
    series = make_series()
    client.force_login(owner_of(series))
    for one in events_of(series):
        give_certificates(one)
    event = events_of(series)[1]
    sent = {"condition": "all_sessions", "percent": "80", "heading": "New", "is_mailed": "on", "reach": reach.value}

    response = client.post(reverse("workspace-certificates", args=[event.slug]), sent)

    assert (response.status_code, [said(one).heading for one in events_of(series)]) == (302, expected)


@database
def test_taking_the_rule_away_everywhere_leaves_none():
    series = make_series()
    for one in events_of(series):
        give_certificates(one)

    number = actions.set_rule_of_dates(
        event=events_of(series)[0], draft=None, reach=Reach.ALL, by=owner_of(series), at=NOW
    )

    assert (number, CertificateRule.objects.count()) == (4, 0)


@database
def test_a_date_that_has_begun_hands_nothing_on_and_nothing_is_changed():
    series = make_series()
    event = events_of(series)[0]

    with pytest.raises(EventRefused):
        actions.set_rule_of_dates(
            event=event, draft=HALF, reach=Reach.ALL, by=owner_of(series), at=event.starts_at + timedelta(minutes=1)
        )

    assert CertificateRule.objects.count() == 0


@database
def test_an_unknown_reach_is_said_at_its_field_and_changes_nothing(client):
    series = make_series()
    client.force_login(owner_of(series))
    sent = {"condition": "all_sessions", "percent": "80", "heading": "Kept", "reach": "everywhere"}

    response = client.post(reverse("workspace-certificates", args=[events_of(series)[0].slug]), sent)

    page = response.content.decode()
    assert (response.status_code, "Kept" in page, CertificateRule.objects.count()) == (200, True, 0)
    assert list(response.context["reach"].errors) == ["reach"]
