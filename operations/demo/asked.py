"""What one event of the demo asks of whoever registers, and what people answered."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle

from common.files import sent
from events import actions as events
from events.drafts import QuestionDraft
from events.enums import QuestionKind, RoleKind
from events.models import Event, RegistrationQuestion
from registrations import actions
from registrations.answering import Value
from registrations.models import Registration
from registrations.queries import Given

QUESTIONS = (
    QuestionDraft(
        kind=QuestionKind.SHORT,
        label="What do you do at sea, in one line?",
        help_text="It goes on your badge.",
        is_required=True,
    ),
    QuestionDraft(
        kind=QuestionKind.LONG, label="What do you want to have learned by the evening?", is_for_speakers=True
    ),
    QuestionDraft(
        kind=QuestionKind.CHOICE,
        label="Which watch would you rather take?",
        is_required=True,
        added=("Morning", "Afternoon", "I don't mind"),
    ),
    QuestionDraft(
        kind=QuestionKind.CHOICES,
        label="What do you eat?",
        help_text="Choose all that is fine with you.",
        added=("Fish", "Meat", "Vegetarian", "Vegan"),
    ),
    QuestionDraft(kind=QuestionKind.YES_NO, label="Have you been on board before?"),
    QuestionDraft(kind=QuestionKind.NUMBER, label="How many hours have you spent at sea?"),
    QuestionDraft(kind=QuestionKind.DATE, label="When did you last do a safety briefing?"),
    QuestionDraft(
        kind=QuestionKind.CONSENT,
        label="I agree that pictures of the day are shown in the intranet",
        help_text="You can come without agreeing.",
    ),
    QuestionDraft(
        kind=QuestionKind.FILE, label="Certificate of sea fitness", help_text="If you have one.", pool_kind="room"
    ),
    QuestionDraft(kind=QuestionKind.ACCESS, label="Do you need anything to come aboard and take part?"),
)
LINES = ("Buoys and their batteries", "Budgets, on dry land", "Sensors below the waterline", "Contracts with harbours")
WISHES = (
    "Why the cheapest sensor is the most honest one.",
    "How to read a tide table.",
    "Who decides when we turn back?",
)
HOURS = ("0", "12", "340", "2.5", "80")
NEEDS = "I use a wheelchair. A ramp of 80 cm is enough."


def ask_and_answer(event: Event, *, silent: str, at: datetime) -> None:
    """Ask one question of every kind. ``silent`` and guests have not answered yet; one choice is gone since."""
    owner, asked_at = event.roles.get(kind=RoleKind.OWNER).user, at - timedelta(days=6)
    asked = {draft.kind: events.add_question(event=event, draft=draft, by=owner, at=asked_at) for draft in QUESTIONS}
    event.refresh_from_db()
    rows = list(Registration.objects.for_event(event).live().select_related("event", "user", "pool").order_by("pk"))
    answering = [row for row in rows if row.user and row.user.name != silent]
    for number, (registration, values) in enumerate(zip(answering, _answers(asked, at=at), strict=False)):
        if number == 0:
            values |= {QuestionKind.ACCESS: NEEDS, QuestionKind.FILE: sent("sea-fitness.pdf", CERTIFICATE)}
        given = [
            Given(question=asked[kind], said=said, data=CERTIFICATE if kind == QuestionKind.FILE else b"")
            for kind, said in values.items()
        ]
        actions.answer_questions(registration=registration, given=given, by=registration.user, at=asked_at)
    food = asked[QuestionKind.CHOICES]
    kept = {choice.pk: choice.label for choice in food.choices.all() if choice.label != "Meat"}
    draft = QuestionDraft(kind=food.kind, label=food.label, help_text=food.help_text, kept=kept)
    events.change_question(question=food, draft=draft, by=owner, at=at)


def _answers(asked: dict[str, RegistrationQuestion], *, at: datetime) -> Iterator[dict[str, Value]]:
    """One person's answers after the other, the same each time."""
    watch, food = ([one.pk for one in asked[kind].choices.order_by("position")] for kind in ("choice", "choices"))
    lines, wishes, hours = cycle(LINES), cycle(WISHES), cycle(HOURS)
    number = 0
    while True:
        values: dict[str, Value] = {
            QuestionKind.SHORT: next(lines),
            QuestionKind.LONG: next(wishes),
            QuestionKind.CHOICE: (watch[number % len(watch)],),
            QuestionKind.CHOICES: tuple(food[number % len(food) :]),
            QuestionKind.YES_NO: number % 3 == 0,
            QuestionKind.NUMBER: Decimal(next(hours)),
            QuestionKind.DATE: (at - timedelta(days=30 * (number % 4 + 1))).date(),
        }
        yield values | ({QuestionKind.CONSENT: True} if number % 2 else {})
        number += 1


CERTIFICATE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
