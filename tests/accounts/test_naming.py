"""How the organisation is called, and its logo."""

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from accounts import actions
from accounts.enums import Refusal
from accounts.exceptions import AccountRefused
from accounts.models import Organisation
from audit.models import Line
from common import site
from common.organisation import Logo
from common.organisation import Organisation as Known
from tests.factories.accounts import make_user
from tests.factories.organisation import make_logo, name_organisation

pytestmark = pytest.mark.django_db


def test_without_a_row_it_is_called_as_the_settings_say(settings):
    settings.SITE_NAME = "Fernhill"

    assert site.current() == Known(name="Fernhill")


def test_name_organisation_says_it_everywhere_and_notes_it():
    drawn = make_logo()

    row = name_organisation(name="Nordhaven", logo=drawn, logo_text="A disc", is_name_shown=False)

    logo = Logo(key=row.logo_key, text="A disc", png=drawn.png, width=drawn.width, height=drawn.height)
    assert site.current() == Known(name="Nordhaven", logo=logo, is_name_shown=False)
    line = Line.objects.get(verb="organisation.named")
    before = {"name": "", "is_name_shown": True, "logo_text": "", "logo_key": ""}
    after = {"name": "Nordhaven", "is_name_shown": False, "logo_text": "A disc", "logo_key": row.logo_key}
    assert (line.before, line.after) == (before, after)


def test_a_new_name_leaves_the_logo_and_a_new_logo_has_another_key():
    first = name_organisation(logo=make_logo(), logo_text="A disc")
    renamed = name_organisation(name="Fernhill", logo_text="A disc")
    redrawn = name_organisation(logo=make_logo(colour="red"), logo_text="A disc")

    assert renamed.logo_key == first.logo_key
    assert redrawn.logo_key != first.logo_key


def test_taking_the_logo_away_takes_its_words_along():
    name_organisation(logo=make_logo(), logo_text="A disc")
    row = name_organisation(removes_logo=True, logo_text="A disc")

    assert (bytes(row.logo), row.logo_key, row.logo_text, row.logo_width, row.logo_height) == (b"", "", "", 0, 0)


def test_a_logo_without_words_is_refused_and_changes_nothing():
    with pytest.raises(AccountRefused) as refused:
        name_organisation(logo=make_logo())

    assert refused.value.reason == Refusal.LOGO_WITHOUT_WORDS
    assert list(Line.objects.all()) == []


def test_saying_the_same_again_is_not_noted():
    name_organisation()
    name_organisation()

    assert Line.objects.filter(verb="organisation.named").count() == 1


def test_who_has_seen_an_older_version_is_told():
    seen = actions.version_of_organisation(Organisation())
    name_organisation(name="Fernhill")
    values = {"name": "Late", "logo": None, "removes_logo": False, "logo_text": "", "is_name_shown": True}

    with pytest.raises(AccountRefused) as refused:
        actions.name_organisation(values=values, by=make_user(is_staff=True), at=timezone.now(), seen=seen)

    assert refused.value.reason == Refusal.CHANGED_MEANWHILE
    assert Organisation.objects.get().name == "Fernhill"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("organisation_is_one", {"id": 2}),
        ("organisation_logo_is_whole", {"logo": b"png"}),
        ("organisation_logo_is_whole", {"logo": b"png", "logo_key": "k", "logo_width": 9, "logo_height": 9}),
        ("organisation_logo_is_whole", {"logo_text": "Words of nothing"}),
        ("organisation_logo_is_whole", {"logo": b"p", "logo_key": "k", "logo_text": "t", "logo_width": 9}),
    ],
)
def test_the_database_refuses(name, values):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Organisation.objects.create(**values)


def test_what_is_not_committed_is_told_to_nobody():
    site.current()
    with TestCase.captureOnCommitCallbacks(execute=False) as told:
        values = {"name": "Soon", "logo": None, "removes_logo": False, "logo_text": "", "is_name_shown": True}
        actions.name_organisation(values=values, by=make_user(is_staff=True), at=timezone.now())

    assert (site.name(), len(told)) == ("Roundtable", 1)
