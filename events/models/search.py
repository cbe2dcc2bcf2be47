"""What events, and what stands beside them, are found by."""

from django.db import models
from django.db.models import Q

from events.models.event import Event
from events.models.materials import Material
from events.models.series import Series
from events.models.speakers import SpeakerProfile


class SearchText(models.Model):
    """What an event is found by: its words as events.searching folds them, kept by the actions.

    The database makes its own index of them: a tsvector in the language of the event on PostgreSQL,
    FTS5 on SQLite. Both stand beside this table (see the migration), and only events.queries.search asks them.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="search_text")
    language = models.CharField(max_length=12)
    title = models.TextField()
    people = models.TextField(blank=True)  # who teaches
    subjects = models.TextField(blank=True)
    places = models.TextField(blank=True)  # rooms, locations, who hosts it
    body = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class ThingText(models.Model):
    """What a material, a series or somebody who teaches is found by: the same words in the same kind of index."""

    material = models.OneToOneField(Material, on_delete=models.CASCADE, null=True, related_name="+")
    series = models.OneToOneField(Series, on_delete=models.CASCADE, null=True, related_name="+")
    profile = models.OneToOneField(SpeakerProfile, on_delete=models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=12, blank=True)  # empty where nobody knows it
    title = models.TextField()
    people = models.TextField(blank=True)
    subjects = models.TextField(blank=True)
    places = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(material__isnull=False, series=None, profile=None)
                | Q(material=None, series__isnull=False, profile=None)
                | Q(material=None, series=None, profile__isnull=False),
                name="thing_text_is_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.title


class FacetText(models.Model):
    """The values of an event in each facet, as events.facets writes them, kept by the actions.

    Six tables say it, and the catalogue counts the facets of a thousand events: see events.queries.facets.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="+")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
