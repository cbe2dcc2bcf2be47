"""Mail, long work, the workers and the clock."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common import queue, times
from inbox import policies
from inbox.enums import ReceivedState
from inbox.models import Received
from jobs.enums import JobState
from jobs.models import Heartbeat, Job, Run
from operations import watch
from operations.facts import Fact, State
from operations.tasks import clock_table
from outbox import pacing, transport
from outbox.enums import OPEN, UNDELIVERED
from outbox.models import Message

LATE_AFTER = timedelta(minutes=5)  # what is due waits no longer than this
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MOST_DOMAINS = 5
MANY = 5  # fewer are wrong addresses, and stand at the events
RESTART = "systemctl restart roundtable"


def facts(*, at: datetime) -> list[Fact]:
    """Whether mails leave and long work is done."""
    hearts = {heart.cluster: heart for heart in Heartbeat.objects.all()}
    return [
        _mail_server(),
        _mail(at=at),
        _domains(at=at),
        _received(at=at),
        _long_work(at=at),
        *(_cluster(one, hearts.get(one), at=at) for one in watch.TASKS),
    ]


def clock(*, at: datetime) -> list[Fact]:
    """When each line of the clock last ran, and whether it is overdue."""
    runs = {run.name: run for run in Run.objects.all()}
    return [_line(line, runs.get(name), at=at) for name, line in clock_table().items()]


def _mail_server() -> Fact:
    label, key = _("Mail server"), "mail-server"
    if not transport.is_configured():
        says = _("No mail server is set up. Every mail is kept and can be read here; nothing is sent.")
        remedy = _("Set EMAIL_URL to send it.")
        return Fact(key=key, label=label, says=says, word=_("Not set up"), state=State.NOTICE, remedy=remedy)
    if pause := pacing.current():
        says = _("It has taken nothing since %(since)s (%(why)s). The next attempt: %(until)s.") % {
            "since": times.moment(pause.since),
            "why": pause.reason,
            "until": times.moment(pause.until),
        }
        remedy = _("Look at the mail server and at EMAIL_URL. Mails wait and leave by themselves.")
        return Fact(key=key, label=label, says=says, word=_("Out of reach"), state=State.FAILING, remedy=remedy)
    return Fact(key=key, label=label, says=_("It takes our mails."), word=_("Well"))


def _domains(*, at: datetime) -> Fact:
    """To whom mails do not get through: a domain that takes none is another trouble than a wrong address."""
    label, key = _("Mails by domain"), "mail-domains"
    troubles = Message.objects.trouble_by_domain(since=at - WEEK, most=MOST_DOMAINS)
    if not troubles:
        return Fact(key=key, label=label, says=_("In 7 days every domain took its mails."), word=_("Well"))
    line = _("%(domain)s: %(lost)d not delivered, %(put_off)d put off (%(why)s).")
    says = " ".join([_("In 7 days:"), *(line % trouble for trouble in troubles)])
    if all(trouble["lost"] + trouble["put_off"] < MANY for trouble in troubles):
        return Fact(key=key, label=label, says=says, word=_("A few failed"))
    remedy = _("Ask whoever runs that domain whether it takes mails of ours, then send again what failed.")
    return Fact(key=key, label=label, says=says, word=_("Many failed"), state=State.NOTICE, remedy=remedy)


def _mail(*, at: datetime) -> Fact:
    since = at - DAY
    found: dict[str, Any] = Message.objects.aggregate(
        last=Max("sent_at", filter=Q(failed_at=None)),
        last_failure=Max("failed_at"),
        sent=Count("pk", filter=Q(sent_at__gt=since)),
        failed=Count("pk", filter=Q(state__in=UNDELIVERED, failed_at__gt=since)),
        waiting=Count("pk", filter=Q(state__in=OPEN)),
    )
    oldest = Message.objects.oldest_due(at=at)
    parts = [
        _("In 24 hours: %(sent)d sent, %(failed)d failed; %(waiting)d waiting.") % found,
        _last(found["last"]),
        _failure(found["last_failure"], _why_mail_failed()),
    ]
    return _work("mail", _("Mails"), parts, oldest=oldest, failed=found["failed"], at=at)


def _received(*, at: datetime) -> Fact:
    """What comes back: answers from calendars, and mails that bounced."""
    key, label = "received", _("Answers and bounced mails")
    if not policies.is_read():
        return Fact(
            key=key,
            label=label,
            says=_("Calendar entries carry an address that nobody reads: who declines keeps the seat."),
            word=_("Nobody reads them"),
            state=State.NOTICE,
            remedy=_("Set INBOUND_URL for a mailbox, or INBOUND_LISTEN for a mail server."),
        )
    found: dict[str, Any] = Received.objects.aggregate(
        read=Count("pk", filter=Q(received_at__gt=at - DAY) & ~Q(state=ReceivedState.WAITING)),
        waiting=Count("pk", filter=Q(state=ReceivedState.WAITING)),
        kept=Count("pk", filter=Q(state=ReceivedState.KEPT)),
        oldest=Min("received_at", filter=Q(state=ReceivedState.WAITING)),
    )
    says = _("In 24 hours: %(read)d read; %(waiting)d waiting, %(kept)d for a person to look at.") % found
    if found["oldest"] and at - found["oldest"] > LATE_AFTER:
        remedy = _("If a worker is silent: %(line)s.") % {"line": RESTART}
        return Fact(key=key, label=label, says=says, word=_("Delayed"), state=State.FAILING, remedy=remedy)
    return Fact(key=key, label=label, says=says, word=_("Well"))


def _why_mail_failed() -> str:
    errors = Message.objects.undelivered().order_by("-failed_at").values_list("error", flat=True)
    return errors.first() or ""


def _long_work(*, at: datetime) -> Fact:
    since = at - DAY
    broken = Q(state=JobState.FAILED) & ~Q(fault="")
    found: dict[str, Any] = Job.objects.aggregate(
        last=Max("finished_at", filter=Q(state=JobState.DONE)),
        last_failure=Max("finished_at", filter=broken),
        done=Count("pk", filter=Q(state=JobState.DONE, finished_at__gt=since)),
        failed=Count("pk", filter=broken & Q(finished_at__gt=since)),
        waiting=Count("pk", filter=Q(state=JobState.QUEUED)),
    )
    fault = Job.objects.broken().values_list("fault", flat=True).first() or ""
    parts = [
        _("In 24 hours: %(done)d done, %(failed)d broken; %(waiting)d waiting.") % found,
        _last(found["last"]),
        _failure(found["last_failure"], fault),
    ]
    oldest = Job.objects.oldest_due(at=at)
    return _work("jobs", _("Long work"), parts, oldest=oldest, failed=found["failed"], at=at)


def _work(key: str, label: str, parts: list[str], *, oldest: datetime | None, failed: int, at: datetime) -> Fact:
    word, state, remedy = _("Well"), State.WELL, ""
    if failed:
        word, state = _("Some failed"), State.NOTICE
        remedy = _("Look at each failure below, mend its reason, then send or ask again.")
    if oldest and at - oldest > LATE_AFTER:
        word, state = _("Delayed"), State.FAILING
        parts = [_("The oldest waits since %(when)s.") % {"when": times.moment(oldest)}, *parts]
        remedy = _("If a worker is silent: %(line)s. If the mail server is out of reach, mend that first.") % {
            "line": RESTART
        }
    return Fact(
        key=key, label=label, says=" ".join(part for part in parts if part), word=word, state=state, remedy=remedy
    )


def _last(at: datetime | None) -> str:
    return _("Last success: %(when)s.") % {"when": times.moment(at)} if at else _("No success yet.")


def _failure(at: datetime | None, why: str) -> str:
    if at is None or not why:
        return ""
    return _("Last failure: %(when)s (%(why)s).") % {"when": times.moment(at), "why": why.partition("\n")[0][:200]}


def _cluster(cluster: queue.Cluster, heart: Heartbeat | None, *, at: datetime) -> Fact:
    label = {
        queue.Cluster.MAIL: _("Worker for mail and clock"),
        queue.Cluster.DOCUMENTS: _("Worker for documents"),
    }[cluster]
    remedy = _("Start the product, or look into its log: %(line)s") % {"line": RESTART}
    key = f"worker-{cluster.name.lower()}"
    if heart is None:
        says = _("It has never been heard of.")
        return Fact(key=key, label=label, says=says, word=_("Not started yet"), state=State.NOTICE, remedy=remedy)
    says = _("Last sign of life: %(when)s.") % {"when": times.moment(heart.beat_at)}
    if at - heart.beat_at > watch.DEAD_AFTER:
        return Fact(key=key, label=label, says=says, word=_("Silent"), state=State.FAILING, remedy=remedy)
    return Fact(key=key, label=label, says=says, word=_("At work"))


def _line(line: queue.Clock, run: Run | None, *, at: datetime) -> Fact:
    key, label = f"clock-{line.name.replace(' ', '-')}", capfirst(_(line.name))
    if run is not None and run.has_failed:
        remedy = _("The log has the whole story. It runs again by itself.")
        return Fact(
            key=key, label=label, says=run.fault, word=pgettext("job", "Failed"), state=State.FAILING, remedy=remedy
        )
    if not line.is_set_up():
        says = _("There is nothing for it to do here.")
        return Fact(key=key, label=label, says=says, word=_("Not set up"), state=State.QUIET)
    if run is None or run.succeeded_at is None:
        return Fact(key=key, label=label, says=_("It has not run yet."), word=_("Not yet"), state=State.QUIET)
    every = timedelta(minutes=line.minutes) if line.minutes else DAY
    says = _("Last run: %(when)s.") % {"when": times.moment(run.succeeded_at)}
    if at - run.succeeded_at > 2 * every + LATE_AFTER:
        says = f"{says} {_due(line)}"
        remedy = _("If the worker for mail and clock is silent: %(line)s") % {"line": RESTART}
        return Fact(key=key, label=label, says=says, word=_("Overdue"), state=State.FAILING, remedy=remedy)
    return Fact(key=key, label=label, says=says, word=_("Well"))


def _due(line: queue.Clock) -> str:
    if not line.minutes:
        return _("It is due every day.")
    return ngettext("It is due every minute.", "It is due every %(minutes)d minutes.", line.minutes) % {
        "minutes": line.minutes
    }
