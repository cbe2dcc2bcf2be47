"""What is said about files with events: columns, what becomes of a row, what is wrong and what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.importing.entries import Column, Fault, Note, Problem, Skip
from events.importing.planning import Fate

COLUMNS: dict[Column, str | Promise] = {
    Column.KEY: _("Key"),
    Column.TITLE: _("Title"),
    Column.DATE: _("Date"),
    Column.START: _("Start"),
    Column.END: _("End"),
    Column.LAST_DAY: _("Last day"),
    Column.ZONE: _("Time zone"),
    Column.PLACE: pgettext_lazy("column", "Place"),
    Column.LINK: _("Online link"),
    Column.SEATS: pgettext_lazy("column", "Seats"),
    Column.ONLINE_SEATS: _("Seats online"),
    Column.KIND: _("Kind"),
    Column.LANGUAGE: _("Language"),
    Column.TOPICS: _("Topics"),
    Column.DESCRIPTION: _("Description"),
    Column.RULE: _("Repetition"),
}

FATES: dict[Fate, str | Promise] = {
    Fate.NEW: pgettext_lazy("event in an import", "New"),
    Fate.CHANGE: pgettext_lazy("event in an import", "Changes"),
    Fate.SAME: pgettext_lazy("event in an import", "Imported already"),
    Fate.KEPT: pgettext_lazy("event in an import", "Stays as it is here"),
    Fate.ELSEWHERE: pgettext_lazy("event in an import", "Imported by a colleague"),
    Fate.SKIPPED: pgettext_lazy("event in an import", "Passed over"),
    Fate.WRONG: pgettext_lazy("event in an import", "Has a mistake"),
}

REASONS: dict[Fate, str | Promise] = {
    Fate.CHANGE: _("The draft follows the file."),
    Fate.KEPT: _("The file says something else now, but this was edited or published here since. Change it by hand."),
    Fate.ELSEWHERE: _("Somebody else has made an event of it. Ask them to take you into its team."),
}

SKIPS: dict[Skip, str | Promise] = {
    Skip.CANCELLED: _("It is cancelled in the file."),
    Skip.PRIVATE: _("It is marked as private in the file."),
    Skip.OVER: _("It is over."),
}

NOTES: dict[Note, str | Promise] = {
    Note.ALL_DAY: _("The file gives a whole day; from 9 to 17 is assumed."),
    Note.NO_END: _("The file gives no end; one hour is assumed."),
    Note.FLOATING: _("The file gives no time zone; yours is assumed."),
    Note.NO_PLACE: _("The file gives no place; “To be announced” stands there."),
    Note.CUT: _("The description is longer than we keep; its end is cut off."),
}

FAULTS: dict[Fault, str | Promise] = {
    Fault.TOO_LARGE: _("The file is larger than %(other)s MB. Export a shorter time, or one calendar alone."),
    Fault.TOO_MANY: _("There are more than %(other)s events in the file. Export a shorter time."),
    Fault.TOO_MANY_ROWS: _("The file has more than %(other)s rows. Split it, and import one part after the other."),
    Fault.TOO_MANY_COLUMNS: _("There are more than %(other)s headings. Choose a file in which each row is one event."),
    Fault.TOO_MANY_DRAFTS: _("This would make more than %(other)s drafts at once. Import a shorter time."),
    Fault.NOT_UTF8: _("The file is not in UTF-8. In Excel, save it as “CSV UTF-8”; a calendar, export it anew."),
    Fault.NOT_ICS: _("This is no calendar, whatever its name says. Export it as .ics (iCalendar)."),
    Fault.NOT_CSV: _("From row %(other)s on this is not CSV: a quote is open or stands alone, or a cell has no end."),
    Fault.NO_ROWS: _("The file has no rows below its headings."),
    Fault.NO_EVENTS: _("There is no event in this calendar."),
    Fault.COLUMN_MISSING: _("This column is missing. The first row must name it."),
    Fault.COLUMN_TWICE: _("“%(value)s” names a column that is there already. Keep one of them."),
    Fault.TOO_MANY_CELLS: _("There are more cells than headings: put a text with a comma in quotes."),
    Fault.MISSING: _("This is empty, and may not be."),
    Fault.UNSEEN: _("There are characters that nobody can see in “%(value)s”. Type it anew."),
    Fault.TOO_LONG: _("This is longer than %(other)s characters: “%(value)s”"),
    Fault.NO_START: _("Nothing says when it begins."),
    Fault.BROKEN_DATE: _("“%(value)s” is no date of the calendar. Write it like 2027-03-10."),
    Fault.UNSETTLED_DATE: _("“%(value)s” may be two days. Say above which of the numbers is the month."),
    Fault.BROKEN_TIME: _("“%(value)s” is no time of day. Write it like 09:30."),
    Fault.NO_ZONE: _("“%(value)s” is not a time zone that we know. Write it as in Europe/Berlin."),
    Fault.ENDS_FIRST: _("It would end before it begins, or as it begins: %(value)s"),
    Fault.MISSING_TIME: _("The clocks go forward: %(value)s does not exist in %(other)s. Choose another time."),
    Fault.BROKEN_RULE: _("It repeats in a way that we can't keep: %(value)s. Import it without, and repeat it here."),
    Fault.ENDLESS_RULE: _("It repeats for ever. Give it an end where it comes from."),
    Fault.LONG_RULE: _("It repeats more than 100 times, or for more than ten years. Give it an earlier end."),
    Fault.NO_LINK: _("“%(value)s” is no link: it has to begin with https:// or http://"),
    Fault.NO_NUMBER: _("“%(value)s” is no number of seats."),
    Fault.NO_KIND: _("“%(value)s” is no kind of event that we know."),
    Fault.NO_LANGUAGE: _("“%(value)s” is not a language we speak. Use one of: %(other)s"),
    Fault.KEY_TWICE: _("“%(value)s” stands in row %(other)s already."),
}

TEMPLATE = tuple(name for name in Column if name != Column.RULE)


def columns() -> list[str]:
    """The headings of a file to fill in."""
    return [column(name) for name in TEMPLATE]


def column(name: Column | None) -> str:
    """What a column is called; nothing for none."""
    return str(COLUMNS[name]) if name else ""


def fault(problem: Problem) -> str:
    """What is wrong, and what to do about it; in which column, where it is about one."""
    said = str(FAULTS[problem.fault]) % {"value": problem.value, "other": problem.other}
    if problem.column is None:
        return said
    return gettext("%(column)s: %(problem)s") % {"column": column(problem.column), "problem": said}


def example() -> list[str]:
    """A row that shows how a file is filled in."""
    return [
        "A-1",
        gettext("Reading a balance sheet"),
        "2030-03-12",
        "09:30",
        "11:30",
        "",
        "Europe/Berlin",
        "Elbe 2.04",
        "",
        "24",
        "",
        gettext("Workshop"),
        "en",
        gettext("Money"),
        gettext("Three balance sheets, read slowly."),
    ]
