"""The settings of an event: its editor, its team, and how to call it off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common import tables
from common.tables import Column, Description, Table
from events import policies
from events.forms import Editor, RoleForm
from events.models import Event, RegistrationQuestion, Role
from events.walltime import zones
from portal.panels.editor import folds
from portal.panels.history import changes_since
from portal.panels.planning import plans
from portal.panels.workspace import workspace
from recognition import queries as recognition
from recognition import wording


def settings(
    event: Event, *, editor: Editor, at: datetime, role_form: RoleForm | None = None, open_at: str = ""
) -> dict[str, Any]:
    """Everything the page of the settings shows; ``open_at``: the field somebody came for."""
    return {
        "workspace": workspace(event, here="workspace-settings", at=at),
        "editor": editor,
        "since": changes_since(event, editor.overtaken),
        "folds": folds(editor, open_at=open_at),
        "plans": plans(editor, at=at),
        "zones": zones(),
        "asked": _asked(event),
        "seating": _seating(event),
        "certificates": wording.rule_in_short(recognition.rule_of(event)),
        "edit_refusal": policies.edit_refusal(event, at=at),
        "archive_refusal": policies.archive_refusal(event, at=at),
        "cancel_refusal": policies.cancel_refusal(event, at=at),
        "roles": event.roles.select_related("user__department").order_by("pk"),
        "role_form": role_form or RoleForm(),
    }


def _asked(event: Event) -> str:
    """How much is asked of whoever registers, in words."""
    number = RegistrationQuestion.objects.filter(event=event).standing().count() if event.has_questions else 0
    if not number:
        return _("nothing")
    return ngettext("%(number)d question", "%(number)d questions", number) % {"number": number}


def _seating(event: Event) -> str:
    """How seats are given, in words."""
    said = [str(event.get_allotment_display())]
    if event.rules_set:
        said.append(ngettext("%(number)d rule", "%(number)d rules", event.rules_set) % {"number": event.rules_set})
    if event.needs_approval:
        said.append(_("after somebody has said yes"))
    return pgettext("between the items of a list", ", ").join(said)


def team_table(event: Event, *, asked: Mapping[str, str]) -> Table[Role]:
    """Who runs ``event``, as an export says it."""
    columns: list[Column[Role]] = [
        Column(name="name", label=_("Name"), value=lambda role: role.user.name, order=("user__name",)),
        Column(name="email", label=_("Mail address"), value=lambda role: role.user.email),
        Column(
            name="department",
            label=_("Department"),
            value=lambda role: role.user.department.name if role.user.department else "",
        ),
        Column(name="role", label=_("Role"), value=lambda role: str(role.get_kind_display()), order=("kind",)),
    ]
    description = Description(
        title=_("Team, %(event)s") % {"event": event.title},
        columns=columns,
        order="name",
        prepared=lambda roles: roles.select_related("user__department"),
    )
    return tables.read(description, event.roles.all(), asked=asked)
