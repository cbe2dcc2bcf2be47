"""What those who taught read about themselves."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from audit.models import Line
from events.drafts import SpeakerDraft
from events.models import Engagement
from events.queries import reachable, speakers_of
from feedback import actions, notifications, noting, queries
from feedback.enums import SharingRefusal
from feedback.exceptions import SharingRefused
from feedback.models import Box, Form, Sharing
from feedback.panels import speaker_results
from feedback.questions import Each, Kind, Question
from outbox.exceptions import Obsolete
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.feedback import close, make_attended

pytestmark = pytest.mark.django_db

ABOUT = (
    Question(key="clear", kind=Kind.RATING, text={"en": "How clear?"}, low=1, high=5, each=Each.SPEAKER),
    Question(key="word", kind=Kind.TEXT, text={"en": "A word to them"}, each=Each.SPEAKER),
)


def taught(answers: int = 5) -> tuple[Form, list[object]]:
    """A closed form about two who taught, a colleague and a guest."""
    speakers = (SpeakerDraft(user=make_user("Sam")), SpeakerDraft(name="Gina", email="gina@example.net"))
    event, people = make_attended(6, speakers=speakers)
    owner = event.roles.get().user
    for version, question in enumerate(ABOUT):
        actions.write_question(event=event, question=question, version=version, by=owner, at=event.starts_at)
    form = actions.open_form(event=event, at=NOW)
    sam, gina = reachable(speakers_of(event))
    keys = {one: [question.key for question in queries.questions_about(form, one)] for one in (sam, gina)}
    for number, person in enumerate(people[:answers]):
        said = {"overall": 4, "recommend": 9, keys[sam][0]: 5, keys[sam][1]: f"Sam {number}", keys[gina][0]: 2}
        actions.answer(form=form, person=person, answers=said | {keys[gina][1]: "Gina!"}, at=NOW)
    return close(form), [sam, gina]


def share(form: Form, *, with_rating: bool = False) -> None:
    actions.share(form=form, with_rating=with_rating, by=form.event.roles.get().user, at=form.closes_at)


def test_each_reads_what_was_said_about_them_and_nothing_else():
    form, people = taught()
    share(form)

    read = [speaker_results(form.event, one) for one in people]

    assert [[(scale.about, scale.mean) for scale in one.scales] for one in read] == [[("Sam", 5.0)], [("Gina", 2.0)]]
    assert [one.words[0].texts for one in read] == [tuple(f"Sam {number}" for number in range(5)), ("Gina!",) * 5]
    assert [one.rating for one in read] == [None, None]


def test_the_overall_rating_is_read_where_the_organisers_say_so():
    form, people = taught()
    share(form, with_rating=True)

    assert [speaker_results(form.event, one).rating.mean for one in people] == [4.0, 4.0]


def test_nobody_reads_anything_before_it_is_shared_or_when_it_is_not_any_more():
    form, people = taught()
    before = [speaker_results(form.event, one) for one in people]
    share(form)

    actions.stop_sharing(form=form, by=make_user(), at=NOW)

    assert (before, [speaker_results(form.event, one) for one in people]) == ([None] * 2, [None] * 2)
    assert [line.verb for line in Line.objects.filter(verb__contains="shared").order_by("pk")] == [
        "feedback.shared",
        "feedback.unshared",
    ]


def test_whoever_did_not_teach_reads_nothing():
    form, _people = taught()
    share(form, with_rating=True)

    assert speaker_results(form.event, make_user()) is None


def test_what_is_hidden_from_the_team_is_hidden_from_those_who_taught():
    form, (sam, _gina) = taught()
    key = queries.questions_about(form, sam)[1].key
    digest = noting.digest("Sam 3")
    actions.hide_text(form=form, text=(key, digest), reason="Rude", by=make_user(), at=NOW)
    share(form)

    assert speaker_results(form.event, sam).words[0].texts == ("Sam 0", "Sam 1", "Sam 2", "Sam 4")


def test_each_gets_one_mail_however_often_it_is_shared():
    form, _people = taught()

    share(form)
    actions.stop_sharing(form=form, by=make_user(), at=NOW)
    share(form, with_rating=True)

    sent = Message.objects.filter(kind="feedback.shared").order_by("pk")
    assert [(mail.name, mail.is_secret) for mail in sent] == [("Sam", False), ("Gina", True)]


def test_a_guest_reads_it_by_the_link_of_their_own_page_and_a_colleague_signs_in():
    form, _people = taught()
    share(form)

    with translation.override("en"):
        colleague, guest = [
            notifications.TOLD["feedback.shared"](mail)
            for mail in Message.objects.filter(kind="feedback.shared").order_by("pk")
        ]

    assert f"/e/{form.event.slug}/teach/feedback/" in colleague.text
    assert ("/t/" in guest.text, "/feedback/" in guest.text, form.event.slug in guest.text) == (True, True, False)


def test_no_mail_leaves_once_it_is_not_shared_any_more():
    form, _people = taught()
    share(form)
    message = Message.objects.filter(kind="feedback.shared").first()
    actions.stop_sharing(form=form, by=make_user(), at=NOW)

    with pytest.raises(Obsolete):
        notifications.TOLD["feedback.shared"](message)


@pytest.mark.parametrize(("answers", "with_rating"), [(4, True), (0, False)])
def test_too_few_answers_are_not_shared(answers, with_rating):
    form, _people = taught(answers)

    with pytest.raises(SharingRefused) as refused:
        share(form, with_rating=with_rating)

    assert (refused.value.reason, Sharing.objects.count()) == (SharingRefusal.NOT_SHOWN, 0)


def test_a_guest_without_a_link_is_told_nothing():
    form, _people = taught()
    Engagement.objects.filter(guest__isnull=False).delete()

    share(form)

    assert [mail.name for mail in Message.objects.filter(kind="feedback.shared")] == ["Sam"]


def test_the_database_refuses_to_share_twice():
    form, _people = taught()
    share(form)

    with pytest.raises(IntegrityError), transaction.atomic():
        Sharing.objects.create(form=form, shared_at=NOW)


def test_nobody_is_told_of_a_rating_that_may_not_be_shown():
    event, people = make_attended(6, speakers=(SpeakerDraft(user=make_user("Sam")),))
    form = actions.open_form(event=event, at=NOW)
    for person in people[:5]:
        actions.answer(form=form, person=person, answers={"overall": 5, "recommend": 9}, at=NOW)
    form = close(form)
    Box.objects.filter(form=form, question="overall").update(tally={str(step): 0 for step in range(1, 6)})

    with pytest.raises(SharingRefused) as refused:
        share(form, with_rating=True)

    assert refused.value.reason == SharingRefusal.NOBODY
