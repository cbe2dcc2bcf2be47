"""Templates: from which somebody may start, and which are theirs to rename or remove."""

from django.db.models import Q, QuerySet

from accounts.models import Department, User
from accounts.queries import departments_heard_by
from events.models import Template


def departments_to_keep_for(user: User) -> QuerySet[Department]:
    """The departments for which ``user`` may keep a template: their own, and those they look after with all below."""
    found: QuerySet[Department] = Department.objects.all()
    if user.is_staff:
        return found
    looked_after = Department.objects.looked_after_by(user)
    return found.filter(Q(pk=user.department_id) | Q(pk__in=looked_after.values("pk")))


def templates_for(user: User) -> QuerySet[Template]:
    """Those from which ``user`` may start: of their department and those above it, and of what they look after."""
    found = Template.objects.select_related("event", "department", "made_by").order_by("name", "department__name")
    if user.is_staff:
        return found
    own = departments_to_keep_for(user).values("pk")
    return found.filter(Q(department__in=departments_heard_by(user)) | Q(department__in=own))


def templates_kept_by(user: User) -> QuerySet[Template]:
    """Those that ``user`` may rename and remove: made by them, or of a department that they look after."""
    found = Template.objects.select_related("event", "department")
    if user.is_staff:
        return found
    looked_after = Department.objects.looked_after_by(user)
    return found.filter(Q(made_by=user) | Q(department__in=looked_after.values("pk")))
