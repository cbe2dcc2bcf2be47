"""What people's calendars answer, as each of them writes it, and what stands on the entry then."""

from base64 import b64encode
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from calendars import actions, itip
from calendars.enums import Answer, AnswerReason, Method
from calendars.itip import Flaw
from calendars.models import Entry, Revision
from inbox import mime
from inbox.enums import Reason, ReceivedState
from inbox.models import Received
from inbox.origin import author
from outbox.models import Message
from tests.factories.accounts import make_guest, make_user
from tests.factories.calendars import NOW, STARTS, invite, make_details, make_meeting
from tests.support.received import AT, come, reply, sample

pytestmark = pytest.mark.django_db
FORMS = ["gmail", "outlook-com", "exchange", "apple", "thunderbird"]
HOUR = timedelta(hours=1)
DONE, KEPT, DROPPED = ReceivedState.DONE, ReceivedState.KEPT, ReceivedState.DROPPED
VOUCHED = (
    "mx.example.org; dkim=pass (2048-bit key) header.d=example.org header.i=@example.org; spf=fail smtp.mailfrom=x"
)


@pytest.fixture
def entry() -> Entry:
    [revision] = invite(make_user(email="mara.weiss@example.org"), make_meeting())
    return revision.entry


def answered(entry: Entry, form: str = "exchange", *, at=AT, **changed: str) -> tuple[str, str, str]:
    """What became of an answer, why, and what stands on the entry then."""
    received = come(reply(entry, form, **changed), to=changed.get("recipient", entry.organiser_address), at=at)
    return received.state, received.reason, Entry.objects.get(pk=entry.pk).answer


def with_line(raw: bytes, line: bytes) -> bytes:
    """The answer with one more line in its event, before all others."""
    mail = message_from_bytes(raw)
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    said = part.get_payload(decode=True).replace(b"BEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\n" + line)
    assert line in said
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(b64encode(said).decode())
    return mail.as_bytes()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("state", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_every_calendar_is_understood(entry, form, state):
    entry.is_expected = True

    assert answered(entry, form, state=state) == (DONE, "", state)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(entry, form):
    raw = reply(entry, form, state="TENTATIVE")
    part = next(part for part in mime.read(raw, size=len(raw)).parts() if part.get_content_type() == "text/calendar")

    said = itip.read(mime.text(part, most=100_000))

    assert (said.method, said.uid, said.sequence, said.stamped_at, said.attendees) == (
        "REPLY",
        entry.meeting.uid,
        0,
        AT - timedelta(minutes=30),
        {"mara.weiss@example.org": "TENTATIVE"},
    )


def test_an_answer_is_known_where_our_address_has_capitals(settings):
    settings.MAIL_ADDRESS = "Seminars@Example.ORG"
    entry = invite(make_user(), make_meeting())[0].entry

    received = come(reply(entry, state="ACCEPTED"), to=entry.organiser_address.replace("seminars", "Seminars"))

    assert (received.state, Entry.objects.get().answer) == (ReceivedState.DONE, "ACCEPTED")


def test_a_guest_answers_like_everybody():
    [revision] = invite(make_guest(), make_meeting())

    assert answered(revision.entry) == (DONE, "", "ACCEPTED")


def test_the_same_answer_again_changes_nothing(entry):
    raw = reply(entry)
    for _ in range(2):
        come(raw, to=entry.organiser_address)

    assert list(Received.objects.values_list("state", flat=True)) == [DONE]


def test_who_answers_from_another_address_is_known_by_the_address_they_answer_to(entry):
    assert answered(entry, "exchange", **{"from": "m.weiss@alias.example.net"}) == (DONE, "", "ACCEPTED")


def test_who_is_named_by_another_address_is_put_before_a_person(entry):
    assert answered(entry, address="m.weiss@alias.example.net") == (KEPT, AnswerReason.OTHER_PERSON, "NEEDS-ACTION")


def test_a_forger_at_the_plain_address_is_put_before_a_person(entry):
    assert answered(entry, recipient=settings.MAIL_ADDRESS) == (KEPT, AnswerReason.UNPROVEN, "NEEDS-ACTION")


def test_a_stranger_changes_nothing(entry):
    stranger = {"recipient": settings.MAIL_ADDRESS, "address": "stranger@example.net"}

    assert answered(entry, **stranger) == (DROPPED, AnswerReason.UNKNOWN, "NEEDS-ACTION")


@pytest.mark.parametrize(
    ("results", "trusted", "expected"),
    [
        (VOUCHED, ["mx.example.org"], DONE),
        ("mx.example.org; spf=pass smtp.mailfrom=mara.weiss@example.org", ["mx.example.org"], DONE),
        ("mx.example.org 1; dmarc=pass header.from=example.org", ["MX.example.org"], DONE),
        (VOUCHED, [], KEPT),
        (VOUCHED, ["mx.example.net"], KEPT),
        (f"mx.other.example; none\r\nAuthentication-Results: {VOUCHED}", ["mx.example.org"], KEPT),
        (VOUCHED.replace("header.d=example.org", "header.d=evil.example"), ["mx.example.org"], KEPT),
        (VOUCHED.replace("dkim=pass", "dkim=fail"), ["mx.example.org"], KEPT),
        ("mx.example.org; dkim=fail (dkim=pass header.d=example.org)", ["mx.example.org"], KEPT),
        ('mx.example.org; spf=pass (sent by "mx") smtp.mailfrom="mara.weiss@example.org"', ["mx.example.org"], DONE),
        ('mx.example.org; dkim=pass header.d="example.org"', ["mx.example.org"], DONE),
        # What a sender has called itself, as some servers repeat it.
        (
            'mx.example.org; spf=pass smtp.mailfrom="a; dkim=pass header.d=example.org "@evil.example',
            ["mx.example.org"],
            KEPT,
        ),
        (
            'mx.example.org; spf=pass (of "a) ; dkim=pass header.d=example.org (b"@evil.example) x=y',
            ["mx.example.org"],
            KEPT,
        ),
        ("mx.example.org; spf=pass (a (b) ; dkim=pass header.d=example.org ; c) x=y", ["mx.example.org"], KEPT),
        (
            "mx.example.org; " + "x" * 1_952 + "; dkim=pass header.d=example.org.evil.example",
            ["mx.example.org"],
            KEPT,
        ),
    ],
)
def test_the_plain_address_takes_what_a_trusted_server_vouches_for(entry, settings, results, trusted, expected):
    settings.INBOUND_TRUSTED = trusted
    raw = reply(entry, recipient=settings.MAIL_ADDRESS)

    received = come(f"Authentication-Results: {results}\r\n".encode() + raw, to=settings.MAIL_ADDRESS)

    assert received.state == expected


@pytest.mark.parametrize("has_own", [False, True])
def test_who_is_vouched_for_answers_for_nobody_else(entry, settings, has_own):
    settings.INBOUND_TRUSTED = ["mx.example.org"]
    forger = make_user(email="forger@example.org")
    if has_own:
        invite(forger, entry.meeting)
    raw = reply(entry, state="DECLINED", recipient=settings.MAIL_ADDRESS, **{"from": forger.email})
    named = f"ATTENDEE;PARTSTAT=DECLINED:mailto:{forger.email}\r\n".encode()
    raw = b"Authentication-Results: " + VOUCHED.encode() + b"\r\n" + with_line(raw, named)

    come(raw, to=settings.MAIL_ADDRESS)

    assert Entry.objects.get(pk=entry.pk).answer == "NEEDS-ACTION"


def test_what_is_shown_of_an_answer_is_what_would_count(entry):
    raw = reply(entry, state="DECLINED", recipient=settings.MAIL_ADDRESS)

    received = come(with_line(raw, b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.net\r\n"), to=settings.MAIL_ADDRESS)

    assert (received.reason, received.facts["said"]) == (AnswerReason.UNPROVEN, "DECLINED")


def test_nobody_is_vouched_for_by_a_name_in_quotes():
    raw = b'Authentication-Results: mx; dkim=pass header.d=b.example\r\nFrom: "a@example.org" <x@b.example>\r\n\r\n'

    assert author(mime.read(raw, size=len(raw)), trusted=["mx"]) == "x@b.example"


def test_who_has_not_seen_the_last_move_has_not_answered_it(entry):
    actions.put_meeting(uid=entry.meeting.uid, details=make_details(STARTS + HOUR), at=NOW)
    actions.bring_up_to_date(uids=[entry.meeting.uid], at=NOW)

    assert answered(entry, sequence="0") == (DROPPED, AnswerReason.STALE, "NEEDS-ACTION")
    assert answered(entry, sequence="1") == (DONE, "", "ACCEPTED")


def test_who_has_not_seen_the_last_wording_has_answered_all_the_same(entry):
    actions.put_meeting(uid=entry.meeting.uid, details=make_details(title="Clearer writing"), at=NOW)
    actions.bring_up_to_date(uids=[entry.meeting.uid], at=NOW)

    assert answered(entry, sequence="0") == (DONE, "", "ACCEPTED")


def test_of_two_answers_the_later_holds_in_whichever_order_they_come(entry):
    assert answered(entry, state="TENTATIVE", stamp="20270301T094500Z") == (DONE, "", "TENTATIVE")
    assert answered(entry, state="ACCEPTED", stamp="20270301T094400Z") == (DROPPED, AnswerReason.STALE, "TENTATIVE")
    assert answered(entry, state="ACCEPTED", stamp="20270301T094600Z") == (DONE, "", "ACCEPTED")


def test_a_clock_that_runs_ahead_keeps_no_later_answer_out(entry):
    assert answered(entry, state="TENTATIVE", stamp="20990101T000000Z") == (DONE, "", "TENTATIVE")
    assert answered(entry, stamp="20270301T110000Z", at=AT + HOUR) == (DONE, "", "ACCEPTED")


def test_an_answer_no_longer_counts_when_the_time_moves(entry):
    answered(entry)
    actions.put_meeting(uid=entry.meeting.uid, details=make_details(STARTS + HOUR), at=AT)
    actions.bring_up_to_date(uids=[entry.meeting.uid], at=AT)

    moved = Entry.objects.get(pk=entry.pk)
    assert (moved.answer, moved.answer_stamped_at) == (Answer.NEEDS_ACTION, None)


def test_who_declines_is_sent_no_cancel_and_is_invited_anew_when_they_come_back(entry):
    answered(entry, state="DECLINED")
    leaving = actions.expect(person=entry.person, wanted=[], among=[entry.meeting.uid], at=AT)

    [back] = actions.expect(person=entry.person, wanted=[entry.meeting.uid], among=[entry.meeting.uid], at=AT + HOUR)

    assert (leaving, back.method, back.sequence) == ([], Method.REQUEST, 1)


def test_what_is_over_or_called_off_is_not_answered_any_more(entry):
    assert answered(entry, at=STARTS + 3 * HOUR)[1] == AnswerReason.OVER
    actions.cancel_meeting(uid=entry.meeting.uid, at=AT)
    assert answered(entry, stamp="20270301T094600Z")[1] == AnswerReason.CALLED_OFF


def test_a_wish_for_another_time_changes_nothing_and_is_put_before_a_person(entry):
    received = come(reply(entry, method="COUNTER", state="TENTATIVE"), to=entry.organiser_address)

    assert (received.state, received.reason, Entry.objects.get(pk=entry.pk).answer) == (
        KEPT,
        AnswerReason.PROPOSED,
        "NEEDS-ACTION",
    )
    assert received.facts == {
        "from": "mara.weiss@example.org",
        "comment": "Lieber am Nachmittag, wenn das geht – danke für die Mühe!",
        "starts_at": "2027-04-08T15:00:00+02:00",
        "ends_at": "2027-04-08T17:00:00+02:00",
    }


def test_who_asks_for_the_invitation_again_gets_it_and_keeps_their_answer(entry):
    answered(entry)

    assert answered(entry, "thunderbird", method="REFRESH", stamp="20270301T094600Z")[0] == DONE

    last, again = Revision.objects.order_by("pk")
    message = Message.objects.get(key=f"calendar.entry:{again.pk}")
    assert (again.sequence, again.stamped_at > last.stamped_at, again.told.answer) == (0, True, Answer.ACCEPTED)
    assert message.address == entry.person.email


def test_a_program_that_asks_again_and_again_gets_no_mail_each_time(entry):
    for minute in (46, 47):
        answered(entry, "thunderbird", method="REFRESH", stamp=f"20270301T09{minute}00Z")

    assert Revision.objects.count() == 2
    assert Received.objects.last().reason == AnswerReason.TOO_SOON


def test_a_machine_that_answers_a_mail_has_not_answered_the_invitation(entry):
    assert answered(entry, "out-of-office") == (DROPPED, AnswerReason.AUTOMATIC, "NEEDS-ACTION")
    raw = reply(entry).replace(b"Accept-Language", b"Auto-Submitted: auto-replied\r\nAccept-Language")
    assert come(raw, to=entry.organiser_address).reason == AnswerReason.AUTOMATIC


def test_what_somebody_writes_in_words_is_put_before_a_person(entry):
    received = come(reply(entry, "letter"), to=entry.organiser_address)

    assert (received.state, received.reason, received.facts) == (
        KEPT,
        AnswerReason.WROTE,
        {"from": "mara.weiss@example.org", "comment": "Ich komme eine Viertelstunde später – ist das recht?"},
    )


def test_a_letter_to_our_plain_address_is_nobodys(entry):
    received = come(reply(entry, "letter"), to=settings.MAIL_ADDRESS)

    assert (received.state, received.reason) == (DROPPED, Reason.NOBODYS)


def several(raw: bytes) -> bytes:
    start, end = raw.index(b"BEGIN:VEVENT"), raw.index(b"END:VCALENDAR")
    return raw[:end] + raw[start:end] * 49 + raw[end:]


@pytest.mark.parametrize(
    "spoil",
    [
        several,
        lambda raw: raw.replace(b'charset="utf-8"; method', b'charset="no-such"; method'),
        lambda raw: raw.replace("für".encode(), b"f\xfcr"),
        lambda raw: raw.replace(b"BEGIN:VCALENDAR", b"BEGIN:VCARD"),
        lambda raw: raw.replace(b"\r\nUID:", b"\r\nX-UID:"),
        lambda raw: raw.replace(b"\r\nATTENDEE", b"\r\nX-ATTENDEE"),
        lambda raw: raw.replace(b"COMMENT;", b"X-LARGE:" + b"A" * 300_000 + b"\r\nCOMMENT;"),
        lambda raw: raw + b"A" * mime.MOST_BYTES,
        lambda raw: raw.replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\n" * 10 + b"BEGIN:VEVENT"),
    ],
    ids=["50 events", "charset", "letters", "no calendar", "no uid", "nobody", "large", "10 MB", "nested"],
)
def test_what_can_not_be_read_changes_nothing_and_is_kept_for_a_person(entry, spoil):
    received = come(spoil(reply(entry)), to=entry.organiser_address)

    assert (received.state, received.reason, Entry.objects.get(pk=entry.pk).answer) == (
        KEPT,
        AnswerReason.UNREADABLE,
        "NEEDS-ACTION",
    )


def test_what_can_not_be_read_and_is_about_nothing_is_set_aside(entry):
    received = come(several(reply(entry)), to=settings.MAIL_ADDRESS)

    assert (received.state, received.reason) == (DROPPED, AnswerReason.UNREADABLE)


def test_an_answer_to_another_entry_at_this_address_is_kept_for_a_person(entry):
    assert answered(entry, uid="other@example.org") == (KEPT, AnswerReason.WRONG_UID, "NEEDS-ACTION")


def test_an_invitation_to_us_is_no_answer(entry):
    assert answered(entry, method="REQUEST") == (DROPPED, AnswerReason.OTHER_METHOD, "NEEDS-ACTION")


def test_an_answer_inside_a_forwarded_mail_is_none(entry):
    head = b'From: x@example.net\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="f"\r\n\r\n'
    raw = head + b"--f\r\nContent-Type: message/rfc822\r\n\r\n" + reply(entry) + b"\r\n--f--\r\n"

    received = come(raw, to=entry.organiser_address)

    assert (received.reason, Entry.objects.get(pk=entry.pk).answer) == (AnswerReason.WROTE, "NEEDS-ACTION")


def test_a_break_in_a_comment_begins_no_other_line(entry):
    raw = reply(entry, state="TENTATIVE").replace(b"Lieber", b"x\\nATTENDEE;PARTSTAT=DECLINED:mailto:x@y\\n\x00\x07y")

    received = come(raw, to=entry.organiser_address)

    assert (received.facts["said"], received.facts["comment"][:60]) == (
        "TENTATIVE",
        "x\nATTENDEE;PARTSTAT=DECLINED:mailto:x@y\ny am Nachmittag, wen",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Flaw.NO_CALENDAR),
        ("BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR", Flaw.NO_CALENDAR),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR", Flaw.NO_CALENDAR),
        ("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\nATTENDEE:x\nEND:VEVENT", Flaw.NOBODY),
    ],
)
def test_what_is_no_answer_is_said(text, expected):
    assert itip.read(text) == expected


@pytest.mark.parametrize("stamp", ["", "yesterday", "20270230T000000Z", "99999999T999999Z"])
def test_an_answer_without_a_time_was_given_when_it_came(entry, stamp):
    assert answered(entry, stamp=stamp) == (DONE, "", "ACCEPTED")
    assert Entry.objects.get(pk=entry.pk).answer_stamped_at == AT


def test_the_database_wants_a_stamp_with_each_answer(entry):
    for values in ({"answer": "ACCEPTED"}, {"answer_stamped_at": NOW}, {"answer": "PERHAPS", "answer_stamped_at": NOW}):
        with pytest.raises(IntegrityError, match="entry_answer_has_its_stamp"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(**values)


def test_samples_have_no_blank_left():
    assert b"{" not in sample("letter", **{"from": "a@example.org", "recipient": "b@example.org"})
