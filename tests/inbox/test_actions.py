"""What comes is stored once and read once; what people decide about it; what is forgotten when."""

from datetime import timedelta

import pytest

from audit.models import Line
from inbox import actions, policies, registry, runner
from inbox.enums import Reason, ReceivedState
from inbox.exceptions import Full, NotKept
from inbox.models import Received
from inbox.registry import Reader, Verdict
from tests.factories.accounts import make_user
from tests.factories.inbox import NOW, letter, make_received, read, receive

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ASK = "ask"


@pytest.fixture
def seen(monkeypatch) -> list[str]:
    """What a reader of our own has read: it takes mails with a subject of its own, and stumbles over some."""
    found: list[str] = []

    def take(_received, mail, _at):
        subject = mail.first("subject")
        if subject == "Fault":
            found.append(subject)
            raise RuntimeError("a fault")
        if subject == "Ask":
            return Verdict(state=ReceivedState.KEPT, reason=ASK, scope="event:1")
        if subject != "Ours":
            return None
        found.append(subject)
        return Verdict(state=ReceivedState.DONE, scope="event:1", facts={"answer": "yes"})

    def accept(_received, mail, by, _at):
        found.append(f"{mail.first('subject')} accepted by {by.name}")

    readers = dict(registry._readers)
    monkeypatch.setattr(registry, "_readers", readers)
    registry.register(
        Reader(name="tests", read=take, reasons={ASK: "Please look"}, accept=accept, acceptable=frozenset({ASK}))
    )
    return found


def test_a_mail_is_stored_as_it_came_and_waits():
    raw = letter()

    received = receive(raw, sender="A@Example.org\r\nBcc: x", recipient="Roundtable+Tag@testserver")

    assert (bytes(received.raw), received.size, received.sender, received.recipient, received.state) == (
        raw,
        len(raw),
        "A@Example.org Bcc: x",
        "roundtable+tag@testserver",
        ReceivedState.WAITING,
    )


def test_the_same_mail_again_is_not_stored_again_whatever_servers_write_above_it():
    raw = letter(Message_ID="<1@example.org>")

    receive(raw)
    receive(b"Received: from somewhere else\r\n" + raw)

    assert Received.objects.count() == 1


def test_another_text_under_the_same_message_id_is_another_mail():
    for text in ("Yes", "No"):
        receive(letter(text, Message_ID="<1@example.org>"))

    assert Received.objects.count() == 2


def test_a_mail_is_read_by_whose_it_is(seen):
    received = read(receive(letter(Subject="Ours")))

    assert (received.state, received.reader, received.scope, received.facts, seen) == (
        ReceivedState.DONE,
        "tests",
        "event:1",
        {"answer": "yes"},
        ["Ours"],
    )


def test_a_mail_is_read_once(seen):
    received = receive(letter(Subject="Ours"))

    for _ in range(2):
        read(received)

    assert seen == ["Ours"]


def test_a_mail_that_is_nobodys_is_passed_over(seen):
    received = read(receive(letter()))

    assert (received.state, received.reason, registry.why(received)) == (
        ReceivedState.DROPPED,
        Reason.NOBODYS,
        Reason.NOBODYS.label,
    )


def test_a_mail_that_can_not_be_read_holds_up_no_other_and_is_put_before_a_person_in_the_end(seen):
    broken, whole = receive(letter(Subject="Fault")), receive(letter(Subject="Ours"))

    for _ in range(7):
        assert runner.read_waiting(is_over=lambda: False) is False

    states = [Received.objects.get(pk=one.pk).state for one in (broken, whole)]
    assert states == [ReceivedState.KEPT, ReceivedState.DONE]
    assert seen.count("Fault") == 5


def test_what_is_left_when_the_time_is_over_is_said(seen):
    receive(letter(Subject="Ours"))

    assert runner.read_waiting(is_over=lambda: True) is True
    assert seen == []


def test_somebody_lets_a_kept_mail_count(seen):
    received, by = read(receive(letter(Subject="Ask"))), make_user()

    assert (received.state, registry.why(received), registry.can_accept(received)) == (
        ReceivedState.KEPT,
        "Please look",
        True,
    )
    actions.accept(received=received, by=by, at=NOW)

    line = Line.objects.get(verb="received.accepted")
    assert (Received.objects.get().state, seen) == (ReceivedState.DONE, [f"Ask accepted by {by.name}"])
    assert (line.by, line.scope, line.before) == (by, "event:1", {"reason": ASK})


def test_somebody_leaves_a_kept_mail_at_that(seen):
    received, by = read(receive(letter(Subject="Ask"))), make_user()

    actions.ignore(received=received, by=by, at=NOW)

    received.refresh_from_db()
    assert (received.state, received.reason, seen) == (ReceivedState.DROPPED, Reason.IGNORED, [])
    assert Line.objects.get(verb="received.ignored").by == by


def test_what_somebody_has_looked_at_is_decided(seen):
    received, by = read(receive(letter(Subject="Ask"))), make_user()
    actions.ignore(received=received, by=by, at=NOW)

    for decide in (actions.accept, actions.ignore):
        with pytest.raises(NotKept):
            decide(received=received, by=by, at=NOW)


def test_texts_are_erased_after_a_week_and_all_is_forgotten_after_sixty_days():
    week_old = [make_received(state, **{f"{state}_at": NOW - 7 * DAY}) for state in ("done", "dropped")]
    to_look_at = make_received(ReceivedState.KEPT, kept_at=NOW - 59 * DAY, received_at=NOW - 59 * DAY)
    young = make_received(ReceivedState.DONE)
    make_received(ReceivedState.KEPT, kept_at=NOW - 60 * DAY, received_at=NOW - 60 * DAY)
    waiting = make_received(received_at=NOW - 60 * DAY)

    actions.forget(at=NOW)

    kept = {row.pk: row.raw is not None for row in Received.objects.all()}
    assert kept == {row.pk: False for row in week_old} | {row.pk: True for row in (to_look_at, young, waiting)}


def test_what_was_passed_over_keeps_no_text(seen):
    received = read(receive(letter(subject="Nothing of ours")))

    assert (received.state, received.raw) == (ReceivedState.DROPPED, None)


@pytest.fixture
def asks(monkeypatch):
    """A reader that puts everything before a person; says how many mails of each sender that leaves there."""
    about = make_user()

    def keep(received, mail, _at):
        thing = about if mail.first("subject") == "about one" else None
        return Verdict(state=ReceivedState.KEPT, reason=ASK, about=thing, scope=mail.first("x-scope"), facts={"a": "b"})

    monkeypatch.setattr(registry, "_readers", {"tests": Reader(name="tests", read=keep, reasons={ASK: "Please look"})})


def come(number, *, subject="x", sender="a@example.org", to="roundtable@testserver", scope="event:1"):
    raw = f"Subject: {subject}\r\nX-Scope: {scope}\r\nMessage-ID: <{number}@example.org>\r\n\r\n".encode()
    return read(receive(raw, sender=sender, recipient=to))


@pytest.mark.parametrize(
    ("most", "values"),
    [
        (20, {}),
        (100, {"sender": "{}@example.org"}),
        (10, {"sender": "{}@example.org", "subject": "about one", "to": "roundtable+tag@testserver"}),
    ],
    ids=["of one sender", "in one place", "about one thing"],
)
def test_only_so_many_wait_for_a_person(most, values, asks):
    for number in range(most):
        come(number, **{name: value.format(number) for name, value in values.items()})

    last = come("last", **values)

    assert (last.state, last.reason, last.facts, last.raw) == (ReceivedState.DROPPED, Reason.TOO_MANY, {}, None)
    assert Received.objects.filter(state="kept").count() == most


def test_who_writes_to_an_address_of_their_own_is_kept_out_by_nobody(asks):
    for number in range(101):
        come(number, sender=f"{number % 7}@example.org")

    own = come("own", to="roundtable+tag@testserver", subject="about one")

    assert (Received.objects.filter(state="kept", recipient="roundtable@testserver").count(), own.state) == (
        100,
        ReceivedState.KEPT,
    )


def test_where_too_much_waits_nothing_more_is_taken(monkeypatch):
    monkeypatch.setattr(policies, "MOST_WAITING", 2)
    for number in range(2):
        receive(letter(subject=str(number)))

    with pytest.raises(Full):
        receive(letter(subject="one more"))

    assert Received.objects.count() == 2


@pytest.mark.parametrize(
    ("peers", "peer", "is_let_in"),
    [
        (["127.0.0.0/8", "::1"], "127.0.0.1", True),
        (["127.0.0.0/8", "::1"], "::1", True),
        (["127.0.0.0/8", "::1"], "::ffff:127.0.0.1", True),
        (["127.0.0.0/8", "::1"], "192.0.2.7", False),
        (["192.0.2.0/24"], "192.0.2.7", True),
        (["192.0.2.7"], "127.0.0.1", False),
        (["mail.example.org", "192.0.2.7"], "192.0.2.7", True),
        (["127.0.0.0/8"], "", False),
    ],
)
def test_who_may_hand_mail_over_is_named(settings, peers, peer, is_let_in):
    settings.INBOUND_PEERS = peers

    assert policies.may_hand_over(peer) is is_let_in
