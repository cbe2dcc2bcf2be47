"""Workers are killed in the middle of a mailing: none is lost, none too many, and copies are the same.

A document that takes long is drawn meanwhile, its worker is killed too, and it delays no mail.
"""

import os
import random
import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import psutil
import pytest
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from jobs import actions as jobs
from jobs import registry
from jobs.enums import JobState
from jobs.models import Job
from outbox import actions
from outbox.enums import MessageState, Priority
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.support.running import SECONDS, Running, running, wait_for
from tests.support.running_app import work_hard

# MAILING=2000 makes it as large as the promise; the usual one fits into a run of all tests.
MAILS, CHUNK = int(os.environ.get("MAILING", "400")), 20
UNDONE, CALLED_OFF = MAILS // 10, MAILS // 4


@pytest.fixture
def product(tmp_path, django_db_blocker, transactional_db) -> Iterator[Running]:
    product = Running(tmp_path, django_db_blocker, mail="")
    with running(product), product.database():
        yield product


class Reader:
    """Somebody who gets mail."""

    pk, email, name, language, zone = 1, "reader@example.org", "Reader", "en", "Europe/Berlin"


def post(number: int, *, priority: Priority = Priority.BULK, position: int = 1) -> None:
    """A word about the calendar entry of that number: the first invites, the second calls it off."""
    actions.post(
        kind="tests.mailing",
        key=f"mailing:{number}:{position}",
        to=Reader(),
        stream=f"entry:{number}",
        position=position,
        params={"number": number},
        priority=priority,
        at=timezone.now(),
    )


def post_and_fail(number: int) -> None:
    with transaction.atomic():
        post(number)
        raise ZeroDivisionError


def post_everything() -> None:
    """All that are meant, in many transactions, and among them some whose transaction fails."""
    for start in range(0, MAILS, CHUNK):
        with transaction.atomic():
            for number in range(start, start + CHUNK):
                post(number)
        for number in range(start // CHUNK * 2, start // CHUNK * 2 + 2):
            with pytest.raises(ZeroDivisionError):
                post_and_fail(MAILS + number)


def call_some_off() -> None:
    """A second word about a quarter of the entries: those of the last ones overtake the first."""
    with transaction.atomic():
        for number in range(0, MAILS, MAILS // CALLED_OFF):
            post(number, position=2)


def kill_something(product: Running, number: int) -> bool:
    """A worker, or every third time the whole cluster; says whether there was anything to kill."""
    workers = product.workers("roundtable")
    if not workers:
        return False
    try:
        if number % 3 == 2:
            os.killpg(product.part("roundtable").pid, signal.SIGKILL)
        else:
            random.choice(workers).kill()
    except (psutil.NoSuchProcess, ProcessLookupError):
        return False
    return True


def killed_or_over(product: Running, number: int) -> str:
    """What came of the wish to kill something; nothing yet while a cluster is on its way back."""
    if kill_something(product, number):
        return "killed"
    return "" if Message.objects.open().exists() else "over"


def kill_again_and_again(product: Running, *, times: int) -> int:
    """Kill while there is mail to send, each time after some of it has left."""
    kills = 0
    while kills < times and Message.objects.open().exists():
        seen = len(product.sink.accepted)
        wait_for(
            lambda seen=seen: len(product.sink.accepted) > seen + 25 or not Message.objects.open().exists(), "stuck"
        )
        came_of_it = wait_for(lambda number=kills: killed_or_over(product, number), "nothing to kill")
        kills += came_of_it == "killed"
    return kills


def words_by_entry(product: Running) -> dict[str, list[int]]:
    """Which words came about each entry, in the order in which they came."""
    places = {row[0]: row[1:] for row in Message.objects.values_list("message_id", "stream", "position")}
    words = defaultdict(list)
    for content in product.sink.accepted:
        stream, position = places[message_from_bytes(content)["Message-ID"]]
        words[stream].append(position)
    return words


def start_long_document(until: Path) -> Job:
    registry.register("tests.long", label="A long document", run=work_hard)
    params = {"until": str(until)}
    job = jobs.start(kind="tests.long", owner=make_user(), params=params, title="Long", at=timezone.now())
    wait_for(lambda: Job.objects.get().progress > 0, "the document was not begun")
    return job


def seconds_until_a_mail_comes(product: Running, number: int) -> float:
    came, began = len(product.sink.accepted), time.monotonic()
    post(number, priority=Priority.SEAT)
    wait_for(lambda: len(product.sink.accepted) > came, "no mail came")
    return time.monotonic() - began


def test_killed_workers_lose_nothing_and_a_long_document_delays_no_mail(product, tmp_path):
    end = tmp_path / "end"
    job = start_long_document(until=end)
    delays = [seconds_until_a_mail_comes(product, MAILS + UNDONE + number) for number in range(5)]
    state_meanwhile = Job.objects.get().state
    wait_for(lambda: product.workers("documents"), "no worker")[0].kill()
    end.touch()
    product.sink.clear()
    product.sink.seconds = 0.01
    began = time.monotonic()
    post_everything()

    kills = kill_again_and_again(product, times=2)
    call_some_off()
    kills += kill_again_and_again(product, times=4)
    wait_for(lambda: not Message.objects.open().exists(), "some were not sent", seconds=SECONDS + MAILS / 4)
    seconds = time.monotonic() - began
    wait_for(lambda: Job.objects.get().is_finished, "the document was not finished")

    copies = defaultdict(list)
    for content in product.sink.accepted:
        copies[message_from_bytes(content)["Message-ID"]].append(content)
    repeated = {message_id for message_id, contents in copies.items() if len(contents) > 1}
    mailing = Message.objects.filter(priority=Priority.BULK)
    states = dict(mailing.order_by().values_list("state").annotate(count=Count("pk")))
    overtaken = mailing.filter(state=MessageState.OVERTAKEN)
    # Seen with -s.
    print(f"{kills} kills, {len(repeated)} sent twice, {seconds:.0f} s, {states}; seconds until a mail came: {delays}")  # noqa: T201
    assert states.pop(MessageState.SENT) + states.pop(MessageState.OVERTAKEN, 0) == MAILS + CALLED_OFF
    assert (states, list(overtaken.exclude(position=1))) == ({}, [])
    sent = set(mailing.filter(state=MessageState.SENT).values_list("message_id", flat=True))
    # A worker killed between the server's word and its own mark may have sent what is overtaken by now.
    begun = set(overtaken.filter(attempts__gt=0).values_list("message_id", flat=True))
    assert (sent - set(copies), set(copies) - sent - begun) == (set(), set())
    assert [positions for positions in words_by_entry(product).values() if positions != sorted(positions)] == []
    assert [message_id for message_id, contents in copies.items() if len(set(contents)) != 1] == []
    assert repeated <= set(mailing.filter(attempts__gt=1).values_list("message_id", flat=True))
    assert kills >= 4
    job.refresh_from_db()
    assert (state_meanwhile, job.state, job.attempts > 1) == (JobState.RUNNING, JobState.DONE, True)
