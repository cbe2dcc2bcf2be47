"""Seats that are held without a name, and draws."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from events.models import Event, Pool
from registrations.drawing import digest_of
from registrations.querysets import SeatHoldQuerySet


class SeatHold(models.Model):
    """Seats that a coordinator holds for people of a department whom they name later.

    ``seats``: how many have no name yet. What nobody was named for goes back when it lapses.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="holds")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="holds")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveSmallIntegerField(_("seats"))
    seats = models.PositiveSmallIntegerField()
    until = models.DateTimeField(_("names until"))
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = SeatHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, seats__gte=1) | Q(ended_at__isnull=False, seats=0),
                name="seat_hold_ends_with_its_seats",
            ),
            models.CheckConstraint(condition=Q(seats__lte=F("asked")), name="seat_hold_never_grows"),
            models.CheckConstraint(condition=Q(until__gt=F("held_at")), name="seat_hold_lapses_later"),
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.seats}"


class Draw(models.Model):
    """The draw of an event's seats: made once, published once, and kept so that anybody can repeat it.

    ``input`` is everything the result follows from, as it was when the result was published; ``requests`` and
    ``seats`` are how many were in it, and how many of them got a seat.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="draw")
    seed = models.CharField(max_length=64)
    input = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    requests = models.PositiveIntegerField(default=0)
    seats = models.PositiveIntegerField(default=0)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_at__gte=F("drawn_at"), published_by__isnull=False),
                name="draw_is_published_after_it_is_drawn",
            ),
            models.CheckConstraint(condition=~Q(seed="") & ~Q(input="") & ~Q(digest=""), name="draw_can_be_repeated"),
            models.CheckConstraint(condition=Q(seats__lte=F("requests")), name="draw_gives_seats_to_who_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.drawn_at:%Y-%m-%d}"

    @property
    def is_published(self) -> bool:
        """Whether everybody was told."""
        return self.published_at is not None

    @property
    def seed_digest(self) -> str:
        """The checksum of the seed: shown from the draw on, so that nobody can put another seed in its place."""
        return digest_of(self.seed)
