"""The settings of an event: its editor, its team, and how to call it off."""

from datetime import datetime
from typing import Any

from events import policies
from events.forms import Editor, RoleForm
from events.models import Event
from events.walltime import zones
from portal.panels.editor import folds
from portal.panels.workspace import workspace


def settings(event: Event, *, editor: Editor, at: datetime, role_form: RoleForm | None = None) -> dict[str, Any]:
    """Everything the page of the settings shows."""
    return {
        "workspace": workspace(event, here="workspace-settings", at=at),
        "editor": editor,
        "folds": folds(editor),
        "zones": zones(),
        "edit_refusal": policies.edit_refusal(event, at=at),
        "cancel_refusal": policies.cancel_refusal(event, at=at),
        "roles": event.roles.select_related("user__department").order_by("pk"),
        "role_form": role_form or RoleForm(),
    }
