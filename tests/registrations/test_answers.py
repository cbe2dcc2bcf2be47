"""What events ask of whoever registers, and what becomes of the answers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.models import Line
from common.files import Sent, sent
from events import actions as events
from events.drafts import QuestionDraft
from events.enums import QuestionKind
from events.enums import Refusal as EventRefusal
from events.exceptions import EventRefused
from events.models import Event
from registrations import actions, queries
from registrations.actions.answers import folder
from registrations.answering import from_text, spread, to_text
from registrations.enums import ACCESS_NEEDS_KEPT, Refusal
from registrations.exceptions import RegistrationRefused
from registrations.forms import AnswersForm
from registrations.models import Registration
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.questions import answer, ask, filled, said
from tests.factories.registrations import register

KEY = {"short": "A line", "long": "Two\nlines", "access": "A ramp", "yes_no": "no", "number": "2.5"}
KEY |= {"date": "2027-03-09", "consent": "on"}
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


@pytest.fixture
def event() -> Event:
    return make_event()


VALUES = st.one_of(
    st.tuples(st.sampled_from(["short", "long", "access"]), st.text(min_size=1)),
    st.tuples(st.sampled_from(["yes_no", "consent"]), st.booleans()),
    st.tuples(st.just("number"), st.decimals(allow_nan=False, allow_infinity=False)),
    st.tuples(st.just("date"), st.dates()),
    st.tuples(st.sampled_from(["choice", "choices"]), st.lists(st.integers(1, 2**40)).map(tuple)),
    st.tuples(st.just("file"), st.builds(sent, st.text(), st.binary())),
)


@given(VALUES)
@settings(max_examples=300)
def test_an_answer_of_every_kind_comes_back_as_it_was(kept):
    kind, value = kept

    assert from_text(kind, to_text(value)) == value


@pytest.mark.django_db
def test_an_answer_of_every_kind_is_kept_and_shown_again(event, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    asked = {kind: ask(event, kind) for kind in QuestionKind.values}
    meat, fish, _neither = asked["choices"].choices.order_by("position")
    only = asked["choice"].choices.first()
    values = KEY | {"choice": str(only.pk), "choices": [str(meat.pk), str(fish.pk)]}

    registration = answer(event, values, files={"file": SimpleUploadedFile("../photo.html", PNG)})

    file = Sent(name="photo.html", content_type="image/png", size=15, sha256=sent("", PNG).sha256)
    assert said(registration) == {
        "short": "A line",
        "long": "Two\nlines",
        "access": "A ramp",
        "yes_no": False,
        "number": Decimal("2.5"),
        "date": date(2027, 3, 9),
        "consent": True,
        "choice": (only.pk,),
        "choices": (meat.pk, fish.pk),
        "file": file,
    }
    kept = registration.answers.exclude(file="").get()
    assert (kept.location.parent, kept.location.read_bytes()) == (tmp_path / "answers", PNG)
    again = AnswersForm(questions=queries.asked(event, "room"), before=queries.answers_of(registration))
    shown = {question.kind: again[f"question-{question.pk}"].value() for question in asked.values()}
    assert shown == values | {"number": Decimal("2.5"), "date": date(2027, 3, 9), "consent": True, "file": file}


@pytest.mark.django_db
def test_an_answer_of_every_kind_outlives_every_change_of_its_question(event, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    owner, asked = event.roles.get().user, {kind: ask(event, kind) for kind in QuestionKind.values}
    one, several = (str(asked[kind].choices.first().pk) for kind in ("choice", "choices"))
    chosen = {"choice": one, "choices": [several]}
    registration = answer(event, KEY | chosen, files={"file": SimpleUploadedFile("photo.png", PNG)})
    before, refused = said(registration), []

    for kind, question in asked.items():
        kept = dict(question.choices.values_list("pk", "label"))
        other = QuestionDraft(kind="long" if kind == "short" else "short", label="Another")
        with pytest.raises(EventRefused) as caught:
            events.change_question(question=question, draft=other, by=owner, at=NOW)
        refused.append(caught.value.reason)
        draft = QuestionDraft(kind=kind, label=question.label, kept=kept, is_required=True, pool_kind="online")
        events.change_question(question=question, draft=draft, by=owner, at=NOW)
    event.pools.create(kind="online", capacity=1)
    actions.answer_questions(registration=registration, given=(), by=registration.user, at=NOW)
    for question in asked.values():
        events.retire_question(question=question, by=owner, at=NOW)

    registration.refresh_from_db()
    assert refused == [EventRefusal.KIND_FIXED] * len(QuestionKind)
    assert (registration.is_confirmed, said(registration)) == (True, before)
    assert registration.answers.exclude(file="").get().location.read_bytes() == PNG
    assert {one.retired_at for one in event.asked.all()} == {NOW}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("short", "W" * 301),
        ("short", "nul\x00"),
        ("long", "W" * 4001),
        ("access", "nul\x00"),
        ("choice", "0"),
        ("choices", ["1", "x"]),
        ("yes_no", "perhaps"),
        ("number", "twelve"),
        ("number", "NaN"),
        ("number", "1e999"),
        ("date", "31.31.2027"),
    ],
)
def test_what_is_no_answer_is_told_at_its_field(kind, typed, event):
    question = ask(event, kind)

    assert list(filled(event, {kind: typed}).errors) == [f"question-{question.pk}"]


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"<script>", b"GIF89a", b"PK\x03\x04"])
def test_a_file_is_looked_at_by_its_content(content, event):
    question = ask(event, "file")

    form = filled(event, files={"file": SimpleUploadedFile("fine.pdf", content, content_type="application/pdf")})

    assert list(form.errors) == [f"question-{question.pk}"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", QuestionKind.values)
def test_without_a_required_answer_no_seat_is_taken(kind, event):
    question = ask(event, kind, is_required=True)

    assert list(filled(event).errors) == [f"question-{question.pk}"]
    with pytest.raises(RegistrationRefused) as caught:
        actions.register_answering(event=event, participant=make_user(), pool=main_pool(event), given=[], at=NOW)

    assert caught.value.reason == Refusal.UNANSWERED
    assert (Registration.objects.count(), main_pool(event).seats_taken) == (0, 0)


@pytest.mark.django_db
def test_a_question_that_was_taken_away_meanwhile_is_told(event):
    question = ask(event)
    form = filled(event, {"short": "A line"})
    assert form.is_valid()
    events.retire_question(question=question, by=make_user(), at=NOW)

    with pytest.raises(RegistrationRefused) as caught:
        actions.register_answering(
            event=event, participant=make_user(), pool=main_pool(event), given=form.given, at=NOW
        )

    assert (caught.value.reason, Registration.objects.count()) == (Refusal.QUESTIONS_CHANGED, 0)


@pytest.mark.django_db
def test_questions_may_be_asked_of_one_kind_of_seat():
    event = make_event(seats={"room": 3, "online": 3})
    ask(event, label="For all")
    ask(event, label="In the room", pool_kind="room")

    asked = {kind: [one.label for one in queries.asked(event, kind)] for kind in ("room", "online")}

    assert asked == {"room": ["For all", "In the room"], "online": ["For all"]}


@pytest.mark.django_db
def test_answers_are_changed_until_the_event_starts_and_no_audit_line_says_what(event):
    ask(event)
    registration = answer(event, {"short": "Secret one"})
    form = filled(event, {"short": "Secret two"}, before=queries.answers_of(registration))
    assert form.is_valid()
    change = {"registration": registration, "given": form.given, "by": registration.user}

    actions.answer_questions(**change, at=NOW)

    assert said(registration) == {"short": "Secret two"}
    lines = Line.objects.filter(verb="registration.answered").values_list("after", flat=True)
    assert list(lines) == [{"questions": [form.given[0].question.pk]}]
    assert not [line for line in Line.objects.all() if "Secret" in f"{line.before}{line.after}"]
    with pytest.raises(RegistrationRefused) as caught:
        actions.answer_questions(**change, at=event.starts_at)
    assert caught.value.reason == Refusal.ANSWERS_FIXED


@pytest.mark.django_db
def test_a_new_question_leaves_seats_alone_and_waits_for_its_answer(event):
    registration = register(event)
    ask(event, is_required=True)
    registration.event.refresh_from_db()

    registration.refresh_from_db()

    assert (registration.is_confirmed, queries.number_unanswered(registration)) == (True, 1)


@pytest.mark.django_db
def test_who_is_added_answers_later():
    event = make_event()
    question = ask(event, is_required=True)
    owner = event.roles.get().user
    guest = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=owner, at=NOW)
    given = [queries.Given(question=question, said="By the link")]

    actions.answer_questions(registration=guest, given=given, by=None, at=NOW)

    assert (said(guest), queries.number_unanswered(guest)) == ({"short": "By the link"}, 0)


@pytest.mark.django_db
def test_access_needs_are_read_by_the_owner_alone(event):
    owner, admin = event.roles.get().user, make_user(is_staff=True)
    ask(event, "access"), ask(event, "short")
    answer(event, {"access": "A ramp", "short": "A line"})

    read = [[one.said for one in queries.answers_open_to(user, event)] for user in (owner, admin)]

    assert [sorted(each) for each in read] == [["A line", "A ramp"], ["A line"]]
    exported = Registration.objects.with_answers().get()
    assert [one.said for one in exported.answers.all()] == ["A line"]


@pytest.mark.django_db
def test_access_needs_are_forgotten_after_the_event_and_with_the_seat(event):
    ask(event, "access"), ask(event, "short")
    stays, leaves = (answer(event, {"access": "A ramp", "short": "A line"}) for _ in range(2))
    actions.cancel(registration=leaves, by=leaves.user, at=NOW)
    late = event.ends_at + ACCESS_NEEDS_KEPT

    gone = [actions.forget_access_needs(at=at) for at in (NOW, late - timedelta(seconds=1), late)]

    assert (gone, said(stays), said(leaves)) == ([1, 0, 1], {"short": "A line"}, {"short": "A line"})


@pytest.mark.django_db
def test_a_file_goes_when_another_one_comes_and_strays_are_removed(
    event, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    ask(event, "file")
    registration = answer(event, {}, files={"file": SimpleUploadedFile("a.png", PNG)})
    form = filled(
        event, files={"file": SimpleUploadedFile("b.png", PNG + b"2")}, before=queries.answers_of(registration)
    )
    assert form.is_valid()
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_questions(registration=registration, given=form.given, by=registration.user, at=NOW)
    (folder() / ("0" * 32)).write_bytes(b"stray")

    far = NOW + timedelta(days=36_500)
    removed = [actions.remove_stray_files(at=NOW - timedelta(days=36_500)), actions.remove_stray_files(at=far)]

    kept = registration.answers.get()
    assert (removed, [path.name for path in folder().iterdir()]) == ([0, 1], [kept.file])
    assert kept.said.name == "b.png"


def test_numbers_come_to_three():
    assert spread([]) is None
    three = spread([Decimal(4), Decimal(1), Decimal(3), Decimal(2)])
    assert (three.low, three.middle, three.high) == (Decimal(1), Decimal("2.5"), Decimal(4))
