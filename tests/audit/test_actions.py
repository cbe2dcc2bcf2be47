import pytest
from django.db import IntegrityError, transaction

from audit.actions import record
from audit.models import Line
from tests.factories.accounts import make_user
from tests.factories.outbox import NOW

pytestmark = pytest.mark.django_db


def test_a_line_says_who_changed_what():
    person, by = make_user(), make_user()

    record("person.renamed", person, by=by, at=NOW, scope="event:1", before={"name": "A"}, after={"name": "B"})

    line = Line.objects.get()
    assert (line.verb, line.about_type, line.about_id, line.scope, line.by, line.at, line.before, line.after) == (
        "person.renamed", "accounts.user", str(person.pk), "event:1", by, NOW, {"name": "A"}, {"name": "B"},
    )  # fmt: skip


def test_lines_are_found_by_their_row_and_by_their_scope():
    person, other = make_user(), make_user()
    first = record("a", person, by=None, at=NOW, scope="event:1")
    second = record("b", other, by=None, at=NOW, scope="event:1")
    record("c", other, by=None, at=NOW)

    assert (list(Line.objects.about(person)), list(Line.objects.in_scope("event:1"))) == ([first], [second, first])


def test_a_line_without_a_verb_is_refused():
    with pytest.raises(IntegrityError, match="audit_line_has_a_verb"), transaction.atomic():
        record("", make_user(), by=None, at=NOW)
