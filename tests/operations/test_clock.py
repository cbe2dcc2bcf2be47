"""What is forgotten by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django_q.models import Failure, Task

from accounts.models import SignIn
from operations.clock import FAILURES_KEPT_FOR, forget_what_is_over
from tests.factories.jobs import NOW

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_sessions_that_have_ended_are_forgotten():
    for key, age in (("over", MINUTE), ("open", -MINUTE)):
        SignIn.objects.create(session_key=key, session_data="", expire_date=NOW - age)

    forget_what_is_over(NOW)

    assert list(SignIn.objects.values_list("session_key", flat=True)) == ["open"]


def test_failures_of_the_queue_are_kept_for_a_month():
    for name, age in (("old", FAILURES_KEPT_FOR + MINUTE), ("young", FAILURES_KEPT_FOR - MINUTE)):
        at = NOW - age
        Task.objects.create(id=uuid4().hex, name=name, func="f", started=at, stopped=at, success=False)

    forget_what_is_over(NOW)

    assert list(Failure.objects.values_list("name", flat=True)) == ["young"]
