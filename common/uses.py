"""What still points to a row, whichever app it is in."""

from django.db.models import Model


def uses(row: Model) -> int:
    """How many rows of any app refer to ``row``; an app below can ask without knowing those above."""
    found = 0
    for relation in row._meta.related_objects:  # noqa: SLF001  # Django's documented API
        others = relation.related_model._default_manager  # noqa: SLF001
        found += others.filter(**{relation.field.name: row.pk}).count()
    return found
