"""How events are found."""

from itertools import count

from django.contrib.auth.models import AnonymousUser
from django.utils.text import slugify

from accounts.models import User
from common.questions import Question, Slot
from events.models import SavedSearch, Topic

_SAVED = Question(lambda: SavedSearch.objects.filter(user=Slot("user")).order_by("name"))


def saved_searches(user: User | AnonymousUser) -> list[SavedSearch]:
    """What ``user`` looks for again and again, by name."""
    return _SAVED.ask(user=user.pk) if isinstance(user, User) else []


def free_topic_key(name: str) -> str:
    """The key of a new topic, made of its name."""
    key = slugify(name)[:50].strip("-") or "topic"
    taken = set(Topic.objects.filter(key__startswith=key).values_list("key", flat=True))
    numbered = (f"{key}-{number}" for number in count(2))
    return key if key not in taken else next(each for each in numbered if each not in taken)
