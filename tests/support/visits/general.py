"""Addresses of what every event has: seats, people, groups, questions, mail, the directory."""

from collections.abc import Callable

from django.core import signing
from django.db.models import Model

from accounts.models import Coordinator, Location, Organisation
from common.raster import cover_card_key
from events.models import Event, Room, Topic
from outbox.models import Message
from registrations.links import OFFER_PURPOSE, PURPOSE
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import NOBODY, SIGNED_IN, TEAM, World


def _event(world: World) -> Arguments:
    return {"slug": world.event.slug}


def _past(world: World) -> Arguments:
    return {"slug": world.past.slug}


def _draft(world: World) -> Arguments:
    return {"slug": world.draft.slug}


def _signed(*parts: object, salt: str) -> Arguments:
    return {"signed": signing.dumps(parts, salt=salt)}


def forged_guest_links(world: World) -> list[Arguments]:
    place, key, far = world.places["guest"], world.guest.link_key, 2**40
    return [
        {"signed": "forged"},
        {"signed": world.guest_link[:-2]},
        _signed(place.pk, key, far, salt="another.purpose"),
        _signed(place.pk, "another key", far, salt=PURPOSE),
        _signed(place.pk, key, 1, salt=PURPOSE),
        _signed(world.places["participant"].pk, key, far, salt=PURPOSE),
    ]


def _forged_offers(world: World) -> list[Arguments]:
    place = world.places["offered"]
    asked = (place.pk, place.pool_id, place.answer_until.isoformat())
    return [
        {"signed": "forged"},
        {"signed": world.offer_link[:-2]},
        _signed(*asked, salt=PURPOSE),
        _signed(0, *asked[1:], salt=OFFER_PURPOSE),
    ]


def _place(world: World) -> Arguments:
    return _event(world) | {"pk": world.places["waitlisted"].pk}


def _places_elsewhere(world: World) -> list[Arguments]:
    mine, foreign = world.places[world.past.title], world.places[world.foreign.title]
    return [_event(world) | {"pk": mine.pk}, _event(world) | {"pk": foreign.pk}, _event(world) | {"pk": 0}]


def _role(world: World) -> Arguments:
    return _event(world) | {"pk": world.role(world.event, "helper").pk}


def _roles_elsewhere(world: World) -> list[Arguments]:
    return [_event(world) | {"pk": world.role(world.past, "helper").pk}, _event(world) | {"pk": 0}]


def _job(world: World) -> Arguments:
    return {"uuid": world.file.job.uuid}


def _file(world: World) -> Arguments:
    return _job(world) | {"pk": world.file.pk}


def _files_elsewhere(world: World) -> list[Arguments]:
    other = world.foreign_file
    return [_job(world) | {"pk": other.pk}, {"uuid": other.job.uuid, "pk": world.file.pk}]


def _mail(world: World) -> Arguments:
    return {"pk": world.mail("participant").pk}


def _secret_mail(world: World) -> Arguments:
    return {"pk": world.mail("guest").pk}


def _mail_about(world: World, *, is_secret: bool = False) -> Arguments:
    found = Message.objects.in_scope(world.event.scope).filter(is_secret=is_secret)
    return _event(world) | {"pk": found.order_by("pk")[0].pk}


def _secret_mail_about(world: World) -> Arguments:
    return _mail_about(world, is_secret=True)


def _mails_elsewhere(world: World) -> list[Arguments]:
    here = _mail_about(world)
    return [here | {"pk": 0}, here | _past(world)]


def _coordinator(world: World) -> Arguments:
    found = Coordinator.objects.get(user=world.people["coordinator"])
    return {"pk": found.department_id, "coordinator": found.pk}


def _coordinators_elsewhere(world: World) -> list[Arguments]:
    here = _coordinator(world)
    return [here | {"pk": world.people["admin"].department_id}, here | {"coordinator": 0}]


def _person(world: World) -> Arguments:
    return {"pk": world.people["employee"].pk}


def _department(world: World) -> Arguments:
    return {"pk": world.people["employee"].department_id}


def _first(model: type[Model]) -> Callable[[World], Arguments]:
    return lambda _world: {"pk": model._default_manager.order_by("pk").first().pk}


def _upload(world: World) -> Arguments:
    return {"uuid": world.uploads["right"].uuid}


def _uploads_of_others(world: World) -> list[Arguments]:
    return [{"uuid": world.foreign_upload.uuid}]


def _picture(world: World) -> Arguments:
    return _event(world) | {"key": world.event.cover, "size": "large"}


def _pictures_elsewhere(world: World) -> list[Arguments]:
    right = _picture(world)
    return [right | {"key": world.draft.cover}, right | {"size": "huge"}, right | {"slug": world.past.slug}]


def _card(world: World, event: Event | None = None) -> Arguments:
    event = event or world.event
    return {"slug": event.slug, "key": cover_card_key(key=str(event.uuid), kind=event.kind)}


def _draft_picture(world: World) -> Arguments:
    return _draft(world) | {"key": world.draft.cover, "size": "small"}


def _guest_picture(world: World) -> Arguments:
    return {"signed": world.guest_link, "key": world.event.cover}


def _pictures_of_no_guest(world: World) -> list[Arguments]:
    key = {"key": world.event.cover}
    forged = [link | key for link in forged_guest_links(world)]
    return [*forged, {"signed": world.guest_link, "key": world.draft.cover}]


def _enquiry(world: World) -> Arguments:
    return _event(world) | {"pk": world.enquiry.pk}


def _session(world: World) -> Arguments:
    return _event(world) | {"session": world.session(world.event).pk}


def _sessions_elsewhere(world: World) -> list[Arguments]:
    return [_event(world) | {"session": world.session(world.past).pk}, _event(world) | {"session": 0}]


def _grouped(world: World) -> Arguments:
    return _session(world) | {"pk": world.places["participant"].pk}


def _grouped_elsewhere(world: World) -> list[Arguments]:
    here, waits = _grouped(world), world.places["waitlisted"]
    return [here | {"session": world.session(world.past).pk}, here | {"pk": waits.pk}, here | {"pk": 0}]


def _wish(world: World) -> Arguments:
    return _event(world) | {"pk": world.wish.pk}


def _seat_form(world: World) -> Arguments:
    return _event(world) | {"kind": "room"}


def _question(world: World) -> Arguments:
    return _event(world) | {"pk": world.question.pk}


def _questions_elsewhere(world: World) -> list[Arguments]:
    return [_event(world) | {"pk": 0}, _past(world) | {"pk": world.question.pk}]


def _answer(world: World) -> Arguments:
    return _event(world) | {"pk": world.answer.pk}


def _answers_elsewhere(world: World) -> list[Arguments]:
    return [_event(world) | {"pk": 0}, _past(world) | {"pk": world.answer.pk}]


def _logo(_world: World) -> Arguments:
    return {"key": Organisation.objects.get().logo_key}


ENQUIRY = (Visit(_enquiry, strange=lambda world: [_event(world) | {"pk": 0}, _past(world) | {"pk": world.enquiry.pk}]),)
EVENT = (Visit(_event),)
QUESTION = (Visit(_question, strange=_questions_elsewhere),)
SESSION = (Visit(_session, strange=_sessions_elsewhere),)
WITH_GROUPS = (Visit(_session, strange=_sessions_elsewhere, needs_people=True),)
SECRET_MAIL = Visit(_secret_mail_about, needs_people=True)
SHOWN_TO_TEAM = (Visit(_event), Visit(_past), Visit(_draft))
SHOWN = (Visit(_event), Visit(_past), Visit(_draft, allowed=TEAM))
GUEST = (Visit(lambda world: {"signed": world.guest_link}, strange=forged_guest_links, needs_people=True),)
OFFER = (Visit(lambda world: {"signed": world.offer_link}, strange=_forged_offers, needs_people=True),)
OFFERING = (
    Visit(_event, allowed=frozenset({"participant", "waitlisted"})),
    Visit(lambda world: {"slug": world.offering.slug}, needs_people=True),
)
HOLD = (Visit(lambda world: {"pk": world.hold.pk}, strange=lambda _world: [{"pk": 0}], needs_people=True),)
REQUEST = (
    Visit(lambda world: {"pk": world.places["requested"].pk}, strange=lambda _world: [{"pk": 0}], needs_people=True),
)
HERE = (Visit(),)
ADMIN = (
    Visit(
        lambda world: {
            "object_id": world.people["admin"].pk,
            "content_type_id": "1",
            "app_label": "accounts",
            "url": "nowhere",
        }
    ),
)
NOT_IN_ADMIN = (Visit(ADMIN[0].arguments, allowed=NOBODY),)
NOT_ALLOWED = {"accounts_user_add", "accounts_user_delete", "accounts_department_delete"}  # people sign up, and stay

VISITS: dict[str, tuple[Visit, ...]] = {
    "catalogue": (Visit(allowed=SIGNED_IN),),
    "calendar": (Visit(allowed=SIGNED_IN),),
    "event": SHOWN,
    "event-calendar": SHOWN[:2],
    "event-code": SHOWN[:2],
    "event-cover": (Visit(_picture, strange=_pictures_elsewhere), Visit(_draft_picture, allowed=TEAM)),
    # Of what all may read; nothing of that kind is in the test world.
    "event-card": (Visit(_card, allowed=NOBODY, strange=lambda world: [_card(world), _card(world, world.past)]),),
    "guest-cover": (Visit(_guest_picture, strange=_pictures_of_no_guest, needs_people=True),),
    "logo": (Visit(_logo, strange=lambda _world: [{"key": "another"}]),),
    "search-forget": (Visit(lambda world: {"pk": world.search.pk}, strange=lambda _: [{"pk": 0}]),),
    "event-ask": SHOWN,
    "workspace-questions": SHOWN_TO_TEAM,
    "question-answer": ENQUIRY,
    "question-hide": ENQUIRY,
    "register": EVENT,
    "register-form": (Visit(_seat_form, strange=lambda world: [_event(world) | {"kind": "online"}]),),
    "registration-answers": (Visit(_event, needs_people=True),),
    "own-answer-file": (
        Visit(_answer, allowed=frozenset({"participant"}), strange=_answers_elsewhere, needs_people=True),
    ),
    "guest-answers": GUEST,
    "workspace-answers": SHOWN_TO_TEAM,
    "answer-file": (Visit(_answer, strange=_answers_elsewhere, needs_people=True),),
    "workspace-form": SHOWN_TO_TEAM,
    "form-question-new": SHOWN_TO_TEAM,
    "form-needs": SHOWN_TO_TEAM,
    "form-question": QUESTION,
    "form-question-move": QUESTION,
    "form-question-retire": QUESTION,
    **dict.fromkeys(("registration-cancel", "registration-wish", "registration-panel"), EVENT),
    "session-absence": EVENT,
    "hand-over": (Visit(_event, needs_people=True),),
    "guest-absence": GUEST,
    "registration-accept": OFFERING,
    "registration-decline": OFFERING,
    "seats-hold": (Visit(_event), Visit(_draft, allowed=NOBODY)),
    "requests": HERE,
    "request": REQUEST,
    "seat-hold": HOLD,
    "seat-hold-release": HOLD,
    "workspace-hold-release": (
        Visit(
            lambda world: {"slug": world.offering.slug, "pk": world.hold.pk},
            strange=lambda world: [_event(world) | {"pk": world.hold.pk}, _event(world) | {"pk": 0}],
            needs_people=True,
        ),
    ),
    "offer": OFFER,
    "offer-accept": OFFER,
    "offer-decline": OFFER,
    "guest-event": GUEST,
    "guest-cancel": GUEST,
    "feedback": (Visit(_past, needs_people=True), Visit(_event, allowed=NOBODY)),
    "workspace": SHOWN_TO_TEAM,
    **dict.fromkeys(("workspace-settings", "workspace-seats"), SHOWN_TO_TEAM),
    "workspace-attendance": SHOWN_TO_TEAM,
    "attendance-close": SHOWN_TO_TEAM,
    "workspace-groups": SHOWN_TO_TEAM,
    "group-wishes": SHOWN_TO_TEAM,
    "group-wish-drop": (
        Visit(
            _wish,
            strange=lambda world: [_wish(world) | {"pk": 0}, _past(world) | {"pk": world.wish.pk}],
            needs_people=True,
        ),
    ),
    "groups-mix": SESSION,
    "groups-newcomers": SESSION,
    "groups-publish": SESSION,
    "groups-hide": SESSION,
    "group-names": WITH_GROUPS,
    "table-signs-new": WITH_GROUPS,
    "table-signs-print": WITH_GROUPS,
    "group-place": (Visit(_grouped, strange=_grouped_elsewhere, needs_people=True),),
    **dict.fromkeys(("workspace-draw", "draw-make", "draw-publish"), SHOWN_TO_TEAM),
    "draw-input": (Visit(_event, allowed=NOBODY),),  # nothing is drawn there
    "workspace-messages-send": (Visit(_event),),
    "workspace-message": (Visit(_mail_about, strange=_mails_elsewhere, needs_people=True), SECRET_MAIL),
    "workspace-message-html": (
        Visit(_mail_about, strange=_mails_elsewhere, needs_people=True),
        Visit(_secret_mail_about, allowed=NOBODY, needs_people=True),
    ),
    "workspace-message-send": (Visit(_mail_about, strange=_mails_elsewhere, needs_people=True), SECRET_MAIL),
    **dict.fromkeys(("workspace-messages", "workspace-write"), SHOWN_TO_TEAM),
    "workspace-words": SHOWN_TO_TEAM,
    "workspace-people": SHOWN_TO_TEAM,
    "person-add": SHOWN_TO_TEAM,
    "guest-add": SHOWN_TO_TEAM,
    **dict.fromkeys(
        ("person-place", "person-seat", "person-remove"),
        (Visit(_place, strange=_places_elsewhere, needs_people=True),),
    ),
    "workspace-feedback": SHOWN_TO_TEAM,
    "workspace-reports": SHOWN_TO_TEAM,
    "attendance-summary-print": SHOWN_TO_TEAM,
    "team": SHOWN_TO_TEAM,
    "team-leave": (Visit(_role, strange=_roles_elsewhere),),
    "event-publish": SHOWN_TO_TEAM,
    "event-decide": SHOWN_TO_TEAM,
    "event-cancel": SHOWN_TO_TEAM,
    **dict.fromkeys(
        ("job", "job-stop", "job-retry"),
        (
            Visit(_job, allowed=frozenset({"owner", "admin"})),
            Visit(lambda world: {"uuid": world.running.uuid}, allowed=frozenset({"owner", "admin"})),
        ),
    ),
    "job-file": (Visit(_file, strange=_files_elsewhere),),
    "people-import-file": (
        Visit(_upload, strange=_uploads_of_others),
        Visit(lambda world: {"uuid": world.uploads["wrong"].uuid}),
        Visit(lambda world: {"uuid": world.uploads["imported"].uuid}),
    ),
    "people-import-discard": (Visit(_upload, strange=_uploads_of_others),),
    "message": (Visit(_mail, needs_people=True), Visit(_secret_mail, needs_people=True)),
    "message-source": (Visit(_mail, needs_people=True), Visit(_secret_mail, allowed=NOBODY, needs_people=True)),
    "message-html": (Visit(_mail, needs_people=True), Visit(_secret_mail, allowed=NOBODY, needs_people=True)),
    "message-send": (Visit(_mail, needs_people=True), Visit(_secret_mail, needs_people=True)),
    "directory-person": (Visit(_person), Visit(lambda world: {"pk": world.people["admin"].pk})),
    "directory-person-close": (Visit(_person),),
    "directory-person-reopen": (Visit(_person),),
    "directory-department": (Visit(_department),),
    "department-remove": (Visit(_department),),
    "coordinator-appoint": (Visit(_department),),
    "coordinator-dismiss": (Visit(_coordinator, strange=_coordinators_elsewhere),),
    "location": (Visit(_first(Location)),),
    "location-remove": (Visit(_first(Location)),),
    "room": (Visit(_first(Room)),),
    "room-remove": (Visit(_first(Room)),),
    "topic": (Visit(_first(Topic)),),
    "topic-merge": (Visit(_first(Topic)),),
    "topic-remove": (Visit(_first(Topic)),),
    "account_reset_password_from_key": (Visit(lambda _: {"uidb36": "1", "key": "forged"}),),
}
