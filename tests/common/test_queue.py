"""Kicks follow the transaction, once each, and fail nobody."""

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from common import queue
from common.queue import Clock, Cluster

pytestmark = pytest.mark.django_db(transaction=True)


@queue.task(Cluster.MAIL)
def send() -> None: ...


@queue.task(Cluster.DOCUMENTS)
def draw(number: int) -> None: ...


def kicks() -> list[tuple[str, str, tuple]]:
    return [(kick.key, kick.func().rpartition(".")[2], kick.args()) for kick in OrmQ.objects.order_by("pk")]


@transaction.atomic
def kick_and_fail() -> None:
    queue.kick(send)
    raise ZeroDivisionError


def test_a_kick_goes_to_the_cluster_of_its_task():
    queue.kick(send)
    queue.kick(draw, 7)

    assert kicks() == [("roundtable", "send", ()), ("documents", "draw", (7,))]


def test_a_kick_waits_for_the_commit_and_goes_with_a_rollback():
    with transaction.atomic():
        queue.kick(send)
        assert kicks() == []
    with pytest.raises(ZeroDivisionError):
        kick_and_fail()

    assert kicks() == [("roundtable", "send", ())]


def test_one_transaction_kicks_the_same_thing_once():
    with transaction.atomic():
        for number in (7, 8, 7):
            queue.kick(draw, number)

    assert kicks() == [("documents", "draw", (7,)), ("documents", "draw", (8,))]


def test_a_kick_whose_savepoint_was_rolled_back_does_not_swallow_another():
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            kick_and_fail()
        queue.kick(send)

    assert kicks() == [("roundtable", "send", ())]


def test_a_kick_that_fails_does_not_fail_the_request(monkeypatch, caplog):
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError("no queue")

    monkeypatch.setattr(queue, "async_task", refuse)

    with transaction.atomic():
        queue.kick(send)

    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_process_that_gathers_sends_equal_kicks_of_many_requests_once(monkeypatch):
    monkeypatch.setattr(queue, "_gathered", None)  # put back at the end
    gathered = queue.gather(seconds=3600)
    for number in (7, 8, 7):
        with transaction.atomic():
            queue.kick(draw, number)
    assert kicks() == []

    gathered.flush()

    assert kicks() == [("documents", "draw", (7,)), ("documents", "draw", (8,))]


def test_a_taken_kick_is_no_longer_waiting():
    queue.kick(send)

    assert (queue.has_untaken_kick(Cluster.MAIL), queue.has_untaken_kick(Cluster.DOCUMENTS)) == (True, False)
    OrmQ.objects.update(lock=timezone.now() + timezone.timedelta(seconds=1000))
    assert queue.has_untaken_kick(Cluster.MAIL) is False


@pytest.mark.parametrize("values", [{}, {"minutes": 1, "daily_at": timezone.datetime.min.time()}])
def test_a_clock_runs_either_every_so_often_or_daily(values):
    with pytest.raises(ValueError, match="either"):
        Clock("sweep", print, **values)
