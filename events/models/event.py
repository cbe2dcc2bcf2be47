"""Events, their sessions, who teaches and who organises them."""

import secrets
import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Location, User, default_language, default_zone
from accounts.reminding import AFTER, BEFORE, Reminder
from common.routes import address_of
from events.enums import (
    UNDATED,
    Allotment,
    Approval,
    Audience,
    ClashRule,
    EventKind,
    EventState,
    HandOver,
    JoinFor,
    Promotion,
    RoleKind,
)
from events.headstart import DAYS as HEAD_START_DAYS
from events.models.catalogue import Topic
from events.models.rooms import Room
from events.querysets import EventQuerySet

REMINDERS = Reminder.DAY_BEFORE.value  # where nobody has said anything
ALL_REMINDERS = (BEFORE | AFTER).value


def new_uid() -> str:
    """A session's UID in every calendar, for ever (RFC 7986, section 5.3: a UUID)."""
    return str(uuid.uuid4())


def new_token() -> str:
    """What stands in the address of a session's online meeting: nobody can guess it (128 bits), and it never changes."""
    return secrets.token_hex(16)


class Event(models.Model):
    """One seminar, workshop, training, talk or discussion that people register for as a whole."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices, default=EventKind.SEMINAR)
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES, default=default_language)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="events")
    host_department = models.ForeignKey(
        Department,
        verbose_name=_("host"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_events",
    )
    co_hosts = models.ManyToManyField(
        Department, verbose_name=_("also hosted by"), blank=True, related_name="co_hosted_events"
    )
    # Whether there are any, so that nobody asks for them in vain.
    has_co_hosts = models.BooleanField(default=False, editable=False)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices, default=Audience.EVERYONE)
    departments = models.ManyToManyField(
        Department, verbose_name=_("departments"), blank=True, related_name="events_for_it"
    )
    # In no list: whoever is of its audience and has its address, which nobody can guess, comes in.
    is_unlisted = models.BooleanField(_("only by its link"), default=False)
    locations = models.ManyToManyField(Location, verbose_name=_("locations"), blank=True, related_name="events_for_it")
    needs: "models.ManyToManyField[Event, models.Model]" = models.ManyToManyField(
        "self",
        verbose_name=_("events to have been at first"),
        through="events.Prerequisite",
        through_fields=("event", "needed"),
        symmetrical=False,
        related_name="needed_by",
    )
    # Whether there are any of the two, so that nobody asks for them in vain.
    is_restricted = models.BooleanField(default=False, editable=False)
    cancellation_hours = models.PositiveSmallIntegerField(_("cancellation deadline"), default=2)
    promotion = models.CharField(
        _("when a seat becomes free"), max_length=12, choices=Promotion.choices, default=Promotion.CONFIRM
    )
    offer_hours = models.PositiveSmallIntegerField(_("hours to answer an offer"), default=24)
    allotment = models.CharField(
        _("how seats are given"), max_length=12, choices=Allotment.choices, default=Allotment.FIRST_COME
    )
    requests_from = models.DateTimeField(_("requests from"), null=True, blank=True)
    requests_until = models.DateTimeField(_("requests until"), null=True, blank=True)
    approval = models.CharField(_("who has to say yes"), max_length=12, choices=Approval.choices, default=Approval.NONE)
    approval_days = models.PositiveSmallIntegerField(_("days to say yes"), default=7)
    clash_rule = models.CharField(
        _("seats elsewhere at the same time"), max_length=12, choices=ClashRule.choices, default=ClashRule.WARN
    )
    returns_to_department = models.BooleanField(_("late drop-outs"), default=False)
    hands_over = models.CharField(
        _("giving one's seat to a colleague"), max_length=12, choices=HandOver.choices, default=HandOver.NOBODY_WAITS
    )
    join_minutes = models.PositiveSmallIntegerField(_("minutes before the start, to join online"), default=15)
    join_for = models.CharField(
        _("who may join online"), max_length=12, choices=JoinFor.choices, default=JoinFor.SEATED
    )
    # Whether whoever has a seat checks in by themselves, with the code on the screen of the room.
    has_self_check_in = models.BooleanField(_("checking in by oneself"), default=False)
    has_follow_up = models.BooleanField(_("asking again later"), default=False)
    # Whether its owners and organisers are there themselves, so that they can't be elsewhere at the same time.
    needs_organisers = models.BooleanField(_("its organisers have to be there"), default=True)
    no_show_policy = models.TextField(_("if somebody stays away"), max_length=500, blank=True)
    briefing_days = models.PositiveSmallIntegerField(_("days before, to brief speakers"), null=True, default=3)
    # When those with a seat are reminded; several times are one number, see accounts.reminding.
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=REMINDERS)
    shows_participants = models.BooleanField(_("show who is coming"), default=False)
    # Under which the files of its picture are kept, new with each upload; empty where the cover is drawn.
    cover = models.CharField(max_length=32, blank=True, editable=False)
    cover_text = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    team: "models.ManyToManyField[User, Role]" = models.ManyToManyField(User, through="events.Role", related_name="+")

    series = models.ForeignKey(
        "events.Series", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="events"
    )
    series_on = models.DateField(null=True, editable=False)  # the day that the rule gave it
    # The same event before, where it was made of one: whoever prepares it wants to know how it went.
    cloned_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, editable=False, related_name="clones")

    state = models.CharField(max_length=12, choices=EventState.choices, default=EventState.DRAFT)
    announced_at = models.DateTimeField(null=True, editable=False)  # without a date, to gather interest
    published_at = models.DateTimeField(null=True, editable=False)
    # Those who were interested register first: for so many working days, and so until when.
    head_start_days = models.PositiveSmallIntegerField(default=HEAD_START_DAYS, editable=False)
    head_start_until = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    # How many answers stand on its page, so that nobody asks for them in vain; how many rules its seats have, likewise.
    # Whether it asks something of whoever registers, or has asked: most events don't, and are spared the look.
    has_questions = models.BooleanField(default=False, editable=False)
    answers_shown = models.PositiveSmallIntegerField(default=0, editable=False)
    # Whether anything is handed out, likewise; and when those with a seat were last told of it.
    has_materials = models.BooleanField(default=False, editable=False)
    materials_told_at = models.DateTimeField(null=True, editable=False)
    rules_set = models.PositiveSmallIntegerField(default=0, editable=False)
    cancellation_message = models.TextField(max_length=2_000, blank=True)
    # When a draft is published by itself, and by whose word: their rights are asked for then.
    publish_at = models.DateTimeField(null=True, editable=False)
    scheduled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    archived_at = models.DateTimeField(null=True, editable=False)
    # Derived from the sessions by the actions, so that lists can filter and sort.
    starts_at = models.DateTimeField(null=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    objects = EventQuerySet.as_manager()
    in_team: bool  # by with_rights_of()
    reader: str  # by with_reader()
    by_coordinator: bool  # by readable_event(): whether whoever reads it looks after a department
    has_place: bool  # likewise: whether they have, or had, a place there
    may_clash: bool  # likewise: whether they have a seat elsewhere at that time

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EventState.DRAFT, announced_at=None, published_at=None, cancelled_at=None)
                | Q(state=EventState.INTEREST, announced_at__isnull=False, published_at=None, cancelled_at=None)
                | Q(state=EventState.PUBLISHED, published_at__isnull=False, cancelled_at=None)
                | (
                    Q(state=EventState.CANCELLED, cancelled_at__isnull=False)
                    & (Q(announced_at__isnull=False) | Q(published_at__isnull=False))
                ),
                name="event_state_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(starts_at__isnull=False), name="event_published_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(head_start_until=None)
                | Q(published_at__isnull=False, starts_at__isnull=False, head_start_until__lte=F("starts_at")),
                name="event_head_start_ends_before_it_starts",
            ),
            models.CheckConstraint(
                # Asked for by name, or a start without an end would be neither true nor false, and pass.
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(cover="", cover_text="") | (~Q(cover="") & ~Q(cover_text="")),
                name="event_cover_has_its_text",
            ),
            models.CheckConstraint(
                condition=~Q(allotment=Allotment.DRAW) | Q(requests_until__isnull=False), name="event_draw_has_its_end"
            ),
            models.CheckConstraint(
                condition=Q(requests_from=None)
                | Q(requests_until__isnull=False, requests_until__gt=F("requests_from")),
                name="event_requests_end_after_they_begin",
            ),
            models.CheckConstraint(
                condition=~Q(allotment=Allotment.DRAW) | Q(approval=Approval.NONE), name="event_draw_needs_no_approval"
            ),
            models.CheckConstraint(
                condition=Q(publish_at=None, scheduled_by=None) | Q(state__in=UNDATED, archived_at=None),
                name="event_scheduled_is_not_published",
            ),
            models.CheckConstraint(
                condition=Q(scheduled_by=None) | Q(publish_at__isnull=False), name="event_scheduler_has_a_time"
            ),
            models.CheckConstraint(condition=Q(reminders__lte=ALL_REMINDERS), name="event_reminders_are_known"),
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1, approval_days__gte=1), name="event_leaves_time_to_answer"
            ),
            models.CheckConstraint(
                condition=Q(series=None, series_on=None) | Q(series__isnull=False, series_on__isnull=False),
                name="event_of_a_series_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["series", "series_on"],
                condition=~Q(state=EventState.CANCELLED),
                name="series_has_one_event_a_day",
            ),
        ]
        indexes = [
            # What is under way is found without a look at all that is to come.
            models.Index(fields=["ends_at", "starts_at"], name="event_under_way"),
            models.Index(
                fields=["-announced_at", "-id"], name="event_gathering", condition=Q(announced_at__isnull=False)
            ),
            models.Index(fields=["publish_at"], name="event_to_publish", condition=Q(publish_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("event", self.slug)

    @property
    def version(self) -> str:
        """What changes with everything that is said of it: whoever decides or edits has seen one of them."""
        return self.changed_at.isoformat()

    @property
    def cover_address(self) -> str:
        """Where its picture is; empty where the cover is drawn."""
        return address_of("event-cover", self.slug, self.cover, "large") if self.cover else ""

    @property
    def cover_thumb(self) -> str:
        """The same, small."""
        return address_of("event-cover", self.slug, self.cover, "small") if self.cover else ""

    @property
    def no_show_text(self) -> str:
        """What staying away means, as everybody is told; the site's own words where the event has none."""
        return self.no_show_policy or settings.NO_SHOW_POLICY.get(get_language() or "", "")

    @property
    def scope(self) -> str:
        """By which messages, jobs and audit lines about this event are found."""
        return f"event:{self.uuid}"

    @property
    def is_drawn(self) -> bool:
        """Whether its seats are drawn instead of given to whoever comes first."""
        return self.allotment == Allotment.DRAW

    @property
    def needs_approval(self) -> bool:
        """Whether somebody has to say yes first."""
        return self.approval != Approval.NONE

    @property
    def is_scheduled(self) -> bool:
        """Whether it is published by itself once it is time."""
        return self.publish_at is not None

    @property
    def is_archived(self) -> bool:
        """Whether it was put out of the way; it can be brought back."""
        return self.archived_at is not None

    @property
    def is_draft(self) -> bool:
        return self.state == EventState.DRAFT

    @property
    def is_gathering(self) -> bool:
        """Whether it was announced without a date, and people say whether they would come."""
        return self.state == EventState.INTEREST

    @property
    def is_published(self) -> bool:
        return self.state == EventState.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    def is_in_head_start(self, at: datetime) -> bool:
        """Whether as yet only those can register who were interested before there was a date."""
        return self.head_start_until is not None and self.head_start_until > at

    def has_started(self, at: datetime) -> bool:
        """Whether the first session has begun."""
        return self.starts_at is not None and self.starts_at <= at

    def is_over(self, at: datetime) -> bool:
        """Whether the last session has ended."""
        return self.ends_at is not None and self.ends_at <= at


class Role(models.Model):
    """Somebody's part in an event's organiser team."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("role"), max_length=12, choices=RoleKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="role_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display()}"


class Session(models.Model):
    """One dated meeting of an event.

    The wall times and the zone are what was agreed; ``starts_at`` and ``ends_at`` follow from
    them and are computed again by the actions.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    uid = models.CharField(max_length=64, unique=True, default=new_uid, editable=False)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    held_on = models.DateField(_("date"))
    starts_wall = models.TimeField(_("start"))
    ends_on = models.DateField(_("last day"))
    ends_wall = models.TimeField(_("end"))
    zone = models.CharField(_("time zone"), max_length=64, default=default_zone)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    room = models.ForeignKey(
        Room, verbose_name=_("room"), on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    place = models.CharField(_("another place"), max_length=200, blank=True)
    join_url = models.URLField(_("online link"), max_length=500, blank=True)
    # Until when its reminders were looked through; a clone has none of it, and a new time has reminders of its own.
    reminded_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(room__isnull=False) | ~Q(place="") | ~Q(join_url=""), name="session_has_a_place_or_a_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.starts_wall:%H:%M}"

    @property
    def place_name(self) -> str:
        """The room or the place in words; empty where the session is only online."""
        return str(self.room) if self.room else self.place

    @property
    def join_path(self) -> str:
        """Our address of its online link, which stays when the link changes; empty where there is none."""
        return address_of("join", self.token) if self.join_url else ""
