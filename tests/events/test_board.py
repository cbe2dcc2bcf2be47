"""The topic board: proposed, wanted, taken up, closed, merged."""

import pytest

from audit.models import Line
from events import actions, queries
from events.enums import ProposalState, Refusal, RoleKind, VoiceKind
from events.exceptions import EventRefused
from events.forms.event import event_values
from events.models import Event, Interest, Proposal, Voice
from events.policies import MOST_PROPOSALS
from events.wording import ANNOUNCED, PROPOSAL_CLOSED, PROPOSAL_MERGED, PROPOSAL_TAKEN_UP
from outbox.models import Message
from tests.events.test_models import change, refused_by
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import NOW

pytestmark = pytest.mark.django_db

COME, TEACH = VoiceKind.COME, VoiceKind.TEACH


@pytest.fixture
def mara():
    return make_user("Mara Lindqvist", department=make_department("Research"))


@pytest.fixture
def coordinator():
    return make_coordinator(make_department())


@pytest.fixture
def proposal(mara):
    return propose(mara)


def propose(by, title="Reading a balance sheet") -> Proposal:
    return actions.propose(title=title, why="I sign them.", by=by, at=NOW)


def speak(proposal, kind=COME, by=None):
    by = by or make_user()
    actions.speak(proposal=proposal, kind=kind, by=by, at=NOW)
    return by


def refused(call, **values) -> Refusal:
    with pytest.raises(EventRefused) as caught:
        call(**values)
    return caught.value.reason


def voices(proposal) -> tuple[int, int]:
    found = Proposal.objects.with_voices().get(pk=proposal.pk)
    return found.coming, found.teaching


@pytest.mark.parametrize(
    "values",
    [
        {"state": "closed", "settled_at": NOW},
        {"state": "taken_up", "settled_at": NOW},
        {"state": "merged", "settled_at": NOW},
        {"settled_at": NOW},
        {"reason": "Why"},
        {"state": "withdrawn"},
    ],
)
def test_the_state_of_a_proposal_has_its_date(values, proposal):
    refused_by("proposal_state_has_its_date", change, proposal, **values)


@pytest.mark.parametrize("values", [{"title": ""}, {"why": ""}])
def test_a_proposal_says_something(values, proposal):
    refused_by("proposal_says_something", change, proposal, **values)


def test_a_proposal_is_merged_into_another(proposal):
    values = {"state": "merged", "settled_at": NOW, "merged_into": proposal}

    refused_by("proposal_is_merged_into_another", change, proposal, **values)


def test_a_voice_is_of_a_kind_and_counts_once(proposal, mara):
    voice = {"proposal": proposal, "user": mara, "said_at": NOW}

    refused_by("voice_is_of_a_kind", Voice.objects.create, **voice, kind="sing")
    refused_by("voice_once_per_person", Voice.objects.create, **voice, kind=COME)


def test_voices_are_said_twice_taken_back_and_counted_without_those_who_left(proposal, mara):
    teacher = speak(proposal, TEACH)
    speak(proposal, TEACH, teacher)
    speak(proposal, COME, teacher)
    gone = speak(proposal)
    change(gone, is_active=False)
    before = voices(proposal)

    actions.unsay(proposal=proposal, kind=COME, by=mara)

    assert (before, voices(proposal)) == ((2, 1), (1, 1))


def test_so_many_topics_of_one_person_are_open(mara, coordinator):
    first, *_others = [propose(mara) for _ in range(MOST_PROPOSALS)]

    reason = refused(propose, by=mara)
    actions.close_proposal(proposal=first, reason="We had that.", by=coordinator, at=NOW)

    assert (reason, propose(mara).state) == (Refusal.PROPOSALS_FULL, ProposalState.OPEN)


def test_its_words_stay_once_others_have_spoken(proposal, mara):
    words = {"proposal": proposal, "why": "Because.", "by": mara, "at": NOW}
    renamed = actions.reword(**words, title="Balance sheets").title
    speak(proposal)

    assert (renamed, refused(actions.reword, **words, title="Tea")) == ("Balance sheets", Refusal.OTHERS_HAVE_SPOKEN)


def test_a_topic_is_taken_back_and_nothing_is_said_to_it_any_more(proposal, mara):
    actions.withdraw_proposal(proposal=proposal, by=mara, at=NOW)

    reasons = [
        refused(speak, proposal=proposal),
        refused(actions.withdraw_proposal, proposal=proposal, by=mara, at=NOW),
    ]
    assert reasons == [Refusal.PROPOSAL_SETTLED] * 2


def test_coordinators_and_administrators_decide(proposal, mara):
    colleague = refused(actions.take_up, proposal=proposal, teacher=None, by=mara, at=NOW)

    event = actions.take_up(proposal=proposal, teacher=None, by=make_user(is_staff=True), at=NOW)

    assert (colleague, event.is_draft) == (Refusal.NOT_COORDINATOR, True)


def test_a_topic_becomes_a_draft_of_whoever_proposed_it(proposal, mara, coordinator):
    teacher, listener = speak(proposal, TEACH), speak(proposal)

    event = actions.take_up(proposal=proposal, teacher=teacher, by=coordinator, at=NOW)

    proposal.refresh_from_db()
    roles = dict(event.roles.values_list("user", "kind"))
    assert (event.title, event.description, str(event.host_department)) == (proposal.title, proposal.why, "Research")
    assert roles == {mara.pk: RoleKind.OWNER, coordinator.pk: RoleKind.ORGANISER}
    assert (proposal.event, proposal.state) == (event, ProposalState.TAKEN_UP)
    assert list(Interest.objects.order_by("pk").values_list("user", flat=True)) == [mara.pk, listener.pk]
    assert event_values(event)["speakers"] == teacher.email
    assert Message.objects.get(kind=PROPOSAL_TAKEN_UP).user == mara
    assert Line.objects.filter(verb="proposal.settled", scope=event.scope).count() == 1


def test_a_topic_of_somebody_who_left_belongs_to_the_coordinator(proposal, mara, coordinator):
    change(mara, is_active=False)

    event = actions.take_up(proposal=proposal, teacher=None, by=coordinator, at=NOW)

    assert dict(event.roles.values_list("user", "kind")) == {coordinator.pk: RoleKind.OWNER}
    assert not Message.objects.exists()


def test_whoever_would_come_hears_first_once_it_is_announced(proposal, mara, coordinator):
    listener = speak(proposal)
    event = actions.take_up(proposal=proposal, teacher=None, by=coordinator, at=NOW)

    event = actions.gather_interest(event=event, by=mara, at=NOW)

    told = Message.objects.filter(kind=ANNOUNCED).order_by("pk").values_list("user", flat=True)
    assert (list(told), queries.interest_by_event([event])) == ([mara.pk, listener.pk], {event.pk: 2})


def test_a_topic_is_taken_up_once(proposal, coordinator):
    take = {"proposal": proposal, "teacher": None, "by": coordinator, "at": NOW}
    actions.take_up(**take)

    assert (refused(actions.take_up, **take), Event.objects.count()) == (Refusal.PROPOSAL_SETTLED, 1)


def test_closing_says_why(proposal, mara, coordinator):
    closed = actions.close_proposal(proposal=proposal, reason="Finance has it.", by=coordinator, at=NOW)

    assert (closed.state, closed.reason) == (ProposalState.CLOSED, "Finance has it.")
    assert Message.objects.get(kind=PROPOSAL_CLOSED).user == mara


def test_merging_counts_every_voice_once(proposal, mara, coordinator):
    other = propose(make_user(), title="Balance sheets")
    both = speak(proposal)
    speak(other, COME, both)
    speak(proposal, TEACH, both)

    into = actions.merge_proposals(proposal=proposal, into=other, by=coordinator, at=NOW)

    proposal.refresh_from_db()
    assert (into, voices(into)) == (other, (3, 1))
    assert (proposal.state, proposal.merged_into) == (ProposalState.MERGED, other)
    assert Message.objects.get(kind=PROPOSAL_MERGED).user == mara
    same = refused(actions.merge_proposals, proposal=other, into=other, by=coordinator, at=NOW)
    assert same == Refusal.SAME_PROPOSAL
