"""Templates of departments: making, renaming, removing. Using one is cloning its event."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import Department, User
from audit.actions import record
from events import policies
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Event, Template


@transaction.atomic
def keep_template(*, event: Event, department: Department, name: str, by: User, at: datetime) -> Template:
    """Let the people of ``department``, and those below it, start from ``event``."""
    if reason := policies.template_refusal(department, name, by=by):
        raise EventRefused(reason)
    template = Template(event=event, department=department, name=name, made_by=by, made_at=at)
    _save(template)
    said = {"name": name, "department": department.key}
    record("event.template_made", event, by=by, at=at, scope=event.scope, after=said)
    return template


@transaction.atomic
def rename_template(*, template: Template, name: str, by: User, at: datetime) -> None:
    """Call a template something else."""
    if reason := policies.template_refusal(template.department, name, by=by, template=template):
        raise EventRefused(reason)
    event, before = template.event, template.name
    template.name = name
    _save(template)
    record(
        "event.template_renamed", event, by=by, at=at, scope=event.scope, before={"name": before}, after={"name": name}
    )


@transaction.atomic
def remove_template(*, template: Template, by: User, at: datetime) -> None:
    """Take a template away; its event stays, and so does what was made from it."""
    event, before = template.event, {"name": template.name, "department": template.department.key}
    template.delete()
    record("event.template_removed", event, by=by, at=at, scope=event.scope, before=before)


def _save(template: Template) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:  # somebody took the name at the same moment
        raise EventRefused(Refusal.TEMPLATE_NAMED) from None
