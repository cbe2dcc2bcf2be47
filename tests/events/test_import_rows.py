"""What the database refuses of files with events, and of what was made of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from events.models import EventFile, Imported
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_draft

pytestmark = pytest.mark.django_db


def refused(constraint: str, make) -> bool:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    return constraint in str(caught.value) or "UNIQUE" in str(caught.value)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("event_file_is_kept_until_used", {"content": b""}),
        ("event_file_is_kept_until_used", {"applied_at": NOW}),
        ("event_file_expires_after_upload", {"expires_at": NOW}),
    ],
)
def test_a_file_is_kept_until_it_is_used(constraint, values):
    usual = {"content": b"x", "uploaded_at": NOW, "expires_at": NOW + timedelta(days=1), "name": "x.csv"}

    assert refused(constraint, lambda: EventFile.objects.create(owner=make_user(), **usual | values))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("imported_once", {}),
        ("imported_says_from_where", {"uid": ""}),
        ("imported_says_from_where", {"source": "", "uid": "2"}),
    ],
)
def test_a_row_is_imported_once(constraint, values):
    event, by = make_draft(), make_user()
    usual = {"event": event, "by": by, "source": "ics", "uid": "1", "digest": "x", "imported_at": NOW}
    Imported.objects.create(**usual)

    assert refused(constraint, lambda: Imported.objects.create(**usual | values))
