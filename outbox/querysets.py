"""Questions about messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber

from outbox.bounces import Bounce, Report
from outbox.enums import OPEN, OUTCOMES, SET_ASIDE, UNDELIVERED, MessageState

if TYPE_CHECKING:
    from outbox.models import Message  # the base class names it


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages."""

    def in_scope(self, scope: str) -> MessageQuerySet:
        """Those about one thing, newest first."""
        return self.filter(scope=scope).newest_first()

    def newest_first(self) -> MessageQuerySet:
        """As the pages show them."""
        return self.order_by("-queued_at", "-pk")

    def matching(self, text: str) -> MessageQuerySet:
        """Those to an address or a person of which ``text`` is a part."""
        return self.filter(Q(address__icontains=text) | Q(name__icontains=text))

    def count_by_state(self) -> dict[str, int]:
        """How many there are in each state."""
        return dict(self.order_by().values_list("state").annotate(number=models.Count("pk")))

    def with_outcome(self) -> MessageQuerySet:
        """Each with what became of it, in one of four words."""
        cases = [When(state__in=states, then=Value(outcome.value)) for outcome, states in OUTCOMES.items()]
        return self.annotate(outcome=Case(*cases, output_field=models.CharField()))

    def with_about(self, kind: str) -> MessageQuerySet:
        """Each with the id of the ``kind`` of thing that it is about, or nothing where it is about another."""
        case = When(about_type=kind, then=F("about_id"))
        return self.annotate(about=Case(case, default=Value(""), output_field=models.CharField()))

    def undelivered(self) -> MessageQuerySet:
        """Those that did not arrive and that nobody is trying to send."""
        return self.filter(state__in=UNDELIVERED)

    def undelivered_by_scope(self, scopes: Iterable[str]) -> dict[str, int]:
        """How many could not be delivered, by what they are about."""
        rows = self.undelivered().filter(scope__in=list(scopes)).values_list("scope")
        return dict(rows.annotate(number=models.Count("pk")).order_by())

    def trouble_by_domain(self, *, since: datetime, most: int) -> list[dict[str, Any]]:
        """Domains to which mails were lost since then or are put off: how many of each, and one of the reasons."""
        lost = Q(state__in=UNDELIVERED, failed_at__gt=since)
        put_off = Q(state=MessageState.QUEUED, attempts__gt=0)
        rows = self.filter(lost | put_off).order_by().values("domain")
        counted = rows.annotate(
            lost=models.Count("pk", filter=lost),
            put_off=models.Count("pk", filter=put_off),
            why=models.Max("error"),
        )
        found: Any = counted.order_by("-lost", "-put_off", "domain")[:most]
        return list(found)

    def open(self) -> MessageQuerySet:
        """Those that are still to be sent."""
        return self.filter(state__in=OPEN)

    def free(self, *, at: datetime) -> MessageQuerySet:
        """Open ones that nobody is at work on: never claimed, or whoever claimed them died."""
        return self.filter(Q(state=MessageState.QUEUED) | Q(state=MessageState.SENDING, lease_until__lte=at))

    def due(self, *, at: datetime) -> MessageQuerySet:
        """What may be claimed now, most urgent first.

        Within a stream only the first open row is free, so mails about one calendar entry leave
        in order, whoever sends them.
        """
        earlier = self._others_in_stream(position__lt=OuterRef("position"), state__in=OPEN)
        return (
            self.free(at=at)
            .filter(next_try_at__lte=at)
            .exclude(~Q(stream="") & Exists(earlier))
            .order_by("-priority", "next_try_at", "pk")
        )

    def in_turn(self, *, at: datetime, without: Iterable[str], most: int) -> list[Message]:
        """The next few that may be claimed, except to domains ``without``: of equally urgent ones first one about
        each event, then a second about each, so that nobody's mailing stands in front of all others.
        """
        turn = Window(
            RowNumber(),
            partition_by=[F("priority"), F("scope")],
            order_by=[F("next_try_at").asc(), F("pk").asc()],
        )
        due = self.due(at=at).exclude(domain__in=list(without)).annotate(turn=turn)
        ids = list(due.order_by("-priority", "turn", "next_try_at", "pk").values_list("pk", flat=True)[:most])
        found = self.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def overtaken(self, *, at: datetime) -> MessageQuerySet:
        """Those about which a later row of the same stream says more.

        What waits for a quiet period gives way to any later word. What was to leave at once gives
        way only to a word that is due too: no confirmation waits for the next edit.
        """
        later = self._others_in_stream(position__gt=OuterRef("position")).exclude(state__in=SET_ASIDE)
        is_overtaken = Exists(later.filter(next_try_at__lte=at)) | (Q(not_before__isnull=False) & Exists(later))
        return self.free(at=at).exclude(stream="").filter(is_overtaken)

    def returned(self, report: Report, bounce: Bounce, *, sender: str) -> MessageQuerySet:
        """The mail that came back, found by whom it went to and then by its Message-ID.

        Where the report does not say that, by the address of its own from which it was sent: the latest one.
        """
        addresses = {spelt for one in bounce.addresses | report.sent_to for spelt in (one, one.lower())}
        own = Q(message_id__in=report.message_ids)
        if not report.message_ids and "+" in sender:
            own = Q(sender=sender)
        return self.filter(own, address__in=addresses).order_by("-queued_at", "-pk")

    def out_of_time(self, *, at: datetime) -> MessageQuerySet:
        """Those that nobody needs any more."""
        return self.free(at=at).filter(not_after__lte=at)

    def oldest_due(self, *, at: datetime) -> datetime | None:
        """Since when the longest-waiting due message waits; by this the supervisor judges progress."""
        since: datetime | None = self.due(at=at).order_by().aggregate(since=models.Min("next_try_at"))["since"]
        return since

    def _others_in_stream(self, **conditions: object) -> MessageQuerySet:
        rows = self.model.objects.exclude(stream="")
        return rows.filter(stream=OuterRef("stream"), **conditions)
