"""What is said about reminders, and about files with people: columns, what happens, what is wrong and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.enums import MailTopic
from accounts.planning import Kind
from accounts.reminding import Reminder
from accounts.sheet import Column, Fault, Problem

COLUMNS: dict[Column, str | Promise] = {
    Column.KEY: _("Key"),
    Column.EMAIL: _("E-mail address"),
    Column.NAME: _("Name"),
    Column.DEPARTMENT: _("Department"),
    Column.DEPARTMENT_KEY: _("Department key"),
    Column.MANAGER: _("Manager"),
    Column.DEPUTY: _("Deputy"),
    Column.LOCATION: _("Location"),
    Column.ZONE: _("Time zone"),
    Column.LANGUAGE: _("Language"),
    Column.LEAVES: pgettext_lazy("column", "Leaves"),
    Column.ACTIVE: pgettext_lazy("column", "Active"),
}

REMINDERS: dict[Reminder, str | Promise] = {
    Reminder.WEEK_BEFORE: _("A week before"),
    Reminder.DAY_BEFORE: _("A day before"),
    Reminder.TWO_HOURS_BEFORE: _("Two hours before"),
    Reminder.HOUR_BEFORE: _("An hour before"),
    Reminder.QUARTER_BEFORE: _("A quarter of an hour before"),
    Reminder.TWO_HOURS_AFTER: _("Two hours after the end"),
    Reminder.DAY_AFTER: _("A day after the end"),
}

# What people choose of before a session: a few ways that are of use, each one click.
REMINDER_CHOICES: list[tuple[str, str | Promise]] = [
    ("event", _("As the organisers of each event think right")),
    (str((Reminder.WEEK_BEFORE | Reminder.DAY_BEFORE).value), _("A week and a day before")),
    (str(Reminder.DAY_BEFORE.value), _("A day before")),
    (str((Reminder.DAY_BEFORE | Reminder.HOUR_BEFORE).value), _("A day and an hour before")),
    (str(Reminder.HOUR_BEFORE.value), _("An hour before")),
    ("0", _("Not at all")),
]

TOPIC_NOTES: dict[MailTopic, str | Promise] = {
    MailTopic.MATERIALS: _("What the organisers hand out stands on the page of the event, too."),
    MailTopic.AFTERWARDS: _("What remains of an event that you were at, if its organisers send it."),
    MailTopic.FEEDBACK: _("The question how it was, and one reminder. My seminars shows what is open."),
    MailTopic.CERTIFICATES: _("When there is one for you. All of yours stand under My seminars, too."),
    MailTopic.DIGEST: _("On Mondays, what is new in what you follow."),
}

KINDS: dict[Kind, str | Promise] = {
    Kind.ADD: pgettext_lazy("person in an import", "New"),
    Kind.CHANGE: pgettext_lazy("person in an import", "Changes"),
    Kind.LEAVE: pgettext_lazy("person in an import", "Leaves"),
    Kind.RETURN: pgettext_lazy("person in an import", "Is back"),
}

FAULTS: dict[Fault, str | Promise] = {
    Fault.TOO_LARGE: _("The file is larger than %(other)s MB. Split it, and import one part after the other."),
    Fault.TOO_MANY_ROWS: _("The file has more than %(other)s rows. Split it, and import one part after the other."),
    Fault.TOO_MANY_COLUMNS: _("There are more than %(other)s headings. Choose a file in which each row is one person."),
    Fault.NOT_UTF8: _("The file is not in UTF-8. In Excel, save it as “CSV UTF-8”, then choose it again."),
    Fault.NO_ROWS: _("The file has no rows below its headings."),
    Fault.NOT_CSV: _("From here on this is not CSV: a quote is open or stands alone, or a cell has no end."),
    Fault.COLUMN_MISSING: _("This column is missing. The first row must name it."),
    Fault.COLUMN_TWICE: _("“%(value)s” names a column that is there already. Keep one of them."),
    Fault.TOO_MANY_CELLS: _("There are more cells than headings: put a text with a comma in quotes."),
    Fault.MISSING: _("This cell is empty, and may not be."),
    Fault.UNSEEN: _("There are characters that nobody can see in “%(value)s”. Type it anew."),
    Fault.TOO_LONG: _("This is longer than %(other)s characters: “%(value)s”"),
    Fault.NO_ADDRESS: _("“%(value)s” is not an e-mail address."),
    Fault.NO_SLUG: _("“%(value)s” is not a key: use letters, digits, hyphens and underscores."),
    Fault.NO_LANGUAGE: _("“%(value)s” is not a language we speak. Use one of: %(other)s"),
    Fault.NO_ZONE: _("“%(value)s” is not a time zone. Write it as in Europe/Berlin."),
    Fault.NO_YES_OR_NO: _("“%(value)s” is neither yes nor no."),
    Fault.EMPTY_STEP: _("“%(value)s” has a slash with nothing before or behind it."),
    Fault.TOO_DEEP: _("“%(value)s” has more than %(other)s steps."),
    Fault.KEY_TWICE: _("The key “%(value)s” stands in row %(other)s already."),
    Fault.ADDRESS_TWICE: _("The address %(value)s stands in row %(other)s already."),
    Fault.ADDRESS_TAKEN: _("The address %(value)s belongs to %(other)s, who is another person here."),
    Fault.UNKNOWN_PERSON: _("Nobody has the key or address “%(value)s”, neither in the file nor here."),
    Fault.SELF: _("Nobody can be this for themselves. Name somebody else, or leave it empty."),
    Fault.CIRCLE: _("These people would manage one another in a circle: %(other)s"),
    Fault.UNKNOWN_DEPARTMENT: _("No department has the key “%(value)s”. Give its path too, and it is added."),
    Fault.DEPARTMENT_CONTRADICTED: _("Row %(other)s says otherwise about this department: one key, one path."),
    Fault.DEPARTMENT_MOVED: _("Row %(other)s moves or renames a part of “%(value)s”. Write its new path here too."),
    Fault.DEPARTMENT_TAKEN: _("“%(other)s” has another key than “%(value)s” there. Use that one, or another name."),
    Fault.DEPARTMENT_CIRCLE: _("This department would stand below itself: %(other)s"),
    Fault.IMPORTER_LEAVES: _("You can't close your own account. Another administrator can."),
    Fault.LAST_ADMINISTRATOR: _("%(value)s is the last administrator. Make somebody else one first."),
}

TEMPLATE = (
    Column.KEY,
    Column.EMAIL,
    Column.NAME,
    Column.DEPARTMENT,
    Column.MANAGER,
    Column.DEPUTY,
    Column.LOCATION,
    Column.ZONE,
    Column.LANGUAGE,
    Column.LEAVES,
)
EXAMPLE = (
    "1001",
    "ana.ruiz@example.org",
    "Ana Ruiz",
    "Engineering / Firmware",
    "",
    "",
    "Hamburg",
    "Europe/Berlin",
    "en",
    "",
)


def columns() -> list[str]:
    """The headings of a file to fill in."""
    return [column(name) for name in TEMPLATE]


def column(name: Column | None) -> str:
    """What a column is called; nothing for none."""
    return str(COLUMNS[name]) if name else ""


def fault(problem: Problem) -> str:
    """What is wrong, and what to do about it."""
    return str(FAULTS[problem.fault]) % {"value": problem.value, "other": problem.other}


def place(problem: Problem) -> str:
    """Where something is wrong: row and column, as far as they are known."""
    if not problem.row:
        return column(problem.column) or gettext("The whole file")
    if not problem.column:
        return gettext("Row %(row)d") % {"row": problem.row}
    return gettext("Row %(row)d, %(column)s") % {"row": problem.row, "column": column(problem.column)}
