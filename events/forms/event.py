"""Everything about an event but its sessions."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from common.uploads import PictureField
from common.widgets import Textarea
from events.drafts import CoverDraft, EventDraft, SessionDraft, SpeakerDraft
from events.enums import Audience, EventKind, PoolKind
from events.forms.rows import RowsField
from events.forms.rules import DEFAULTS, MOST_SEATS, RulesForm, rules_values
from events.forms.speakers import SpeakersField, speaker_lines
from events.models import Event, Topic, unique_speakers
from events.queries import proposed_teacher

FOUR_WEEKS = 28 * 24


class EventForm(RulesForm):
    """Title and seats are enough; everything else has a good default."""

    title = forms.CharField(label=_("Title"), max_length=160)
    room_seats = forms.IntegerField(
        label=_("Seats in the room"),
        required=False,
        min_value=0,
        max_value=MOST_SEATS,
        help_text=_("Empty: not offered. 0: closed."),
    )
    room_unlimited = forms.BooleanField(label=_("As many as come"), required=False)
    online_seats = forms.IntegerField(
        label=_("Seats online"),
        required=False,
        min_value=0,
        max_value=MOST_SEATS,
        help_text=_("Empty: not offered. 0: closed."),
    )
    online_unlimited = forms.BooleanField(label=_("As many as come"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=20_000, widget=Textarea(attrs={"rows": 10})
    )
    speakers = SpeakersField(
        label=_("Speakers"),
        required=False,
        help_text=_(
            "One person a line: a colleague's mail address, or somebody from outside: "
            "“Jo Arendt <jo@example.org>”. Whoever has an address is asked whether they can come."
        ),
    )
    cover_picture = PictureField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 8 MB. It is cropped to 4:3; where it was taken is not kept."),
    )
    cover_text = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=200,
        help_text=_("A few words for whoever can't see it."),
    )
    cover_removed = forms.BooleanField(
        label=_("Take the picture away"), required=False, help_text=_("A drawing takes its place.")
    )
    language = forms.ChoiceField(label=_("Language of the event"), choices=settings.LANGUAGES)
    topics = RowsField(
        label=_("Topics"),
        required=False,
        queryset=Topic.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
    )
    host_department = forms.ModelChoiceField(
        label=_("Hosted by"),
        required=False,
        queryset=Department.objects.order_by("name"),
        empty_label=_("No department"),
    )
    co_hosts = RowsField(
        label=_("Together with"),
        required=False,
        queryset=Department.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Departments that host it too: they are named with the host, and it is found under each."),
    )
    audience = forms.ChoiceField(label=_("Who may come"), choices=Audience.choices, widget=forms.RadioSelect)
    departments = RowsField(
        label=_("Departments"),
        required=False,
        queryset=Department.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A department's invitation reaches the departments below it."),
    )
    is_unlisted = forms.BooleanField(
        label=_("Only by its link"),
        required=False,
        help_text=_("In no list, search or mail about what is new. Whoever may come and has the link finds it."),
    )
    cancellation_hours = forms.IntegerField(
        label=_("Cancelling is free until, in hours before the start"),
        min_value=0,
        max_value=FOUR_WEEKS,
    )
    needs_organisers = forms.BooleanField(
        label=_("Its organisers have to be there"),
        required=False,
        help_text=_("Where they need not be, an event of theirs at the same time is no clash."),
    )
    shows_participants = forms.BooleanField(
        label=_("Show who is coming"),
        required=False,
        help_text=_("Names of those who have agreed to be shown."),
    )

    def __init__(self, *args: Any, has_cover: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_cover = has_cover
        if not has_cover:
            del self.fields["cover_removed"]

    @property
    def has_other_seats(self) -> bool:
        """Whether more is said, or wrong, about seats than how many there are in the room."""
        names = ("online_seats", "online_unlimited", "room_unlimited")
        return any(self[name].value() not in {None, "", False} or self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        """What only several answers together can get wrong."""
        values = super().clean()
        invites = values.get("audience") == Audience.DEPARTMENTS
        if invites and "departments" in values and not values["departments"]:
            self.add_error("departments", _("Choose the departments whose people may come."))
        if values.get("co_hosts") and not self.errors.keys() & {"host_department", "co_hosts"}:
            self._clean_hosts(values)
        if not self.errors.keys() & {"cover_picture", "cover_text"}:
            self._clean_cover(values)
        return values

    def _clean_hosts(self, values: dict[str, Any]) -> None:
        if values["host_department"] is None:
            self.add_error("host_department", _("Choose the host that answers for it, then those who host it too."))
        elif values["host_department"] in values["co_hosts"]:
            self.add_error("co_hosts", _("%(name)s is the host already.") % {"name": values["host_department"].name})

    def _clean_cover(self, values: dict[str, Any]) -> None:
        picture, text = values["cover_picture"], values["cover_text"]
        stays = self.has_cover and not values["cover_removed"]
        if (picture or stays) and not text:
            self.add_error("cover_text", _("Say in a few words what the picture shows."))
        elif text and not (picture or self.has_cover):
            self.add_error("cover_picture", _("Choose the picture, or say nothing about it."))

    @property
    def cover(self) -> CoverDraft | None:
        """The picture that is to stand, old or new; None where the cover is drawn."""
        values = self.cleaned_data
        stays = self.has_cover and not values["cover_removed"]
        if values["cover_picture"] or stays:
            return CoverDraft(text=values["cover_text"], picture=values["cover_picture"])
        return None

    @property
    def tentative_seats(self) -> int | None:
        """How many seats in the room were typed; None where that is no number, or as many as come."""
        typed = "" if self["room_unlimited"].value() else str(self["room_seats"].value() or "")
        return int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST_SEATS)) else None

    @property
    def tentative_speakers(self) -> tuple[SpeakerDraft, ...]:
        """Who was named as far as everybody of them is known."""
        try:
            found: tuple[SpeakerDraft, ...] = self.fields["speakers"].clean(self["speakers"].value() or "")
        except ValidationError:
            return ()
        return found

    @property
    def seats(self) -> dict[str, int | None]:
        """Capacity by kind of pool; a kind that is not offered is not there."""
        seats: dict[str, int | None] = {}
        for kind in PoolKind.values:
            if self.cleaned_data[f"{kind}_unlimited"]:
                seats[kind] = None
            elif self.cleaned_data[f"{kind}_seats"] is not None:
                seats[kind] = self.cleaned_data[f"{kind}_seats"]
        return seats

    def draft(self, sessions: tuple[SessionDraft, ...]) -> EventDraft:
        """The event as clean values."""
        values = self.cleaned_data
        names = ("title", "language", "kind", "description", "audience", "is_unlisted", "host_department")
        others = (
            "cancellation_hours",
            "hands_over",
            "join_minutes",
            "join_for",
            "has_self_check_in",
            "has_follow_up",
            "needs_organisers",
            "no_show_policy",
            "shows_participants",
            "speakers",
        )
        invites = values["audience"] == Audience.DEPARTMENTS
        return EventDraft(
            **{name: values[name] for name in (*names, *others)},
            departments=tuple(values["departments"]) if invites else (),
            co_hosts=tuple(values["co_hosts"]),
            topics=tuple(values["topics"]),
            sessions=sessions,
            seats=self.seats,
            cover=self.cover,
            rules=self.rules,
        )


def default_values(person: User) -> dict[str, Any]:
    """What a new event starts with."""
    return {
        "kind": EventKind.SEMINAR,
        "language": person.language,
        "host_department": person.department_id,
        "audience": Audience.EVERYONE,
        "cancellation_hours": 2,
        "needs_organisers": True,
        **DEFAULTS,
    }


def event_values(event: Event) -> dict[str, Any]:
    """What the editor shows of an event that stands."""
    names = (
        "title",
        "kind",
        "description",
        "language",
        "audience",
        "is_unlisted",
        "cancellation_hours",
        "needs_organisers",
        "shows_participants",
        "cover_text",
    )
    sessions = event.sessions.prefetch_related("speakers__user", "speakers__guest").order_by("starts_at", "pk")
    values: dict[str, Any] = {name: getattr(event, name) for name in names}
    values["host_department"] = event.host_department_id
    values["co_hosts"] = list(event.co_hosts.values_list("pk", flat=True))
    values["departments"] = list(event.departments.values_list("pk", flat=True))
    values["topics"] = list(event.topics.values_list("pk", flat=True))
    values["speakers"] = speaker_lines(unique_speakers(sessions)) if sessions else _proposed(event)
    values |= rules_values(event)
    for pool in event.pools.all():
        values[f"{pool.kind}_seats"] = pool.capacity
        values[f"{pool.kind}_unlimited"] = pool.capacity is None
    return values


def _proposed(event: Event) -> str:
    """Who was asked to teach before there was a session to name them at."""
    teacher = proposed_teacher(event)
    return teacher.email if teacher else ""
