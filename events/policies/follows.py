"""May somebody follow that?"""

from accounts.models import Department, User
from events.enums import Refusal
from events.models import Follow, Topic

MOST_FOLLOWS = 60  # they stand on one page, and a digest of everything is none


def follow_refusal(user: User, thing: Topic | Department | User) -> Refusal | None:
    """Why ``user`` can't follow ``thing``. Call with the user locked."""
    if isinstance(thing, User) and thing.pk == user.pk:
        return Refusal.FOLLOWS_ONESELF
    return Refusal.FOLLOWS_FULL if Follow.objects.of(user).count() >= MOST_FOLLOWS else None
