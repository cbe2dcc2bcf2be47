"""What the search finds, in which order, and what it never tells; on SQLite as on PostgreSQL."""

from datetime import time

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import actions as accounts
from events import actions, queries
from events.drafts import SpeakerDraft
from events.models import Event, FacetText, SearchText, Series, SpeakerProfile, ThingText
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, event_draft, make_event, make_many_events, make_room, make_topic, session_draft

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """The titles, the best first."""
    ids = list(queries.search(Event.objects.order_by("pk"), text).values_list("pk", flat=True))
    titles = dict(Event.objects.values_list("pk", "title"))
    return [titles[pk] for pk in queries.best_first(ids, text)]


def everything() -> list[int]:
    return list(Event.objects.values_list("pk", flat=True))


@pytest.fixture
def programme():
    finance, room = make_department("Finance"), make_room("Elbe")
    make_event(
        title="Reading a balance sheet",
        description="What the **figures** say.",
        host_department=finance,
        topics=(make_topic("Money"),),
        speakers=(SpeakerDraft(user=make_user("Inès Okafor")), SpeakerDraft(name="John Adair")),
        sessions=(session_draft(room=room, place=""),),
    )
    make_event(title="Übungen für Häuser", language="de", description="Mit Bilanzen: balance, balance, balance.")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("balance", ["Reading a balance sheet", "Übungen für Häuser"]),  # the title first, whatever stands elsewhere
        ("BALANCE sheet", ["Reading a balance sheet"]),
        ("bal", ["Reading a balance sheet", "Übungen für Häuser"]),
        ("figures", ["Reading a balance sheet"]),
        ("ines okafor", ["Reading a balance sheet"]),
        ("adair", ["Reading a balance sheet"]),
        ("money", ["Reading a balance sheet"]),
        ("finance elbe", ["Reading a balance sheet"]),
        ("ubungen", ["Übungen für Häuser"]),
        ("uebung", ["Übungen für Häuser"]),
        ("balance tea", []),
    ],
)
def test_every_word_is_found_wherever_it_stands(programme, text, titles):
    assert found(text) == titles


@pytest.mark.postgres  # forms of a word are PostgreSQL's part
@pytest.mark.parametrize(
    ("text", "title"), [("reads balanced", "Reading a balance sheet"), ("Haus", "Übungen für Häuser")]
)
def test_other_forms_of_a_word_are_found_in_the_language_of_the_event(programme, text, title):
    assert found(text) == [title]


@pytest.mark.parametrize(
    "text",
    ["", " ", "%", "\x00", "'", '"', "a' & b", "a:*", "!(", "NEAR(a b)", "title: x", "-x", "^x", "the of and", "🎉", "ميزانية", "\\", "x" * 10_000, "y " * 5_000, "½", "_", "a\u0301", "AND", "OR NOT", "{title}", "<->"],
)  # fmt: skip
def test_nothing_that_can_be_typed_is_an_error(programme, text):
    assert isinstance(found(text), list)
    assert isinstance(queries.spelt_otherwise(everything(), text), str)


def test_what_changes_is_found_under_its_new_words():
    owner, admin = make_user("Ines Okafor"), make_user("Ada", is_staff=True)
    legal = make_department("Legal")
    finance, money, coins, room = (
        make_department("Finance"),
        make_topic("Money"),
        make_topic("Coins"),
        make_room("Elbe"),
    )
    event = make_event(
        title="Sums",
        owner=owner,
        speakers=(SpeakerDraft(user=owner),),
        topics=(money,),
        host_department=finance,
        co_hosts=(legal,),
        sessions=(session_draft(room=room, place=""),),
    )

    accounts.change_settings(user=owner, values={"name": "Ines Lund"}, at=NOW)
    accounts.change_department(department=finance, values={"name": "Treasury"}, by=admin, at=NOW)
    accounts.change_department(department=legal, values={"name": "Contracts"}, by=admin, at=NOW)
    accounts.change_location(location=room.location, values={"name": "Bergen"}, by=admin, at=NOW)
    actions.change_room(room=room, values={"name": "Alster"}, by=admin, at=NOW)
    actions.merge_topics(topic=money, into=coins, by=admin, at=NOW)
    actions.rename_topic(topic=coins, values={"name": "Cash"}, by=admin, at=NOW)

    new = ["lund", "treasury", "contracts", "bergen", "alster", "cash"]
    old = ["okafor", "finance", "legal", "elbe", "money", "coins"]
    assert [found(word) for word in [*new, *old]] == [["Sums"]] * 6 + [[]] * 6
    actions.edit(event=event, draft=event_draft(title="Additions"), by=owner, at=NOW)
    assert [found(word) for word in ("additions", "sums", "lund")] == [["Additions"], [], []]


def test_what_was_missed_is_mended_by_night():
    event = make_event(title="Sums")
    make_event(title="Tea")
    Event.objects.filter(pk=event.pk).update(title="Additions")
    SearchText.objects.filter(title="tea").delete()

    mended = [actions.renew_all_searches(), actions.renew_all_searches()]

    assert (mended, found("additions"), found("sums"), found("tea")) == ([2, 0], ["Additions"], [], ["Tea"])


def test_facets_follow_what_changes_and_what_was_missed_is_mended_by_night():
    owner, room, money = make_user(), make_room(), make_topic("Money")
    event = make_event(owner=owner, topics=(money,), seats={"room": 5})
    draft = event_draft(sessions=(session_draft(room=room, place=""),), seats={"online": 5}, language="de")
    before = FacetText.objects.get().text

    actions.edit(event=event, draft=draft, by=owner, at=NOW)
    after = FacetText.objects.get().text
    FacetText.objects.update(text="gone;;;talk;en;")

    assert (before, after, actions.renew_all_searches(), FacetText.objects.get().text) == (
        f"{money.key};;room;seminar;en;",
        f";;online;seminar;de;{room.location_id}",
        1,
        after,
    )


def test_words_are_of_exactly_one_thing():
    profile = SpeakerProfile.objects.create(user=make_user(), changed_at=NOW)
    series = Series.objects.create(
        title="Walks",
        starts_wall=time(9),
        ends_wall=time(10),
        starts_on=NOW.date(),
        frequency="daily",
        count=2,
        created_at=NOW,
        changed_at=NOW,
    )

    for things in ({}, {"profile": profile, "series": series}):
        with pytest.raises(IntegrityError, match="thing_text_is_of_one"), transaction.atomic():
            ThingText.objects.create(title="walks", **things)


def test_an_event_that_goes_is_found_no_more():
    make_event(title="Sums")

    Event.objects.all().delete()

    assert (found("sums"), SearchText.objects.count()) == ([], 0)


@pytest.mark.parametrize("number", [1, 30])
def test_what_is_kept_of_many_events_is_asked_at_once(count_queries, number):
    ids = [event.pk for event in make_many_events(number, owner=make_user())]
    SearchText.objects.all().delete()

    assert count_queries(lambda: actions.renew_search(ids)) == 16


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("balence shet", "balance sheet"),
        ("okafro", "okafor"),
        ("übungn", "ubungen"),
        ("bal", ""),
        ("xyzzy", ""),
        ("balance", ""),
    ],
)
def test_a_word_nobody_wrote_is_put_right(programme, typed, right):
    assert queries.spelt_otherwise(everything(), typed) == right


def test_words_of_what_somebody_may_not_see_are_never_suggested(programme):
    hidden = Event.objects.filter(title__startswith="Reading").values_list("pk", flat=True)

    assert queries.spelt_otherwise([pk for pk in everything() if pk not in hidden], "balence") == ""


@pytest.mark.postgres  # whose extension it is
def test_without_the_extension_words_are_put_right_all_the_same(programme):
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm")

    right = {typed: queries.spelt_otherwise(everything(), typed) for typed in ("balence", "okafro", "bal", "xyzzy")}

    assert right == {"balence": "balance", "okafro": "okafor", "bal": "", "xyzzy": ""}


@pytest.mark.once  # SQLite's own
def test_sqlite_finds_what_is_written_exactly_and_suggests_another_form(programme):
    assert (found("readings"), queries.spelt_otherwise(everything(), "readings")) == ([], "reading")
