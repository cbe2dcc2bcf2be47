"""The folded parts of the editor, each with its current value on the closed line."""

from dataclasses import dataclass
from datetime import datetime

from django.forms import BoundField
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common import times
from events.enums import Audience, HandOver
from events.forms import Editor

PARTS = {
    "about": ("kind", "description", "speakers"),
    "cover": ("cover_picture", "cover_text", "cover_removed"),
    "audience": ("audience", "departments", "is_unlisted", "locations", "needs", "host_department", "co_hosts"),
    "finding": ("topics", "language"),
    "minimum": ("minimum", "decide_at", "below_minimum"),
    "rules": ("cancellation_hours", "hands_over", "no_show_policy", "needs_organisers", "shows_participants"),
    "joining": ("join_minutes", "join_for"),
    "arriving": ("has_self_check_in",),
    "afterwards": ("has_follow_up",),
}


@dataclass(frozen=True, kw_only=True)
class EditorFold:
    """Some fields behind one line; open where one of them needs attention."""

    name: str
    title: str
    now: str
    fields: list[BoundField]
    open_at: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is a mistake inside, or what somebody came for."""
        return self.open_at in {field.name for field in self.fields} or any(
            field.errors for field in self.fields if field.form.is_bound
        )


def folds(editor: Editor, *, open_at: str = "") -> list[EditorFold]:
    """Everything that has a good default and can wait; the fold with the field ``open_at`` is open."""
    titles = {
        "about": _("Description and speakers"),
        "cover": _("Cover"),
        "audience": _("Who may come"),
        "finding": _("Topics and language"),
        "minimum": _("Whether it takes place"),
        "rules": _("Cancelling and names"),
        "joining": _("Joining online"),
        "arriving": _("Checking in"),
        "afterwards": _("Afterwards"),
    }
    lines = {
        "about": _about,
        "cover": _cover,
        "audience": _audience,
        "finding": _finding,
        "minimum": _minimum,
        "rules": _rules,
        "joining": _joining,
        "arriving": _arriving,
        "afterwards": _afterwards,
    }
    return [
        EditorFold(
            name=name,
            title=titles[name],
            now=_list(lines[name](editor)),
            fields=[editor.form[one] for one in names if one in editor.form.fields],
            open_at=open_at,
        )
        for name, names in PARTS.items()
    ]


def _about(editor: Editor) -> list[str]:
    words = len(_text(editor, "description").split())
    speakers = sum(1 for line in _text(editor, "speakers").splitlines() if line.strip())
    return [
        _choice(editor, "kind"),
        ngettext("%(number)d word", "%(number)d words", words) % {"number": words},
        ngettext("%(number)d speaker", "%(number)d speakers", speakers) % {"number": speakers},
    ]


def _cover(editor: Editor) -> list[str]:
    return [_("a picture of your own") if editor.form.has_cover else _("drawn for this event")]


def _audience(editor: Editor) -> list[str]:
    if _text(editor, "audience") != Audience.DEPARTMENTS:
        return [_choice(editor, "audience"), *_link(editor), *_restrictions(editor)]
    chosen = len(editor.form["departments"].value() or [])
    invited = ngettext("%(number)d department", "%(number)d departments", chosen) % {"number": chosen}
    return [invited, *_link(editor), *_restrictions(editor)]


def _link(editor: Editor) -> list[str]:
    return [_("only by its link")] if editor.form["is_unlisted"].value() else []


def _restrictions(editor: Editor) -> list[str]:
    """Like "only at Hamburg" and "after one other event"; nothing where all of the audience may register."""
    chosen = {str(each) for each in editor.form["locations"].value() or []}
    options = editor.form["locations"] if chosen else ()
    places = [str(option.choice_label) for option in options if str(option.data["value"]) in chosen]
    needs = sum(1 for line in _text(editor, "needs").splitlines() if line.strip())
    said = [_("only at %(places)s") % {"places": " / ".join(places)}] if places else []
    if needs:
        said.append(ngettext("after another event", "after %(number)d other events", needs) % {"number": needs})
    return said


def _finding(editor: Editor) -> list[str]:
    topics = len(editor.form["topics"].value() or [])
    return [ngettext("%(number)d topic", "%(number)d topics", topics) % {"number": topics}, _choice(editor, "language")]


def _minimum(editor: Editor) -> list[str]:
    people, when = _text(editor, "minimum"), editor.form["decide_at"].value()
    if not people:
        return [_("in any case")]
    said = [_("with at least %(number)s people") % {"number": people}]
    # What was typed is text, and stands in its field; what is kept has a time.
    return (
        [*said, _("decided on %(when)s") % {"when": times.moment(make_aware(when))}]
        if isinstance(when, datetime)
        else said
    )


def _rules(editor: Editor) -> list[str]:
    hours = _text(editor, "cancellation_hours")
    shown = _("names are shown") if editor.form["shows_participants"].value() else _("names are not shown")
    free = _("Cancelling is free until %(hours)s h before the start") % {"hours": hours or "0"}
    handing: dict[str, str] = {
        HandOver.ALWAYS: _("seats can be given to colleagues past the waiting list"),
        HandOver.NEVER: _("seats can't be given to colleagues"),
    }
    return [free, handing.get(_text(editor, "hands_over"), ""), shown]


def _joining(editor: Editor) -> list[str]:
    minutes = _("from %(minutes)s min before the start") % {"minutes": _text(editor, "join_minutes") or "0"}
    return [_choice(editor, "join_for"), minutes]


def _arriving(editor: Editor) -> list[str]:
    is_by_themselves = editor.form["has_self_check_in"].value()
    return [_("by the team"), _("or by themselves, with a code on the screen") if is_by_themselves else ""]


def _afterwards(editor: Editor) -> list[str]:
    asks_again = editor.form["has_follow_up"].value()
    return [_("feedback"), _("and what came of it after 30 and 90 days") if asks_again else ""]


def _text(editor: Editor, name: str) -> str:
    value = editor.form[name].value()
    return "" if value is None else str(value)


def _choice(editor: Editor, name: str) -> str:
    return _list([str(option.choice_label) for option in editor.form[name] if option.data["selected"]])


def _list(texts: list[str]) -> str:
    return pgettext("between the items of a list", ", ").join(text for text in texts if text)
