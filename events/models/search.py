"""What events are found by."""

from django.db import models

from events.models.event import Event


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


class FacetText(models.Model):
    """The values of an event in each facet, as events.facets writes them, kept by the actions.

    Six tables say it, and the catalogue counts the facets of a thousand events: see events.queries.facets.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="+")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
