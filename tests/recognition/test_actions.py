"""Certificates issued, taken back, issued anew."""

from datetime import timedelta

import pytest

from accounts import actions as accounts
from accounts.enums import MailTopic
from accounts.models import Guest
from audit.models import Line
from outbox.models import Message
from recognition import actions, queries
from recognition.enums import Condition, Refusal
from recognition.exceptions import CertificateRefused
from recognition.models import Certificate
from registrations import actions as registrations
from registrations.enums import Mark
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, main_pool, make_event, session_draft
from tests.factories.feedback import make_attended
from tests.factories.recognition import (
    close,
    give_certificates,
    make_certificate,
    make_draft,
    mark_all,
    mark_each,
)
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def names(event) -> list[str]:
    return list(Certificate.objects.for_event(event).valid().order_by("name").values_list("name", flat=True))


def invite(event, *, name: str) -> Registration:
    return registrations.invite_guest(
        event=event,
        pool=main_pool(event),
        email="ada@example.net",
        name=name,
        language="en",
        by=make_user(),
        at=event.starts_at - timedelta(days=1),
    )


def place_of(event, person) -> Registration:
    return Registration.objects.for_event(event).of(person).get()


def test_issue_when_the_list_closes_to_those_who_were_there():
    event, (there, excused, absent, in_part) = make_attended(4, title="Balance sheets")
    give_certificates(event)
    marks = {there: Mark.PRESENT, excused: Mark.EXCUSED, absent: Mark.ABSENT, in_part: Mark.PARTIAL}
    mark_each(event, {place_of(event, person): mark for person, mark in marks.items()})

    close(event)

    assert names(event) == [there.name]
    certificate = Certificate.objects.get()
    assert (certificate.user, certificate.guest, certificate.title) == (there, None, "Balance sheets")
    assert (certificate.issued_at, certificate.starts_at, certificate.ends_at) == (NOW, event.starts_at, event.ends_at)
    assert certificate.minutes == (event.ends_at - event.starts_at) // timedelta(minutes=1)
    assert len(certificate.code) == 22


def test_issue_nothing_without_a_rule_or_before_the_list_is_closed():
    event, _people = make_attended(1)
    mark_all(event)

    assert actions.issue_earned(event=event, at=NOW) == []
    give_certificates(event)
    assert actions.issue_earned(event=event, at=NOW) == []
    assert names(event) == []


def test_issue_at_once_where_the_rule_comes_after_the_list():
    event, (person,) = make_attended(1)
    mark_all(event)
    close(event)

    give_certificates(event, at=LATER)

    assert names(event) == [person.name]


def test_issue_once_however_often_it_is_asked_for():
    event, _people = make_attended(2)
    give_certificates(event)
    mark_all(event)
    close(event)

    again = actions.issue_earned(event=event, at=LATER)

    assert again == []
    assert Certificate.objects.count() == 2
    assert Message.objects.filter(kind="recognition.issued").count() == 2


def test_issue_to_guests_too():
    event, _people = make_attended(0)
    invite(event, name="Ada Gast")
    give_certificates(event)
    mark_all(event)

    close(event)

    certificate = Certificate.objects.get()
    assert (certificate.user, certificate.guest, certificate.name) == (None, Guest.objects.get(), "Ada Gast")


def test_issue_by_a_share_of_the_minutes():
    day = (NOW - timedelta(days=2)).date()
    event = make_event(
        at=NOW - timedelta(days=9), sessions=(session_draft(day), session_draft(day - timedelta(days=1)))
    )
    first, second = make_user(), make_user()
    for person in (first, second):
        register(event, person, at=NOW - timedelta(days=8))
    give_certificates(event, condition=Condition.SHARE_OF_MINUTES, percent=75)
    mark_all(event)
    (one, _other) = event.sessions.order_by("pk")
    actions_marks = {place_of(event, first).pk: Mark.PARTIAL, place_of(event, second).pk: Mark.EXCUSED}
    registrations.mark(event=event, session=one, marks=actions_marks, by=make_user(), at=NOW, reason="Left early")

    close(event)

    assert names(event) == [first.name]
    certificate = Certificate.objects.get()
    assert (certificate.condition, certificate.percent) == (Condition.SHARE_OF_MINUTES, 75)


def test_say_the_hours_that_the_organisers_count():
    event, _people = make_attended(1)
    give_certificates(event, hours=6, heading="Certificate", taught="Reading balance sheets")
    mark_all(event)

    close(event)

    certificate = Certificate.objects.get()
    assert (certificate.minutes, certificate.hours) == (360, 6)
    assert (certificate.heading, certificate.taught) == ("Certificate", "Reading balance sheets")


def test_keep_what_it_says_whatever_becomes_of_name_and_event():
    finance = make_department(name="Finance")
    certificate = make_certificate(title="Balance sheets", host_department=finance)
    person, event = certificate.user, certificate.registration.event
    person.name = "Another Name"
    person.save()
    event.title = "Another title"
    event.save()
    finance.name = "Money"
    finance.save()

    certificate.refresh_from_db()

    assert certificate.name != "Another Name"
    assert (certificate.title, certificate.host) == ("Balance sheets", "Finance")


def test_issue_later_to_whoever_a_correction_shows_present():
    event, (early, late) = make_attended(2)
    give_certificates(event)
    mark_each(event, {place_of(event, early): Mark.PRESENT, place_of(event, late): Mark.ABSENT})
    close(event)

    mark_each(event, {place_of(event, late): Mark.PRESENT}, at=LATER, reason="Was overlooked")

    assert names(event) == sorted([early.name, late.name])


def test_take_nothing_back_by_itself_after_a_correction():
    event, (person,) = make_attended(1)
    give_certificates(event)
    mark_all(event)
    close(event)

    mark_each(event, {place_of(event, person): Mark.ABSENT}, at=LATER, reason="Somebody else")

    assert names(event) == [person.name]
    assert queries.unearned(event) == {Certificate.objects.get().pk}


def test_take_back_for_a_reason_and_note_it():
    certificate, by = make_certificate(), make_user()

    actions.revoke(certificate=certificate, reason="Wrong person", by=by, at=LATER)

    certificate.refresh_from_db()
    assert (certificate.revoked_at, certificate.revoked_by, certificate.reason) == (LATER, by, "Wrong person")
    line = Line.objects.get(verb="certificate.revoked")
    assert (line.by, line.scope, line.after) == (
        by,
        certificate.registration.event.scope,
        {"reason": "Wrong person"},
    )


def test_refuse_to_take_back_twice():
    certificate, by = make_certificate(), make_user()
    actions.revoke(certificate=certificate, reason="Wrong person", by=by, at=LATER)

    with pytest.raises(CertificateRefused) as refused:
        actions.revoke(certificate=certificate, reason="Again", by=by, at=LATER)

    assert refused.value.reason == Refusal.REVOKED
    certificate.refresh_from_db()
    assert certificate.reason == "Wrong person"


def test_issue_none_by_itself_to_whose_was_taken_back():
    certificate = make_certificate()
    event = certificate.registration.event
    actions.revoke(certificate=certificate, reason="Wrong person", by=make_user(), at=LATER)

    actions.issue_earned(event=event, at=LATER)

    assert names(event) == []


def test_issue_anew_with_the_name_of_today():
    certificate, by = make_certificate(), make_user()
    person = certificate.user
    person.name = "Right Name"
    person.save()

    issued = actions.reissue(certificate=certificate, reason="The name was wrong", by=by, at=LATER)

    certificate.refresh_from_db()
    assert (certificate.is_valid, certificate.reason) == (False, "The name was wrong")
    assert (issued.name, issued.is_valid, issued.registration) == ("Right Name", True, certificate.registration)
    assert issued.code != certificate.code


def test_issue_anew_where_it_was_taken_back():
    certificate, by = make_certificate(), make_user()
    actions.revoke(certificate=certificate, reason="Wrong person", by=by, at=LATER)

    issued = actions.reissue(certificate=certificate, reason="It was right", by=by, at=LATER)

    certificate.refresh_from_db()
    assert (certificate.reason, issued.is_valid) == ("Wrong person", True)


def test_refuse_to_issue_anew_what_is_not_earned():
    event, (person,) = make_attended(1)
    give_certificates(event)
    mark_all(event)
    close(event)
    mark_each(event, {place_of(event, person): Mark.ABSENT}, at=LATER, reason="Somebody else")

    with pytest.raises(CertificateRefused) as refused:
        actions.reissue(certificate=Certificate.objects.get(), reason="Please", by=make_user(), at=LATER)

    assert refused.value.reason == Refusal.NOT_EARNED
    assert names(event) == [person.name]


def test_refuse_to_issue_anew_what_was_replaced():
    certificate, by = make_certificate(), make_user()
    actions.reissue(certificate=certificate, reason="The name was wrong", by=by, at=LATER)

    with pytest.raises(CertificateRefused) as refused:
        actions.reissue(certificate=certificate, reason="Again", by=by, at=LATER)

    assert refused.value.reason == Refusal.REPLACED


def test_change_the_rule_and_leave_what_was_issued():
    certificate, by = make_certificate(), make_user()
    event = certificate.registration.event

    actions.set_rule(event=event, draft=None, by=by, at=LATER)

    assert queries.rule_of(event) is None
    assert names(event) == [certificate.name]
    line = Line.objects.filter(verb="certificates.ruled").latest("pk")
    assert (line.before["condition"], line.after) == ("all_sessions", {})


def test_note_no_rule_that_changes_nothing():
    event, by = make_event(), make_user()
    actions.set_rule(event=event, draft=make_draft(hours=2), by=by, at=NOW)

    actions.set_rule(event=event, draft=make_draft(hours=2), by=by, at=LATER)

    assert Line.objects.filter(verb="certificates.ruled").count() == 1


def test_mail_nobody_who_wants_none_and_nobody_where_the_event_is_silent():
    event, (wanting, silent) = make_attended(2)
    accounts.want(user=silent, topic=MailTopic.CERTIFICATES, is_wanted=False)
    give_certificates(event)
    mark_all(event)
    close(event)
    quiet, _people = make_attended(1)
    give_certificates(quiet, is_mailed=False)
    mark_all(quiet)
    close(quiet)

    told = Message.objects.filter(kind="recognition.issued")

    assert [message.user for message in told] == [wanting]
    assert Certificate.objects.count() == 3
