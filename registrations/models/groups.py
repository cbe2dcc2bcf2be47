"""Who sits together: the groups of a session, who is in which, and what the organiser wishes of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from events.enums import PoolKind
from events.models import Pool, Session
from registrations.enums import WishKind
from registrations.models.registration import Registration
from registrations.querysets import GroupPlaceQuerySet, GroupQuerySet, WishQuerySet

SMALLEST, LARGEST = 2, 50


class GroupPlan(models.Model):
    """The groups of one session: how large they were wished, how they were mixed, and whether people see them."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="group_plan")
    size = models.PositiveSmallIntegerField(gettext_lazy("people in a group"))
    seed = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__range=(SMALLEST, LARGEST)), name="group_plan_size_is_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.size}"

    @property
    def is_published(self) -> bool:
        """Whether participants see their group."""
        return self.published_at is not None


class Group(models.Model):
    """One table of a room, or one breakout group online."""

    plan = models.ForeignKey(GroupPlan, on_delete=models.CASCADE, related_name="groups")
    # Who sits in the room can't share a table with who is online.
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(gettext_lazy("name"), max_length=60, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "pool", "number"], name="group_number_once_per_plan"),
            models.UniqueConstraint(fields=["plan", "name"], condition=~Q(name=""), name="group_name_once_per_plan"),
            models.CheckConstraint(condition=Q(number__gte=1), name="group_number_from_1"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name, or its number in the reader's language."""
        if self.name:
            return self.name
        if self.pool.kind == PoolKind.ONLINE:
            return _("Online group %(number)d") % {"number": self.number}
        return _("Table %(number)d") % {"number": self.number}


class GroupPlace(models.Model):
    """In which group one person is. It counts as long as their seat does: see ``GroupPlaceQuerySet.taken``."""

    # Beside the group's own, so that the database holds one group per person and session.
    plan = models.ForeignKey(GroupPlan, on_delete=models.CASCADE, related_name="places")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="places")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="group_places")
    is_locked = models.BooleanField(default=False)

    objects = GroupPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "registration"], name="group_place_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.group_id}"


class GroupWish(models.Model):
    """What the organiser wishes of two people, in the groups of every session of their event."""

    first = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(gettext_lazy("wish"), max_length=12, choices=WishKind.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = WishQuerySet.as_manager()

    class Meta:
        constraints = [
            # In one order only, so that no pair has two wishes, nor anybody one with themselves.
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="group_wish_is_of_two_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="group_wish_once_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}, {self.second_id}: {self.get_kind_display()}"
