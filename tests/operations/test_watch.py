"""Who is kicked, and who is taken for stuck."""

from datetime import timedelta
from types import MappingProxyType

import pytest
from django_q.models import OrmQ

from common.queue import Cluster
from jobs.enums import JobState
from jobs.models import Heartbeat
from operations import watch
from outbox.enums import MessageState
from tests.factories.jobs import make_job
from tests.factories.outbox import NOW, make_message

pytestmark = pytest.mark.django_db(transaction=True)

SECOND = timedelta(seconds=1)
LONG_AGO = NOW - timedelta(hours=1)
STARTED = dict.fromkeys(Cluster, LONG_AGO)


def beat(*, mail: timedelta, documents: timedelta) -> None:
    Heartbeat.objects.create(cluster="roundtable", beat_at=NOW - mail)
    Heartbeat.objects.create(cluster="documents", beat_at=NOW - documents)


def stuck(*, started=STARTED, replaced=MappingProxyType({})) -> list[Cluster]:
    return watch.stuck(at=NOW, started=started, replaced=replaced)


def kicks() -> list[tuple[str, str]]:
    return [(kick.key, kick.func()) for kick in OrmQ.objects.order_by("pk")]


MAIL, DOCUMENTS = ("roundtable", "outbox.tasks.drain"), ("documents", "jobs.tasks.run_due")


def test_a_cluster_that_was_never_heard_of_is_asked():
    watch.sweep(at=NOW)

    assert kicks() == [MAIL, DOCUMENTS]


def test_a_cluster_that_was_heard_of_is_left_alone():
    beat(mail=SECOND, documents=SECOND)

    watch.sweep(at=NOW)

    assert kicks() == []


def test_a_cluster_with_something_due_is_kicked():
    beat(mail=SECOND, documents=SECOND)
    make_message(next_try_at=NOW + SECOND)
    make_job()

    watch.sweep(at=NOW)

    assert kicks() == [DOCUMENTS]


def test_kicks_that_nobody_takes_do_not_pile_up():
    for _ in range(3):
        watch.sweep(at=NOW)

    assert kicks() == [MAIL, DOCUMENTS]


def test_a_cluster_that_leaves_a_due_row_and_gives_no_sign_is_stuck():
    beat(mail=watch.STUCK_AFTER + SECOND, documents=SECOND)
    make_message(next_try_at=NOW - watch.STUCK_AFTER - SECOND)

    assert stuck() == [Cluster.MAIL]


def test_a_claim_that_has_run_out_is_a_due_row():
    beat(mail=SECOND, documents=watch.STUCK_AFTER + SECOND)
    make_message(MessageState.SENDING)
    make_job(JobState.RUNNING, lease_until=LONG_AGO, started_at=LONG_AGO)

    assert stuck() == [Cluster.DOCUMENTS]


def test_a_cluster_that_is_at_work_is_not_stuck_though_a_row_waits():
    beat(mail=SECOND, documents=SECOND)
    make_message(next_try_at=LONG_AGO)
    make_job(queued_at=LONG_AGO)

    assert stuck() == []


def test_a_cluster_for_which_nothing_waits_may_be_quiet_for_a_while():
    beat(mail=watch.STUCK_AFTER + SECOND, documents=watch.DEAD_AFTER)

    assert stuck() == []


def test_a_cluster_that_does_not_answer_when_asked_is_stuck():
    beat(mail=SECOND, documents=watch.DEAD_AFTER + SECOND)

    assert stuck() == [Cluster.DOCUMENTS]


@pytest.mark.parametrize(
    ("ago", "found"), [(SECOND, []), (watch.STARTED_AFTER, []), (watch.STARTED_AFTER + SECOND, [Cluster.MAIL])]
)
def test_a_cluster_that_starts_has_more_time_for_its_first_sign(ago, found):
    beat(mail=timedelta(hours=1), documents=SECOND)
    make_message(next_try_at=LONG_AGO)

    assert stuck(started={Cluster.MAIL: NOW - ago, Cluster.DOCUMENTS: LONG_AGO}) == found


@pytest.mark.parametrize(("replaced", "doublings"), [(0, 0), (1, 1), (4, 4), (9, 4)])
def test_a_cluster_that_was_replaced_in_vain_has_twice_the_time_each_time(replaced, doublings, monkeypatch):
    monkeypatch.setattr(watch, "DEAD_AFTER", timedelta(days=1))
    patience = watch.STUCK_AFTER * 2**doublings
    heart = Heartbeat.objects.create(cluster="roundtable", beat_at=NOW - patience)
    Heartbeat.objects.create(cluster="documents", beat_at=NOW)
    make_message(next_try_at=LONG_AGO)

    found = [stuck(replaced={Cluster.MAIL: replaced})]
    Heartbeat.objects.filter(pk=heart.pk).update(beat_at=NOW - patience - SECOND)
    found.append(stuck(replaced={Cluster.MAIL: replaced}))

    assert found == [[], [Cluster.MAIL]]


def test_an_earlier_replacement_no_longer_counts_once_a_cluster_has_lived_for_a_while():
    ages = (SECOND, watch.DEAD_AFTER, watch.DEAD_AFTER + SECOND)

    assert [watch.has_settled(at=NOW, started=NOW - age) for age in ages] == [False, False, True]


def test_a_message_that_is_being_sent_is_not_waiting():
    make_message(MessageState.SENDING, lease_until=NOW + SECOND, next_try_at=LONG_AGO)

    assert watch.waiting_since(Cluster.MAIL, at=NOW) is None
