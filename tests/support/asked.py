"""What people are asked on registering for the event to come, and what the participant has answered."""

from datetime import datetime
from typing import TYPE_CHECKING

from common.files import sent
from events import actions as events
from events.drafts import QuestionDraft
from events.enums import QuestionKind
from events.models import RegistrationQuestion
from registrations import actions as registrations
from registrations.models import Answer
from registrations.queries import Given

if TYPE_CHECKING:
    from tests.support.world import World


def put_questions(world: "World") -> None:
    """One of each kind, asked once people are on the list already."""
    by = {"by": world.people["owner"], "at": world.at}
    for kind in QuestionKind.values:
        choices = ("One", "Two") if kind in {"choice", "choices"} else ()
        draft = QuestionDraft(kind=kind, label=f"About {kind}", is_required=kind == "short", added=choices)
        question = events.add_question(event=world.event, draft=draft, **by)
        world.question = world.question or question
    world.event.refresh_from_db()


def put_answers(world: "World", at: datetime) -> Answer:
    """The participant has sent a file, and has said what only the owner may read."""
    place, data = world.places["participant"], b"%PDF-1.7"
    said = {"file": sent("plan.pdf", data), "access": "A ramp", "short": "Something"}
    given = [
        Given(question=one, said=said[one.kind], data=data if one.kind == "file" else b"")
        for one in RegistrationQuestion.objects.filter(event=world.event, kind__in=said)
    ]
    registrations.answer_questions(registration=place, given=given, by=place.user, at=at)
    return place.answers.exclude(file="").get()
