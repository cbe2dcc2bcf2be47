"""What the page and the fragment about subscribing show."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from calendars import queries, registry
from calendars.enums import Purpose
from calendars.forms import ALARMS, AlarmForm
from calendars.models import Feed
from common import site


@dataclass(frozen=True)
class Subscription:
    """An address in the forms that calendar programs want; empty as long as there is none."""

    address: str = ""

    @property
    def webcal(self) -> str:
        """For a button: programs on this device open it as a subscription."""
        return "webcal://" + self.address.partition("://")[2] if self.address else ""

    @property
    def file_name(self) -> str:
        """For who fetches it once."""
        return f"{slugify(site.name()) or 'calendar'}.ics"

    @property
    def google(self) -> str:
        """Google's page for adding a calendar."""
        return f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}" if self.address else ""

    @property
    def outlook(self) -> str:
        """Microsoft's, for accounts of an organisation."""
        if not self.address:
            return ""
        return (
            "https://outlook.office.com/calendar/0/addfromweb"
            f"?url={quote(self.address, safe='')}&name={quote(site.name(), safe='')}"
        )


def subscription(user: User) -> Subscription:
    """The subscription of ``user`` to what stands in their calendar."""
    return _subscription(queries.personal_feed(user))


def _subscription(feed: Feed | None) -> Subscription:
    path = feed.get_absolute_url() if feed else ""
    return Subscription(settings.BASE_URL + path if path else "")


@dataclass(frozen=True, kw_only=True)
class FeedCard:
    """One address, what it holds, and whether a program reads it."""

    feed: Feed
    name: str
    subscription: Subscription

    @property
    def field_id(self) -> str:
        """Of the field that shows the address."""
        return f"address-{self.feed.pk}"

    @property
    def title(self) -> str:
        """How people call it."""
        return {
            Purpose.PERSONAL: _("My seminars"),
            Purpose.SITE: _("All events"),
            Purpose.ORGANISER: _("What I organise"),
        }.get(Purpose(self.feed.purpose), self.name)

    @property
    def holds(self) -> str:
        """What stands in it."""
        return {
            Purpose.PERSONAL: _("Every confirmed seat of yours, and what you teach."),
            Purpose.SITE: _("Everything that is planned and that you may read about."),
            Purpose.ORGANISER: _("Every event in whose team you are, once it is published."),
            Purpose.DEPARTMENT: _("What this department hosts, and those below it, as far as you may read about it."),
            Purpose.TOPIC: _("What is planned about this topic, as far as you may read about it."),
            Purpose.SPEAKER: _("What this person teaches, as far as you may read about it."),
        }[Purpose(self.feed.purpose)]

    @property
    def read_on(self) -> date | None:
        """On which day a program last read it."""
        return self.feed.read_on

    @property
    def alarm_form(self) -> AlarmForm | None:
        """Of one's own calendar: whether programs call before each start."""
        if self.feed.purpose != Purpose.PERSONAL:
            return None
        minutes = self.feed.alarm_minutes
        return AlarmForm(initial={"minutes_before": "" if minutes is None else str(minutes)})

    @property
    def alarm_now(self) -> str:
        """What is chosen."""
        minutes = self.feed.alarm_minutes
        return str(dict(ALARMS)["" if minutes is None else str(minutes)])


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An address that can be had by one click."""

    label: str
    action: str


@dataclass(frozen=True, kw_only=True)
class FeedsPage:
    """The reader's addresses, and which more there are."""

    cards: Sequence[FeedCard]
    offers: Sequence[Offer]


def feeds_page(user: User) -> FeedsPage:
    """Everything that ``user`` has to subscribe to."""
    feeds = list(Feed.objects.of(user))
    names = _names(feeds)
    cards = [FeedCard(feed=one, name=names[one.pk], subscription=_subscription(one)) for one in feeds]
    had = {one.purpose for one in feeds}
    offered = {
        Purpose.PERSONAL: _("My seminars"),
        Purpose.SITE: _("All events"),
        Purpose.ORGANISER: _("What I organise"),
    }
    offers = [
        Offer(label=label, action=reverse("feed-make", args=[purpose.value]))
        for purpose, label in offered.items()
        if purpose not in had
    ]
    return FeedsPage(cards=cards, offers=offers)


def _names(feeds: Sequence[Feed]) -> Mapping[int, str]:
    """What each is about, by its id; one question for each purpose."""
    subjects = defaultdict(set)
    for feed in feeds:
        if feed.subject:
            subjects[feed.purpose].add(feed.subject)
    names = {purpose: registry.names(purpose, found) for purpose, found in subjects.items()}
    return {
        feed.pk: names[feed.purpose].get(feed.subject, _("No longer there")) if feed.subject else site.name()
        for feed in feeds
    }
