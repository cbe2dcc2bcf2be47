"""Addresses that calendar programs read: made, replaced, given up."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from calendars import tokens
from calendars.enums import Purpose
from calendars.models import Feed
from calendars.sequencing import stamp_after


@transaction.atomic
def make_feed(*, user: User, at: datetime, purpose: Purpose = Purpose.PERSONAL, subject: str = "") -> Feed:
    """Make an address for ``user`` under which programs read what ``purpose`` says; there is one of each."""
    seed = tokens.new_seed()
    feed, is_new = Feed.objects.get_or_create(
        user=user,
        purpose=purpose,
        subject=subject,
        defaults={"seed": seed, "token_hash": tokens.hashed(tokens.derive(seed)), "made_at": at},
    )
    if is_new:
        record("feed.made", feed, by=user, at=at)
    return feed


@transaction.atomic
def rotate_feed(*, feed: Feed, by: User, at: datetime) -> Feed:
    """Put another address in place of this one, which is dead at once."""
    feed.seed = tokens.new_seed()
    feed.token_hash = tokens.hashed(tokens.derive(feed.seed))
    feed.made_at, feed.fingerprint, feed.changed_at, feed.read_on = at, "", None, None
    feed.save()
    record("feed.replaced", feed, by=by, at=at)
    return feed


@transaction.atomic
def revoke_feed(*, feed: Feed, by: User, at: datetime) -> None:
    """Give an address up; nothing is read there any more."""
    record("feed.revoked", feed, by=by, at=at)
    feed.delete()


@transaction.atomic
def set_alarm(*, feed: Feed, minutes: int | None) -> None:
    """Let programs call so many minutes before each start, or not at all."""
    Feed.objects.filter(pk=feed.pk).update(alarm_minutes=minutes)


@transaction.atomic
def feed_for_everybody(*, at: datetime) -> Feed:
    """The one that needs no secret."""
    return Feed.objects.get_or_create(user=None, purpose=Purpose.SITE, defaults={"made_at": at})[0]


def note_read(*, feed: Feed, fingerprint: str, at: datetime) -> datetime:
    """Keep since when the feed is what it is, and on which day it was read; says the first. Mostly writes nothing.

    One statement, which needs no lock: whoever reads at the same time writes the same.
    """
    since = feed.changed_at
    if since is None or feed.fingerprint != fingerprint:
        since = stamp_after(feed.changed_at, at)
    if feed.fingerprint != fingerprint or feed.read_on != at.date():
        # Kept on the row at hand too: a second look within one reading is later than the first.
        feed.fingerprint, feed.changed_at, feed.read_on = fingerprint, since, at.date()
        values = {"fingerprint": fingerprint, "changed_at": since, "read_on": feed.read_on}
        Feed.objects.filter(pk=feed.pk).update(**values)
    return since
