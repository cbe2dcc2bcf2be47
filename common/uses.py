"""What still points to a row, whichever app it is in."""

from django.db.models import PROTECT, ForeignObjectRel, Model


def uses(row: Model) -> int:
    """How many rows of any app refer to ``row``; an app below can ask without knowing those above."""
    found = 0
    for relation in row._meta.get_fields(include_hidden=True):  # noqa: SLF001  # Django's documented API
        if isinstance(relation, ForeignObjectRel) and _counts(relation):
            others = relation.related_model._default_manager  # noqa: SLF001
            found += others.filter(**{relation.field.name: row.pk}).count()
    return found


def _counts(relation: ForeignObjectRel) -> bool:
    """What has no name on this side goes along with the row, unless it keeps the row from going."""
    return not relation.hidden or relation.on_delete is PROTECT
