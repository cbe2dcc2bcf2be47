"""What is asked, of whom, and what all answers come to. There is no row per answer.

``Form``, ``Answered`` and every ``Box`` of a form are written together, whatever the answer is, so
that no system column of the database tells one answer from another.
"""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from events.models import Event
from feedback import slicing
from feedback.enums import Dimension, FormState, Occasion
from feedback.querysets import FormQuerySet, QuestionSetQuerySet
from feedback.questions import Question, from_json
from feedback.tally import Heap


class Questionnaire(models.Model):
    """What an event will ask, as its organisers have written it; without one, it asks what every event asks.

    A form takes its own copy when it opens, so nothing that is written here later bends what was asked.
    ``version`` tells whoever writes at the same time that somebody else was faster.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="questionnaire")
    questions = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="questionnaire_has_a_version"),
            models.CheckConstraint(condition=~Q(questions=[]), name="questionnaire_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {len(self.questions)}"

    @property
    def written(self) -> list[Question]:
        """The questions in their order."""
        return from_json(self.questions)


class Slicing(models.Model):
    """By what the answers about an event will be counted apart; without one, they are counted all together."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="slicing")
    dimension = models.CharField(max_length=10, choices=Dimension.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dimension__in=[one for one in Dimension if one]), name="slicing_dimension_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_dimension_display()}"


class QuestionSet(models.Model):
    """Questions that a department keeps to ask them again; without one, the whole organisation does.

    Whoever takes them has copies: nothing that changes here later bends what an event asks.
    """

    name = models.CharField(_("name"), max_length=80)
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="question_sets"
    )
    questions = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="question_set_name_once_per_department"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(department=None), name="question_set_name_once_for_everybody"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="question_set_has_a_name"),
            models.CheckConstraint(condition=~Q(questions=[]), name="question_set_asks_something"),
            models.CheckConstraint(condition=Q(version__gte=1), name="question_set_has_a_version"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("question-set", args=[self.pk])

    @property
    def written(self) -> list[Question]:
        """The questions in their order."""
        return from_json(self.questions)


class Form(models.Model):
    """What the participants of one event are asked on one occasion, and until when."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="feedback_forms")
    occasion = models.CharField(_("occasion"), max_length=8, choices=Occasion.choices, default=Occasion.AFTER)
    questions = models.JSONField()
    state = models.CharField(_("state"), max_length=8, choices=FormState.choices, default=FormState.OPEN)
    opened_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)  # the last time
    closes_at = models.DateTimeField(_("closes"))
    closed_at = models.DateTimeField(null=True)
    # Whether anybody has answered: from then on nothing of what was promised and asked may change.
    # A moment in its place would tell when the first answer came.
    is_frozen = models.BooleanField(default=False)
    # By what its answers are counted apart, and into which cells; nothing where there would be fewer than two.
    dimension = models.CharField(max_length=10, choices=Dimension.choices, blank=True, default=Dimension.NOTHING)
    cells = models.JSONField(default=list, blank=True)

    objects = FormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "occasion"], name="form_once_per_event_and_occasion"),
            models.CheckConstraint(
                condition=Q(state=FormState.OPEN, closed_at=None) | Q(state=FormState.CLOSED, closed_at__isnull=False),
                name="form_state_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(reminders=0, reminded_at=None) | Q(reminders__in=(1, 2), reminded_at__isnull=False),
                name="form_reminds_twice_at_most",
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="form_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(dimension=Dimension.NOTHING, cells=[])
                | (Q(dimension__in=[one for one in Dimension if one]) & ~Q(cells=[])),
                name="form_dimension_has_cells",
            ),
            # Results are shown once it is closed, so it never closes before the time it has named.
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("closes_at")), name="form_closes_no_sooner_than_said"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        if self.is_later:
            return reverse("feedback-later", args=[self.event.slug, self.occasion])
        return reverse("feedback", args=[self.event.slug])

    @property
    def results_path(self) -> str:
        """Where its team reads what was answered."""
        if self.is_later:
            return reverse("workspace-feedback-later", args=[self.event.slug, self.occasion])
        return reverse("workspace-feedback", args=[self.event.slug])

    @property
    def is_later(self) -> bool:
        """Whether it asks what has come of the event, not how it was."""
        return self.occasion != Occasion.AFTER

    @property
    def asked(self) -> list[Question]:
        """The questions in their order, with the wording they were asked in."""
        return from_json(self.questions)

    @property
    def counted_apart(self) -> list[slicing.Cell]:
        """The cells in their order, with the names they had when it opened."""
        return slicing.from_json(self.cells)

    @property
    def is_closed(self) -> bool:
        """Whether no answer can come any more; only then anything is shown."""
        return self.state == FormState.CLOSED

    def takes_answers(self, at: datetime) -> bool:
        """Whether somebody who is asked can answer."""
        return not self.is_closed and at < self.closes_at


class Invited(models.Model):
    """Somebody who is asked. Written when the form opens, and the same whether they answer or not.

    ``is_declined``: they have said "not this one" and are left alone. An answer leaves all of these rows as
    they are, and what somebody says in theirs writes all of them anew: none tells by its mark who was last.
    """

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="invited")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cell = models.CharField(max_length=8, blank=True, default="")  # with whom they are counted, if they answer
    is_declined = models.BooleanField(default=False)
    intention = models.TextField(blank=True, default="")  # sealed: what they want to do with it, for them alone

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "user"], name="invited_once_per_form")]


class Box(models.Model):
    """All answers to one question: how often each step was chosen, and the texts in sorted order.

    ``cell``: of whom; empty, of all. Only the box of all holds texts.
    """

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="boxes")
    question = models.CharField(max_length=40)
    cell = models.CharField(max_length=8, blank=True, default="")
    tally = models.JSONField()
    texts = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "question", "cell"], name="box_once_per_question_and_cell"),
            models.CheckConstraint(condition=Q(cell="") | Q(texts=[]), name="box_of_a_cell_has_no_texts"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.question}/{self.cell}"

    @property
    def heap(self) -> Heap:
        """What is in it, as the pure core knows it."""
        return Heap(counts=self.tally, texts=tuple(self.texts))


class Answered(models.Model):
    """The ids of those who have answered a form, sorted: nobody can answer twice, nobody knows who was first."""

    form = models.OneToOneField(Form, on_delete=models.CASCADE, related_name="answered")
    people = models.JSONField()

    def __str__(self) -> str:
        return f"{self.form_id}: {len(self.people)}"


class TextNote(models.Model):
    """What the team noted about one text, by its question and digest: written only once a form is closed.

    A hidden text is out of sight of the team, and kept for administrators with the reason.
    """

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="notes")
    question = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    tags = models.JSONField(default=list)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    hidden_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "question", "digest"], name="note_once_per_text"),
            models.CheckConstraint(condition=~Q(tags=[]) | Q(hidden_at__isnull=False), name="note_says_something"),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_because="")
                | Q(hidden_at__isnull=False) & ~Q(hidden_because=""),
                name="note_hides_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.question}: {', '.join(self.tags)}"

    @property
    def is_hidden(self) -> bool:
        """Whether the text is out of sight."""
        return self.hidden_at is not None


class Reply(models.Model):
    """What the organisers answer everybody who was asked: "what we change because of you".

    ``version`` tells whoever writes or sends at the same time that somebody else was faster.
    """

    form = models.OneToOneField(Form, on_delete=models.CASCADE, related_name="reply")
    text = models.TextField()
    shows_rating = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reply_says_something"),
            models.CheckConstraint(condition=Q(version__gte=1), name="reply_has_a_version"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__gte=F("written_at")),
                name="reply_is_sent_after_it_is_written",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}: {self.text[:40]}"

    @property
    def is_sent(self) -> bool:
        """Whether it has gone out; from then on it stays as it is."""
        return self.sent_at is not None


class Sharing(models.Model):
    """That those who taught may read what was said about each of them, and the overall rating where it says so."""

    form = models.OneToOneField(Form, on_delete=models.CASCADE, related_name="sharing")
    with_rating = models.BooleanField(default=False)
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.form_id}: {self.shared_at:%Y-%m-%d}"
