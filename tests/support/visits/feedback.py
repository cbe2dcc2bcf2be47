"""Addresses of what an event will ask when it is over."""

from events.links import sign_speaker
from events.queries import engagement_of
from feedback import links
from feedback.models import Form
from tests.support.told import the_text
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import NOBODY, World


def _event(world: World) -> Arguments:
    return {"slug": world.event.slug}


def _asked(world: World) -> Arguments:
    return {"slug": world.past.slug}


def _overall(world: World) -> Arguments:
    return _event(world) | {"key": "overall"}


def _overall_asked(world: World) -> Arguments:
    return _asked(world) | {"key": "overall"}


def _nothing(world: World) -> list[Arguments]:
    return [_event(world) | {"key": "nothing"}]


def _told(world: World) -> Arguments:
    return {"slug": world.told.slug}


def _text(world: World) -> Arguments:
    return the_text(world.told)


def _speakers_link(world: World) -> Arguments:
    return {"signed": sign_speaker(engagement_of(world.people["speaker"], world.told))}


def _texts_elsewhere(world: World) -> list[Arguments]:
    return [_text(world) | _asked(world), _text(world) | {"digest": "0"}, _text(world) | {"question": "overall"}]


TOLD = (Visit(_told, needs_people=True), Visit(_asked, allowed=NOBODY))  # nothing is to be seen while it is open
TEXT = (Visit(_text, strange=_texts_elsewhere, needs_people=True),)


def _by_link(world: World) -> Arguments:
    person = world.people["participant"]
    form = Form.objects.asking(person).first()  # nobody is asked in a world without registrations
    return {"signed": links.sign(form, person, address=person.email) if form else "nobody"}


def _forged(world: World) -> list[Arguments]:
    person, stranger = world.people["participant"], world.people["employee"]
    form = Form.objects.asking(person).first()
    others = [(person, stranger), (stranger, stranger)] if form else []
    return [{"signed": "forged"}, *({"signed": links.sign(form, one, address=of.email)} for one, of in others)]


def _later(world: World) -> Arguments:
    return _asked(world) | {"occasion": "month"}


def _other_occasion(world: World) -> list[Arguments]:
    return [_asked(world) | {"occasion": "after"}, _asked(world) | {"occasion": "never"}]


BY_LINK = (Visit(_by_link, strange=_forged, needs_people=True),)


def _language(world: World) -> Arguments:
    return _event(world) | {"language": "de"}


def _no_language(world: World) -> list[Arguments]:
    return [_event(world) | {"language": "xx"}]


def _set(world: World) -> Arguments:
    return {"pk": world.question_set.pk}


def _set_at(world: World) -> Arguments:
    return _event(world) | _set(world)


def _no_set(world: World) -> list[Arguments]:
    return [_event(world) | {"pk": 0}]


FOUND = (
    Visit(_set, allowed=frozenset({"organiser", "owner", "helper", "speaker", "outsider", "coordinator", "admin"})),
)
KEPT = (Visit(_set, allowed=frozenset({"owner", "admin"})),)
TAKEN = (Visit(_set_at, strange=_no_set),)
SHOWN = (Visit(_event), Visit(_asked))
CHANGED = (Visit(_overall, strange=_nothing), Visit(_overall_asked))

VISITS: dict[str, tuple[Visit, ...]] = {
    "feedback-texts": TOLD,
    # Of an event of which nobody was asked there is nothing to answer.
    **dict.fromkeys(
        ("feedback-reply", "feedback-reply-send"), (Visit(_told, needs_people=True), Visit(_event, allowed=NOBODY))
    ),
    **dict.fromkeys(
        ("feedback-share", "feedback-share-stop"), (Visit(_told, needs_people=True), Visit(_event, allowed=NOBODY))
    ),
    "teaching-feedback": (Visit(_told, needs_people=True), Visit(_asked, allowed=NOBODY)),
    "speaker-feedback": (Visit(_speakers_link, needs_people=True), Visit(lambda _: {"signed": "x"}, allowed=NOBODY)),
    **dict.fromkeys(("feedback-text", "feedback-text-hide"), TEXT),
    # What is not hidden is shown already; hidden or not, only administrators may.
    "feedback-text-show": TEXT,
    "workspace-feedback-later": (Visit(_later, strange=_other_occasion),),
    "feedback-later": (Visit(_later, allowed=NOBODY, strange=_other_occasion),),
    **dict.fromkeys(("feedback-by-link", "feedback-decline", "feedback-intention"), BY_LINK),
    **dict.fromkeys(
        ("feedback-screen", "feedback-questionnaire", "feedback-question-new", "feedback-as-all-do", "feedback-apart"),
        SHOWN,
    ),
    **dict.fromkeys(("feedback-words", "feedback-set-keep", "feedback-sets", "feedback-dates"), SHOWN),
    "feedback-preview": (Visit(_language, strange=_no_language),),
    "question-set": FOUND,
    **dict.fromkeys(("question-set-change", "question-set-remove"), KEPT),
    **dict.fromkeys(("feedback-set-add", "feedback-set-start"), TAKEN),
    **dict.fromkeys(("feedback-question", "feedback-question-move", "feedback-question-remove"), CHANGED),
}
