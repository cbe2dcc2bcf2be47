"""Signs of life of a worker, by the signals that django-q2 sends around a task."""

import threading

import pytest
from django.db import DatabaseError
from django_q.signals import post_execute_in_worker, pre_execute

from jobs import actions, receivers
from jobs.models import Heartbeat

pytestmark = pytest.mark.django_db(transaction=True)

TASK = {"cluster": "documents", "name": "test"}


def pulses() -> int:
    return sum(thread.name == "pulse" for thread in threading.enumerate())


def test_a_worker_gives_signs_of_life_as_long_as_it_is_at_a_task():
    pre_execute.send(sender="django_q", func=None, task=TASK)
    during = pulses()
    post_execute_in_worker.send(sender="django_q", func=None, task=TASK)

    assert (Heartbeat.objects.get().cluster, during, pulses()) == ("documents", 1, 0)


def test_a_sign_that_cannot_be_written_takes_no_worker_down(monkeypatch, caplog):
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("locked")

    monkeypatch.setattr(actions, "beat", refuse)

    pre_execute.send(sender="django_q", func=None, task=TASK)
    post_execute_in_worker.send(sender="django_q", func=None, task=TASK)

    assert [record.name for record in caplog.records] == [receivers.__name__]


def test_a_task_outside_a_cluster_has_no_heart():
    pre_execute.send(sender="django_q", func=None, task={"name": "test"})
    post_execute_in_worker.send(sender="django_q", func=None, task={"name": "test"})

    assert Heartbeat.objects.count() == 0
