"""Who is signed in: sessions that bring their person along, so that a page asks once for both.

Django finds a session and then its person. Here the row names the person, and both come together; what
Django checks before it believes a session is checked all the same.
"""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user, load_backend
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.db.models import CharField, DateTimeField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import SignIn, User
from common.questions import Question, Slot

_ROW = Question(
    lambda: SignIn.objects.filter(
        session_key=Slot("key", CharField()), expire_date__gt=Slot("at", DateTimeField())
    ).select_related("person")
)


class SessionStore(db.SessionStore):
    """Django's sessions in the database, in a table that says whose they are."""

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        """Where they are kept."""
        return SignIn

    def create_model_instance(self, data: dict[str, Any]) -> SignIn:
        """The row of a session with these data."""
        row: Any = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        return cast("SignIn", row)

    def _get_session_from_db(self) -> SignIn | None:
        for row in _ROW.ask(key=self.session_key, at=timezone.now()):
            self.person = row.person
            return row
        self._session_key = None
        return None


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Whoever is signed in; whatever the row does not settle is left to Django, as it ends such a session too."""
    person = _vouched_for(request.session)
    return get_user(request) if person is None else person


def _vouched_for(session: Any) -> User | None:
    path, key, seal = (session.get(name) for name in (BACKEND_SESSION_KEY, SESSION_KEY, HASH_SESSION_KEY))
    person: User | None = getattr(session, "person", None)  # known now that the session was read
    if person is None or key != str(person.pk) or path not in settings.AUTHENTICATION_BACKENDS:
        return None
    backend: Any = load_backend(path)
    is_whole = constant_time_compare(seal or "", person.get_session_auth_hash())
    return person if is_whole and backend.user_can_authenticate(person) else None
