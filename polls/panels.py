"""Everything one page shows of a poll, as frozen values: what must not be seen is not handed to the page."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import crowds, qr
from common.exports import Sheet
from common.spreadsheets import Row
from events.models import Event
from polls import cloud, codes, queries, tally
from polls.enums import PollState, VoteRefusal
from polls.forms import VoteForm
from polls.models import Poll, Screen

MOST_ON_A_WALL = 60  # words; more can't be read from the last row


@dataclass(frozen=True)
class Bar:
    """One answer, and how many have given it."""

    label: str
    number: int
    text: str


@dataclass(frozen=True)
class CloudWord:
    """One word of the cloud, the larger the more have said it."""

    key: str
    text: str
    count: int
    size: int


@dataclass(frozen=True, kw_only=True)
class Results:
    """What may be seen of a poll now. ``is_shown``: whether figures and words are in it at all."""

    poll: Poll
    votes: int
    is_shown: bool
    bars: tuple[Bar, ...] = ()
    mean: str = ""
    words: tuple[CloudWord, ...] = ()

    @property
    def are_too_few(self) -> bool:
        """Whether so few have voted that somebody could be recognised."""
        return not tally.may_be_shown(self.votes, before=self.poll.votes_shown)

    @property
    def needed(self) -> int:
        """From how many votes on results are shown; where they were once, not before enough have come since."""
        return self.poll.votes_shown + crowds.FEWEST


def results(poll: Poll) -> Results:
    """What everybody in the room may see of ``poll`` now; its team sees no more of it but words, see moderation()."""
    votes = poll.box.votes
    is_shown = poll.is_closed or (poll.is_open and poll.is_live)
    is_shown = is_shown and tally.may_be_shown(votes, before=poll.votes_shown)
    if not is_shown:
        return Results(poll=poll, votes=votes, is_shown=False)
    box = poll.box.results
    if poll.asks_for_words:
        return Results(poll=poll, votes=votes, is_shown=True, words=_cloud(box))
    mean = tally.mean(box.counts) if poll.core_kind is tally.Kind.SCALE else None
    said = "" if mean is None else number_format(mean, decimal_pos=1)
    return Results(poll=poll, votes=votes, is_shown=True, bars=_bars(poll, box), mean=said)


def _bars(poll: Poll, box: tally.Box) -> tuple[Bar, ...]:
    return tuple(Bar(name, box.counts[cell], _share(box.counts[cell], box.votes)) for cell, name in poll.choices)


def _share(number: int, votes: int) -> str:
    said = {"number": number_format(number), "percent": tally.percent(number, votes)}
    return _("%(number)s · %(percent)s %%") % said


def _cloud(box: tally.Box) -> tuple[CloudWord, ...]:
    words = tally.standing(box, tally.Stand.SHOWN)[:MOST_ON_A_WALL]
    sizes = cloud.sizes([word.count for _key, word in words])
    return tuple(CloudWord(key, word.text, word.count, size) for (key, word), size in zip(words, sizes, strict=True))


def mark(poll: Poll | None) -> str:
    """What a page that was opened shows: another mark, and it is time to open it anew."""
    return f"{poll.pk}-{poll.state}-{poll.is_live:d}" if poll else "none"


@dataclass(frozen=True, kw_only=True)
class NowPanel:
    """What changes on a phone by itself. ``is_voting``: whether somebody is at a form that must not go away.

    ``seen``: the mark of what the page was opened with.
    """

    poll: Poll | None
    results: Results | None
    has_voted: bool = False
    is_voting: bool = False
    seen: str = ""
    url: str = ""

    @property
    def has_moved_on(self) -> bool:
        """Whether something else is to be shown."""
        return self.seen != mark(self.poll)

    @property
    def is_over(self) -> bool:
        """Whether a vote on what the page asks counts no more."""
        return self.poll is None or not self.poll.is_open or self.seen.partition("-")[0] != str(self.poll.pk)

    @property
    def is_live_now(self) -> bool:
        """Whether results are seen while people vote, which the page did not say when it was opened."""
        return self.has_moved_on and self.poll is not None and self.poll.is_live


@dataclass(frozen=True, kw_only=True)
class VotePage:
    """The page on a phone. It names no event: whoever has the code learns the question and no more.

    ``lost``: words that were written and not counted, and have no field any more.
    """

    now: NowPanel
    form: VoteForm | None
    lost: tuple[str, ...]
    refusal: VoteRefusal | None
    now_url: str

    @property
    def poll(self) -> Poll | None:
        """What is asked, or was last."""
        return self.now.poll


def vote_page(
    screen: Screen, poll: Poll | None, *, sent: VoteForm | None, device: str, refusal: VoteRefusal | None
) -> VotePage:
    """The page for whoever holds ``device``; ``sent``: what they have sent and was not counted."""
    has_voted = bool(poll and device and queries.voter_of(poll, device) in poll.box.voters)
    asks = poll is not None and poll.is_open and not has_voted
    query = {"seen": mark(poll)} | ({"voting": "1"} if asks else {}) | ({"voted": "1"} if has_voted else {})
    address = reverse("poll-vote", args=[screen.code])
    shown, form = results(poll) if poll else None, _form(poll, sent) if poll and asks else None
    has_fields = form is not None and form.asked.asks_for_words
    return VotePage(
        now=NowPanel(poll=poll, results=shown, has_voted=has_voted, is_voting=asks, seen=mark(poll), url=address),
        form=form,
        lost=tuple(sent.written.values()) if sent and not has_fields else (),
        refusal=refusal,
        now_url=reverse("poll-now", args=[screen.code], query=query),
    )


def _form(poll: Poll, sent: VoteForm | None) -> VoteForm:
    """With what was typed; of an answer to something else, only words mean anything here."""
    if sent is None or sent.has_moved_on:
        return VoteForm(poll, written=sent.written if sent else None)
    return sent


@dataclass(frozen=True, kw_only=True)
class WallPanel:
    """What the screen of a room shows: the question, how to vote, and results once they may be seen."""

    event: Event
    results: Results | None
    code: str
    drawing: SafeString
    address: str
    url: str

    @property
    def poll(self) -> Poll | None:
        """What is asked, or was last."""
        return self.results.poll if self.results else None


def typed_at() -> str:
    """Where the code is typed, as it stands on the wall."""
    return settings.BASE_URL.partition("://")[2] + reverse("poll-enter")


def wall(screen: Screen, poll: Poll | None) -> WallPanel:
    """The screen of the room in which ``screen.event`` takes place."""
    address = settings.BASE_URL + screen.get_absolute_url()
    return WallPanel(
        event=screen.event,
        results=results(poll) if poll else None,
        code=codes.spaced(screen.code),
        drawing=SafeString(qr.inline(address, title=_("Code to vote"))),
        address=typed_at(),
        url=reverse("poll-screen", args=[screen.event.slug], query={"seen": mark(poll)}),
    )


@dataclass(frozen=True, kw_only=True)
class WordRow:
    """One word as whoever moderates sees it."""

    key: str
    text: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Moderation:
    """The words of a cloud by whether the room sees them; none before so many have voted that nobody is recognised."""

    waiting: tuple[WordRow, ...]
    shown: tuple[WordRow, ...]
    banned: tuple[WordRow, ...]
    is_too_early: bool


def moderation(poll: Poll) -> Moderation:
    """The words of ``poll``; in the order of the alphabet, which says nothing of when they came."""
    if not crowds.is_enough(poll.box.votes):
        return Moderation(waiting=(), shown=(), banned=(), is_too_early=True)
    box = poll.box.results
    rows = {
        stand: tuple(
            WordRow(key=key, text=word.text, count=word.count) for key, word in sorted(tally.standing(box, stand))
        )
        for stand in tally.Stand
    }
    return Moderation(
        waiting=rows[tally.Stand.WAITING],
        shown=rows[tally.Stand.SHOWN],
        banned=rows[tally.Stand.BANNED],
        is_too_early=False,
    )


def result_sheet(event: Event, polls: list[Poll]) -> Sheet:
    """The results of all polls of an event as an export says them: what the pages show and no more."""
    title = _("Polls, %(event)s") % {"event": event.title}
    names = [_("Question"), _("Answer"), _("Number"), _("Votes")]
    lines: list[Row] = []
    for poll in polls:
        shown = results(poll)
        lines += [[poll.question, bar.label, bar.number, shown.votes] for bar in shown.bars]
        lines += [[poll.question, word.text, word.count, shown.votes] for word in _all_words(poll, shown)]
    return Sheet.of_lines(title=title, names=names, lines=lines)


def _all_words(poll: Poll, shown: Results) -> list[tally.Heard]:
    """A file has room for all that may be seen."""
    is_cloud = shown.is_shown and poll.asks_for_words
    return [word for _key, word in tally.standing(poll.box.results, tally.Stand.SHOWN)] if is_cloud else []


def state_sign(poll: Poll) -> str:
    """By which mark the state of ``poll`` is drawn."""
    return {PollState.DRAFT: "draft", PollState.OPEN: "open", PollState.CLOSED: "over"}[PollState(poll.state)]
