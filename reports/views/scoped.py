"""What is there only for whoever looks after a department, and for administrators."""

from django.http import Http404

from accounts.models import User
from reports import queries


def scope_or_404(user: User) -> queries.Scope:
    """Whose figures ``user`` may see; who looks after nobody finds nothing here."""
    scope = queries.scope_of(user)
    if scope.is_empty:
        raise Http404
    return scope
