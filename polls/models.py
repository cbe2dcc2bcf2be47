"""What is asked, whether votes are taken, and what all votes come to. There is no row per vote."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session
from polls import codes, tally
from polls.enums import PollKind, PollState
from polls.querysets import PollQuerySet

LONGEST_QUESTION, LONGEST_OPTION, MOST_OPTIONS = 160, 80, 10
_CHOSEN = sorted(kind.value for kind in tally.CHOSEN)


class Screen(models.Model):
    """The code by which phones follow what an event asks: one for all of its polls, so that people scan once."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="poll_screen")
    code = models.CharField(max_length=codes.LENGTH, unique=True, default=codes.new)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="screen_has_a_code")]

    def __str__(self) -> str:
        return codes.spaced(self.code)

    def get_absolute_url(self) -> str:
        return reverse("poll-vote", args=[self.code])


class Poll(models.Model):
    """One question to a room."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="polls")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="polls")
    kind = models.CharField(_("how it is answered"), max_length=8, choices=PollKind.choices, default=PollKind.ONE)
    question = models.CharField(_("question"), max_length=LONGEST_QUESTION)
    options = models.JSONField(default=list, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=PollState.choices, default=PollState.DRAFT)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # Whether each word waits until somebody has said that it may be seen.
    is_moderated = models.BooleanField(_("look at each word first"), default=True)
    # Whether results are seen while votes come in; whoever watches both then sees what a vote has added.
    is_live = models.BooleanField(_("show results while people vote"), default=False)
    # How many votes were in what was last shown for good; fewer than five more are not shown apart from them.
    votes_shown = models.PositiveIntegerField(default=0)
    # Whether it is known which devices have voted; without it, nobody may vote any more.
    has_devices = models.BooleanField(default=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PollState.DRAFT, opened_at=None, closed_at=None)
                | Q(state=PollState.OPEN, opened_at__isnull=False, closed_at=None, has_devices=True)
                # Said of both dates: a comparison with a date that is not there is not false, so it would pass.
                | Q(state=PollState.CLOSED, opened_at__isnull=False, closed_at__isnull=False)
                & Q(closed_at__gte=F("opened_at")),
                name="poll_state_has_its_dates",
            ),
            models.CheckConstraint(condition=~Q(question=""), name="poll_asks_something"),
            models.CheckConstraint(
                condition=(Q(kind__in=_CHOSEN) & ~Q(options=[])) | (~Q(kind__in=_CHOSEN) & Q(options=[])),
                name="poll_has_options_where_one_chooses",
            ),
            models.UniqueConstraint(
                fields=["event"], condition=Q(state=PollState.OPEN), name="poll_one_open_for_each_event"
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        """Whether votes are taken."""
        return self.state == PollState.OPEN

    @property
    def is_draft(self) -> bool:
        """Whether nobody was asked yet."""
        return self.state == PollState.DRAFT

    @property
    def is_closed(self) -> bool:
        """Whether votes were taken and are not any more."""
        return self.state == PollState.CLOSED

    @property
    def asks_for_words(self) -> bool:
        """Whether it makes a cloud."""
        return self.kind == PollKind.WORDS

    @property
    def core_kind(self) -> tally.Kind:
        """How it is answered, as the pure core knows it."""
        return tally.Kind(self.kind)

    @property
    def no_votes(self) -> tally.Box:
        """What is in its box before anybody has voted."""
        return tally.empty(self.core_kind, self.options)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen: the cell in which it is counted, and what it is called."""
        names = tally.STEPS if self.core_kind is tally.Kind.SCALE else self.options
        return (
            list(zip(tally.cells(self.core_kind, self.options), names, strict=True)) if not self.asks_for_words else []
        )


class Box(models.Model):
    """What all votes of a poll come to. Each vote writes this row anew, in an order that says nothing of when."""

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, related_name="box")
    counts = models.JSONField()
    words = models.JSONField(default=dict)
    voters = models.JSONField(default=list)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(votes__lte=tally.MOST_VOTES), name="box_holds_so_many_votes_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.votes}"

    @property
    def content(self) -> tally.Box:
        """What is in it, as the pure core knows it."""
        return self._read(tuple(self.voters))

    @property
    def results(self) -> tally.Box:
        """The same without who has voted, for whoever has not asked the database for that."""
        return self._read(())

    def _read(self, voters: tuple[str, ...]) -> tally.Box:
        words = {
            key: tally.Heard(word["spellings"], tally.Stand(word["stand"])) for key, word in sorted(self.words.items())
        }
        return tally.Box(self.counts, words, voters, self.votes)

    def put(self, box: tally.Box) -> None:
        """Let ``box`` be what is in it from now on."""
        self.counts, self.voters, self.votes = dict(box.counts), list(box.voters), box.votes
        self.words = {
            key: {"spellings": dict(word.spellings), "stand": word.stand.value} for key, word in box.words.items()
        }
