"""What events are found by: topics, saved searches."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.querysets import SavedSearchQuerySet, TopicQuerySet

LONGEST_SEARCH = 2_000  # characters of an address


class Topic(models.Model):
    """A subject by which people find events."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)

    objects = TopicQuerySet.as_manager()
    uses: int  # by with_uses()

    def __str__(self) -> str:
        return self.name


class SavedSearch(models.Model):
    """What somebody looks for again and again; ``query`` is the part of the catalogue's address that says it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=LONGEST_SEARCH)
    saved_at = models.DateTimeField()

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_search_name_once_per_person"),
            models.UniqueConstraint(fields=["user", "query"], name="saved_search_once_per_person"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(query=""), name="saved_search_says_something"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The catalogue, narrowed to it."""
        return f"{reverse('catalogue')}?{self.query}"
