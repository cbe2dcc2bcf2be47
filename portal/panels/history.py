"""The audit lines of an event in words: who, what, when."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.models import Department, User
from audit.enums import Part
from audit.models import Line
from common import site, tables, times
from common.tables import Column, Description, Filter, Table
from events.enums import Refusal, ReviewVerdict, RoleKind, Verdict
from events.models import Event
from portal.panels.seat_lines import ABOUT_SEATS, BY_ITSELF, about_a_place, about_seats
from registrations.enums import Ending, RegistrationStatus, WishKind
from registrations.models import Registration
from reports import registry

PER_PAGE = 20
MOST = 5  # changes that are told of whoever was not the first to save
ABOUT_A_SESSION = {
    "registration.absent": gettext_lazy("%(name)s can't come on %(when)s"),
    "registration.returns": gettext_lazy("%(name)s comes on %(when)s after all"),
}
PREFIX = "history"
REGISTRATION = "registrations.registration"
PARTS: dict[str, str | Promise] = {
    "title": gettext_lazy("title"),
    "kind": gettext_lazy("kind"),
    "description": gettext_lazy("description"),
    "speakers": gettext_lazy("speakers"),
    "cover": gettext_lazy("picture"),
    "cover_text": gettext_lazy("description of the picture"),
    "sessions": gettext_lazy("sessions"),
    "links": gettext_lazy("online link"),
    "seats": gettext_lazy("seats"),
    "audience": gettext_lazy("audience"),
    "departments": gettext_lazy("departments"),
    "is_unlisted": gettext_lazy("being listed"),
    "locations": gettext_lazy("locations"),
    "needs": gettext_lazy("events to have been at first"),
    "minimum": gettext_lazy("least number of people"),
    "hands_over": gettext_lazy("giving one's seat to a colleague"),
    "join_minutes": gettext_lazy("when online meetings open"),
    "join_for": gettext_lazy("who may join online"),
    "has_self_check_in": gettext_lazy("checking in by oneself"),
    "has_follow_up": gettext_lazy("asking again later"),
    "no_show_policy": gettext_lazy("what staying away means"),
    "topics": gettext_lazy("topics"),
    "host": gettext_lazy("host"),
    "co_hosts": gettext_lazy("departments that host it too"),
    "language": gettext_lazy("language"),
    "cancellation_hours": gettext_lazy("cancellation deadline"),
    "shows_participants": gettext_lazy("showing names"),
}


@dataclass(frozen=True, kw_only=True)
class HistoryRow:
    """One change."""

    who: str
    what: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class History:
    """One page of changes, newest first."""

    table: Table[Line]
    rows: list[HistoryRow]
    is_asked_for: bool


def history(event: Event, *, asked: Mapping[str, str]) -> History:
    """What was changed about ``event``, as the address asks for it."""
    # An export speaks of more people than a page; they are looked up once it is read.
    everybody = cache(lambda: _People.of(table.found))
    table = tables.read(_description(event, everybody), Line.objects.in_scope(event.scope).with_part(), asked=asked)
    people = _People.of(table.page)
    rows = [HistoryRow(who=people.who(line), what=_words(line, people), at=line.at) for line in table.page]
    return History(table=table, rows=rows, is_asked_for=any(name.startswith(f"{PREFIX}-") for name in asked))


def changes_since(event: Event, version: str) -> list[HistoryRow]:
    """What was changed about ``event`` itself since it was of that ``version``, newest first; not who came or left."""
    try:
        since = datetime.fromisoformat(version).astimezone(UTC)
    except (ValueError, OverflowError):  # nobody was faster, or it is nothing that a page has sent
        return []
    changes = Line.objects.in_scope(event.scope).filter(at__gt=since, verb__startswith="event.")
    lines = list(changes.select_related("by")[:MOST])
    people = _People.of(lines)
    return [HistoryRow(who=people.who(line), what=_words(line, people), at=line.at) for line in lines]


def _description(event: Event, people: "Callable[[], _People]") -> Description[Line]:
    columns: list[Column[Line]] = [
        Column(name="what", label=_("What"), value=lambda line: _words(line, people())),
        Column(name="who", label=_("Who"), value=lambda line: people().who(line), order=("by__name", "at")),
        Column(name="when", label=_("When"), value=lambda line: line.at, order=("at",), kind="moment"),
    ]
    parts = [(part, str(part.label)) for part in Part]
    return Description(
        title=_("History, %(event)s") % {"event": event.title},
        columns=columns,
        order="-when",
        filters=[Filter(name="part", label=_("Changes"), field="part", choices=parts, everything=_("All changes"))],
        search_label=_("Who changed it"),
        matching=lambda lines, text: lines.filter(by__name__icontains=text),
        prepared=lambda lines: lines.select_related("by"),
        per_page=PER_PAGE,
        prefix=PREFIX,
    )


@dataclass(frozen=True)
class _People:
    """Names that the lines of one page speak of."""

    by_registration: Mapping[str, str]
    by_user: Mapping[int, str]
    departments: dict[str, str]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "_People":
        about = [line.about_id for line in lines if line.about_type == REGISTRATION]
        about += [str(pk) for line in lines if line.verb.startswith("groups.wish") for pk in _changed(line)["of"]]
        registrations = Registration.objects.filter(pk__in=about).select_related("user", "guest")
        members = [_changed(line).get("user") for line in lines if line.verb.startswith("event.role")]
        users = User.objects.filter(pk__in=[pk for pk in members if isinstance(pk, int)])
        keys = {_changed(line)["department"] for line in lines if line.verb in ABOUT_SEATS}
        departments = Department.objects.filter(key__in=keys).values_list("key", "name") if keys else ()
        names = {str(one.pk): one.participant.name for one in registrations}
        return cls(names, {one.pk: one.name for one in users}, dict(departments))

    def who(self, line: Line) -> str:
        if line.by:
            return line.by.name
        # Guests have no account, so their own doing is signed by nobody.
        return self.named(line) if line.about_type == REGISTRATION and line.verb not in BY_ITSELF else site.name()

    def named(self, line: Line) -> str:
        return self.by_registration.get(line.about_id, _("Somebody"))

    def member(self, line: Line) -> str:
        return self.by_user.get(_changed(line).get("user") or 0, _("Somebody"))


def _changed(line: Line) -> dict[str, Any]:
    return (line.before or {}) | (line.after or {})


# What needs no further words.
PLAIN: dict[str, str | Promise] = {
    "event.created": gettext_lazy("Draft made"),
    "event.cloned": gettext_lazy("Made from another event"),
    "event.template_made": gettext_lazy("Made a template"),
    "event.template_renamed": gettext_lazy("Template renamed"),
    "event.template_removed": gettext_lazy("Template taken away"),
    "event.published": gettext_lazy("Published"),
    "event.unscheduled": gettext_lazy("Not published by itself any more"),
    "event.review_asked": gettext_lazy("Asked to have it published"),
    "event.review_remark": gettext_lazy("Said something about it while it was reviewed"),
    "event.archived": gettext_lazy("Archived"),
    "event.brought_back": gettext_lazy("Brought back from the archive"),
    "event.announced": gettext_lazy("Announced without a date"),
    "event.head_start_set": gettext_lazy("Head start changed"),
    "proposal.settled": gettext_lazy("Made of a topic on the board"),
    "event.cancelled": gettext_lazy("Event cancelled"),
    "event.seating": gettext_lazy("Changed how seats are given"),
    "event.question_added": gettext_lazy("Question for participants added"),
    "event.question_changed": gettext_lazy("Question for participants changed"),
    "event.question_moved": gettext_lazy("Questions for participants put into another order"),
    "event.question_retired": gettext_lazy("Question for participants taken away"),
    "event.written": gettext_lazy("Wrote to a group of people"),
    "event.asked": gettext_lazy("Asked a question"),
    "event.answered": gettext_lazy("Answered a question"),
    "event.answer_hidden": gettext_lazy("Took an answer off the page"),
    "attendance.closed": gettext_lazy("Attendance list closed"),
    "attendance.exported": gettext_lazy("Attendance summary made"),
    "certificates.ruled": gettext_lazy("Changed who gets a certificate"),
    "certificate.issued": gettext_lazy("Certificate issued"),
    "certificate.revoked": gettext_lazy("Certificate taken back"),
    "feedback.dimension": gettext_lazy("Changed how answers are counted"),
    "feedback.opened": gettext_lazy("Feedback opened"),
    "feedback.closed": gettext_lazy("Feedback closed"),
    "polls.written": gettext_lazy("Poll written"),
    "polls.changed": gettext_lazy("Poll changed"),
    "polls.removed": gettext_lazy("Poll removed"),
    "polls.opened": gettext_lazy("Poll opened"),
    "polls.closed": gettext_lazy("Poll closed"),
    "polls.shown": gettext_lazy("Changed when results of a poll are seen"),
    "polls.cleared": gettext_lazy("Votes of a poll cleared"),
    "polls.moderated": gettext_lazy("Looked at words of a cloud"),
    "polls.code_renewed": gettext_lazy("Code for votes renewed"),
    "feedback.text_tagged": gettext_lazy("Tagged what somebody wrote in the feedback"),
    "feedback.text_hidden": gettext_lazy("Hid what somebody wrote in the feedback"),
    "feedback.text_shown": gettext_lazy("Showed again what somebody wrote in the feedback"),
    "feedback.reply_written": gettext_lazy("Wrote a reply to everybody who was asked for feedback"),
    "feedback.reply_sent": gettext_lazy("Sent the reply to everybody who was asked for feedback"),
    "feedback.shared": gettext_lazy("Showed those who taught what was said about them"),
    "feedback.unshared": gettext_lazy("Stopped showing those who taught what was said about them"),
    "feedback.question_written": gettext_lazy("Wrote a question asked afterwards"),
    "feedback.question_moved": gettext_lazy("Questions asked afterwards put into another order"),
    "feedback.question_removed": gettext_lazy("Took away a question asked afterwards"),
    "feedback.questions_worded": gettext_lazy("Worded what is asked afterwards"),
    "feedback.questions_copied": gettext_lazy("Took over what another event asks afterwards"),
    "feedback.questions_dropped": gettext_lazy("Asks afterwards what every event asks"),
    "feedback.set_added": gettext_lazy("Added a set of questions to what is asked afterwards"),
    "feedback.set_taken": gettext_lazy("Took a set of questions as what is asked afterwards"),
    "feedback.set_kept": gettext_lazy("Kept what is asked afterwards as a set"),
    "message.sent_again": gettext_lazy("A mail sent again"),
    "message.bounced": gettext_lazy("A mail came back"),
    "groups.named": gettext_lazy("Groups named"),
    "groups.exported": gettext_lazy("Table signs made"),
    "groups.published": gettext_lazy("Groups shown to participants"),
    "draw.made": gettext_lazy("Seats drawn"),
    "draw.published": gettext_lazy("Result of the draw published"),
    "groups.hidden": gettext_lazy("Groups hidden from participants"),
}


def _words(line: Line, people: _People) -> str:
    if line.verb in PLAIN:
        return str(PLAIN[line.verb])
    if writer := WRITERS.get(line.verb):
        return writer(line)
    if line.verb.startswith("event.role"):
        return _role(line, people.member(line))
    return _of_people(line, people)


def _of_people(line: Line, people: _People) -> str:
    if line.verb in ABOUT_SEATS:
        return about_seats(line, people.departments)
    if line.verb.startswith("registration."):
        return _registration(line, people.named(line))
    return _groups(line, people) if line.verb.startswith("groups.") else line.verb


def _edited(line: Line) -> str:
    before, after = line.before or {}, line.after or {}
    parts = [str(label) for name, label in PARTS.items() if before.get(name) != after.get(name)]
    listed = pgettext("between the items of a list", ", ").join(parts)
    return _("Changed: %(parts)s") % {"parts": listed} if parts else _("Saved")


def _decided(line: Line) -> str:
    return _("Decided: %(verdict)s") % {"verdict": Verdict((line.after or {})["verdict"]).label}


def _marked(line: Line) -> str:
    marks = [pk for pk in line.after or {} if pk.isdecimal()]
    text = ngettext("Attendance marked for %(number)d person", "Attendance marked for %(number)d people", len(marks))
    return text % {"number": len(marks)}


def _imported(line: Line) -> str:
    return _("Attendance report imported: %(file)s") % {"file": (line.after or {})["file"]}


def _scheduled(line: Line) -> str:
    when = times.moment(datetime.fromisoformat((line.after or {})["publish_at"]))
    return _("Is published on %(when)s") % {"when": when}


def _not_published(line: Line) -> str:
    reasons = " ".join(str(Refusal(reason).label) for reason in (line.after or {})["reasons"])
    return _("Not published when its time had come: %(reasons)s") % {"reasons": reasons}


def _reviewed(line: Line) -> str:
    return _("Review: %(verdict)s") % {"verdict": ReviewVerdict((line.after or {})["verdict"]).label}


def _document(line: Line) -> str:
    words = {"kind": registry.label(_changed(line)["document"])}
    return (
        _("Document withdrawn: %(kind)s") if line.verb == "document.withdrawn" else _("Asked for: %(kind)s")
    ) % words


WRITERS = {
    "document.requested": _document,
    "document.withdrawn": _document,
    "event.reviewed": _reviewed,
    "event.scheduled": _scheduled,
    "event.not_published": _not_published,
    "event.edited": _edited,
    "event.decided": _decided,
    "attendance.marked": _marked,
    "attendance.imported": _imported,
}


def _role(line: Line, name: str) -> str:
    kind = RoleKind(_changed(line)["role"]).label
    if line.verb == "event.role_removed":
        return _("%(name)s left the team (%(role)s)") % {"name": name, "role": kind}
    return _("%(name)s in the team: %(role)s") % {"name": name, "role": kind}


def _groups(line: Line, people: _People) -> str:
    changed = _changed(line)
    if line.verb == "groups.mixed":
        text = ngettext("%(number)d group mixed", "%(number)d groups mixed", changed["groups"])
        return text % {"number": changed["groups"]}
    if line.verb == "groups.completed":
        text = ngettext(
            "%(number)d newcomer put into a group", "%(number)d newcomers put into groups", changed["people"]
        )
        return text % {"number": changed["people"]}
    if line.verb == "groups.moved":
        return _("%(name)s put into another group") % {"name": people.named(line)}
    names = [people.by_registration.get(str(pk), _("Somebody")) for pk in changed["of"]]
    words = {
        "names": pgettext("between the items of a list", ", ").join(names),
        "wish": WishKind(changed["kind"]).label,
    }
    if line.verb == "groups.wish_dropped":
        return _("Wish taken away: %(wish)s: %(names)s") % words
    return _("%(wish)s: %(names)s") % words


def _registration(line: Line, name: str) -> str:
    after = line.after or {}
    if said := about_a_place(line, name):
        return said
    if line.verb == "registration.ended":
        return _("%(name)s: %(ending)s") % {"name": name, "ending": Ending(after["ending"]).label}
    if line.verb in ABOUT_A_SESSION:
        when = times.moment(datetime.fromisoformat(after["session"]))
        return str(ABOUT_A_SESSION[line.verb]) % {"name": name, "when": when}
    state = RegistrationStatus(after["status"]).label
    if line.by is None or line.by.name == name:
        return _("%(name)s registered: %(state)s") % {"name": name, "state": state}
    return _("%(name)s put on the list: %(state)s") % {"name": name, "state": state}
