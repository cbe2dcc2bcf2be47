"""Between which days a time is looked for, and for how long it is needed."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Location, User
from common.widgets import DateInput
from events.models import Session

MOST_DAYS = 31
TWO_WEEKS = timedelta(days=13)
LONGEST = 8 * 60  # minutes


class TimesForm(forms.Form):
    """It comes with the address; whoever has asked nothing yet gets the next two weeks."""

    since = forms.DateField(label=_("From"), widget=DateInput)
    until = forms.DateField(label=_("Until"), widget=DateInput)
    length = forms.IntegerField(label=_("Length in minutes"), min_value=15, max_value=LONGEST)
    location = forms.TypedChoiceField(label=_("In a room at"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        location = self.fields["location"]
        assert isinstance(location, forms.ChoiceField)  # noqa: S101  # declared above
        location.choices = [("", _("Anywhere")), *Location.objects.order_by("name").values_list("pk", "name")]

    @classmethod
    def asked(cls, data: QueryDict, *, session: Session | None, person: User, at: datetime) -> "TimesForm":
        """What the address says, or what is usual for an event with such a first ``session``."""
        if "since" in data:
            return cls(data)
        begin = at.astimezone(person.zone_info).date() + timedelta(days=1)
        minutes = int((session.ends_at - session.starts_at).total_seconds()) // 60 if session else 60
        place = session.room.location_id if session and session.room else person.location_id
        usual = {
            "since": begin,
            "until": begin + TWO_WEEKS,
            "length": min(max(minutes, 15), LONGEST),
            "location": place,
        }
        return cls(usual)

    def clean(self) -> dict[str, Any]:
        """No more days than can be looked at."""
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("Choose a day after the first one."))
        elif since and until and (until - since).days >= MOST_DAYS:
            self.add_error("until", _("Choose at most %(most)d days.") % {"most": MOST_DAYS})
        elif since and not (2000 <= since.year <= 2199):  # noqa: PLR2004  # as sessions may be
            self.add_error("since", _("Check the year."))
        return values
