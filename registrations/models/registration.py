"""Who takes part in what: one person's place at one event."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from accounts.models import Department, Guest, User
from events.models import Event, Pool
from registrations import tokens
from registrations.enums import LIVE, OBSTACLES, Ending, RegistrationStatus, WhyWaiting
from registrations.querysets import RegistrationQuerySet


def _state_has_its_date() -> Q:
    rule = Q()
    for status in RegistrationStatus.values:
        rule |= Q(**{"status": status, f"{status}_at__isnull": False})
    return rule


class Registration(models.Model):
    """One person's place at one event: a seat, a place in the queue, or one that has ended."""

    # No index of its own: the queue's begins with the event.
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations", db_index=False)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="registrations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="registrations")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, null=True, related_name="registrations")
    # Where they belong, kept in step with the person while it is live: by this the seats are mixed.
    department = models.ForeignKey(Department, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    # Whoever waits takes the other kind of seat too, if that is free first.
    takes_either = models.BooleanField(default=False)
    # The seats that somebody with a seat would rather have, since when, and until when one is held for them.
    wished_pool = models.ForeignKey(Pool, on_delete=models.PROTECT, null=True, related_name="wishes")
    wished_at = models.DateTimeField(null=True)
    upgrade_until = models.DateTimeField(null=True)
    # Named for one of a coordinator's seats.
    hold = models.ForeignKey("registrations.SeatHold", on_delete=models.PROTECT, null=True, related_name="named")
    status = models.CharField(max_length=12, choices=RegistrationStatus.choices)
    revision = models.PositiveIntegerField(default=1)
    priority = models.SmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    # What stands against this person alone; empty for whoever has only to wait for their turn.
    why_waiting = models.CharField(max_length=24, choices=WhyWaiting.choices, blank=True)
    ending = models.CharField(max_length=24, choices=Ending.choices, blank=True)
    # Whoever the team has put on the list is welcome, whatever the audience is.
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    requested_at = models.DateTimeField(null=True)
    request_until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    waitlisted_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)
    # Who said yes or no to a request, and what they wrote.
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=500, blank=True)

    objects = RegistrationQuerySet.as_manager()
    place: int | None  # by with_place()
    since: datetime  # by with_since()
    why: WhyWaiting  # by give_reasons()
    mark: str | None  # by with_mark()
    is_grouped: bool  # by with_grouped()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, guest=None) | Q(user=None, guest__isnull=False),
                name="registration_is_of_one_person",
            ),
            models.UniqueConstraint(
                fields=["event", "user"], condition=Q(status__in=LIVE), name="registration_one_live_per_person"
            ),
            models.UniqueConstraint(
                fields=["event", "guest"], condition=Q(status__in=LIVE), name="registration_one_live_per_guest"
            ),
            models.CheckConstraint(condition=_state_has_its_date(), name="registration_state_has_its_date"),
            models.CheckConstraint(condition=Q(priority__gte=0), name="registration_is_not_below_newcomers"),
            models.CheckConstraint(
                condition=~Q(status=RegistrationStatus.OFFERED) | Q(offered_until__isnull=False),
                name="registration_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(why_waiting="") | Q(status=RegistrationStatus.WAITLISTED, why_waiting__in=OBSTACLES),
                name="registration_waits_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(wished_pool=None, wished_at=None, upgrade_until=None)
                | (
                    Q(wished_pool__isnull=False, wished_at__isnull=False, status=RegistrationStatus.CONFIRMED)
                    & ~Q(wished_pool=F("pool"))
                ),
                name="registration_wishes_for_another_seat",
            ),
            models.CheckConstraint(
                condition=(Q(status=RegistrationStatus.CANCELLED) & ~Q(ending=""))
                | (~Q(status=RegistrationStatus.CANCELLED) & Q(ending="")),
                name="registration_cancelled_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "status", "-priority", "queued_at", "id"], name="registration_queue"),
            # The queue of one department: where seats are held for it, nobody else is read.
            models.Index(
                fields=["event", "status", "department", "-priority", "queued_at", "id"], name="registration_mix"
            ),
            models.Index(
                fields=["request_until"], name="registration_to_decide", condition=Q(request_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_status_display()}"

    @property
    def holder(self) -> str:
        """Whose place it is, in a word for signatures."""
        return f"u{self.user_id}" if self.user_id else f"g{self.guest_id}"

    @property
    def check_in_token(self) -> str:
        """What stands in the address that its owner shows at the door."""
        return tokens.token_of(self.pk, self.holder)

    @property
    def check_in_code(self) -> str:
        """The same as a few letters."""
        return tokens.short_code(self.pk, self.holder)

    @property
    def participant(self) -> User | Guest:
        """The colleague or the guest this is for."""
        person = self.user or self.guest
        assert person is not None  # noqa: S101  # held by registration_is_of_one_person
        return person

    @property
    def is_live(self) -> bool:
        """Whether it has a seat or may still lead to one."""
        return self.status in LIVE

    @property
    def is_confirmed(self) -> bool:
        return self.status == RegistrationStatus.CONFIRMED

    @property
    def is_offered(self) -> bool:
        return self.status == RegistrationStatus.OFFERED

    @property
    def is_requested(self) -> bool:
        return self.status == RegistrationStatus.REQUESTED

    @property
    def is_offered_another(self) -> bool:
        """Whether a seat of the kind they would rather have is held for them."""
        return self.upgrade_until is not None

    @property
    def answer_until(self) -> datetime | None:
        """Until when they may say yes or no to a seat that is held for them; None where nothing is asked."""
        return self.offered_until if self.is_offered else self.upgrade_until

    @property
    def offered_pool_id(self) -> int | None:
        """The seats of which one is held for them."""
        return self.pool_id if self.is_offered else self.wished_pool_id

    @property
    def is_waiting(self) -> bool:
        return self.status == RegistrationStatus.WAITLISTED
