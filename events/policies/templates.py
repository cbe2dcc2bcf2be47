"""May a department start from an event under that name?"""

from accounts.models import Department, User
from events.enums import Refusal
from events.models import Template
from events.queries import departments_to_keep_for


def template_refusal(
    department: Department, name: str, *, by: User, template: Template | None = None
) -> Refusal | None:
    """Why ``by`` can't keep a template called ``name`` for ``department``; ``template``: the one that is renamed."""
    if template is None and not departments_to_keep_for(by).filter(pk=department.pk).exists():
        return Refusal.TEMPLATE_ELSEWHERE
    others = Template.objects.filter(department=department, name__iexact=name)
    if template is not None:
        others = others.exclude(pk=template.pk)
    return Refusal.TEMPLATE_NAMED if others.exists() else None
