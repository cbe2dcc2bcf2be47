"""What people follow, and the digest. Their own affair, so no audit line tells of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Department, User
from events import notifications, policies, queries
from events.exceptions import EventRefused
from events.models import Digest, Follow, Topic
from events.weekly import is_due


@transaction.atomic
def follow(*, user: User, thing: Topic | Department | User, at: datetime) -> None:
    """Hear of what is new about a topic, of a department or by a colleague; following it twice changes nothing."""
    user = User.objects.lock(user)
    if Follow.objects.filter(**_of(user, thing)).exists():
        return
    if reason := policies.follow_refusal(user, thing):
        raise EventRefused(reason)
    Follow.objects.create(**_of(user, thing), followed_at=at)
    Digest.objects.get_or_create(user=user, defaults={"looked_until": at})


@transaction.atomic
def unfollow(*, user: User, thing: Topic | Department | User) -> None:
    """Hear of it no longer."""
    Follow.objects.filter(**_of(user, thing)).delete()


@transaction.atomic
def set_digest(*, user: User, is_on: bool, at: datetime) -> None:
    """Send ``user`` the weekly digest, or no longer; once it is on again it begins with what is new from then on."""
    user = User.objects.lock(user)
    digest, _is_new = Digest.objects.get_or_create(user=user, defaults={"looked_until": at})
    if is_on and not digest.is_on:
        digest.looked_until = at
    digest.is_on = is_on
    digest.save(update_fields=["is_on", "looked_until"])


@transaction.atomic
def send_digest(*, digest: Digest, events: Sequence[int], at: datetime) -> None:
    """Tell somebody what is new in what they follow, once a week; nothing where they may read about none of it."""
    digest = Digest.objects.lock(digest)
    if not digest.is_on or not is_due(looked_until=digest.looked_until, at=at, zone=digest.user.zone):
        return  # somebody was faster, or it was turned off meanwhile
    if told := queries.worth_telling(digest.user, events, at=at):
        notifications.tell_news(digest.user, told, at=at)
    digest.looked_until = at
    digest.save(update_fields=["looked_until"])


@transaction.atomic
def note_looked(*, digests: Collection[Digest], at: datetime) -> None:
    """Note that there was nothing new for these people."""
    Digest.objects.filter(pk__in=[digest.pk for digest in digests], looked_until__lt=at).update(looked_until=at)


def _of(user: User, thing: Topic | Department | User) -> dict[str, object]:
    name = {Topic: "topic", Department: "department", User: "speaker"}[type(thing)]
    return {"user": user, name: thing}
