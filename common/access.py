"""Who a view is for. Every route declares it; a test walks them all as every role.

A rule names the audience and enforces the part that needs no object: signed in, or
administrator. Which rows somebody may reach is said by the querysets.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect


class Rule(StrEnum):
    """Audiences, from widest to narrowest."""

    ANYONE = "anyone"
    VISITOR = "visitor"  # anyone, but rows are shown by their own visibility (public events)
    LINK = "link"  # whoever holds the signed or secret link in the address
    SIGNED_IN = "signed_in"
    AUDIENCE = "audience"  # people who may see the event
    PARTICIPANT = "participant"  # people who hold a seat or a place in the queue
    SPEAKER = "speaker"  # colleagues who teach at the event
    COORDINATOR = "coordinator"  # people who look after a department that may come to the event
    DEPARTMENT = "department"  # coordinators, for the departments they look after, and administrators
    APPROVER = "approver"  # whoever has to say yes to a request
    REVIEWER = "reviewer"  # whoever has to agree before an event is published
    ATTENDEE = "attendee"  # people who are asked for feedback
    PRESENTER = "presenter"  # the event's team and the colleagues who teach there
    TEAM = "team"  # the event's organisers and helpers
    ORGANISER = "organiser"  # the event's owner and organisers
    OWNER = "owner"  # whoever owns the object
    ADMINISTRATOR = "administrator"


_WITHOUT_SIGN_IN = {Rule.ANYONE, Rule.VISITOR, Rule.LINK}
P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)  # a view says by its annotation what its rule has made sure of
View = Callable[Concatenate[R, P], HttpResponseBase]
Checked = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def rule(audience: Rule) -> Callable[[View[R, P]], Checked[P]]:
    """Declare a view's audience and turn away whoever can't be in it: 404, or the sign-in page."""

    def declare(view: View[R, P]) -> Checked[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if audience not in _WITHOUT_SIGN_IN and not request.user.is_authenticated:
                return _to_sign_in(request)
            if audience is Rule.ADMINISTRATOR and not getattr(request.user, "is_staff", False):
                raise Http404
            return view(cast("R", request), *args, **kwargs)

        guarded.access_rule = audience  # type: ignore[attr-defined]  # read by the walk over all routes
        return guarded

    return declare


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page, as a page of its own: htmx must not put it where a button stood."""
    sign_in = redirect_to_login(_page_of(request))
    return HttpResponseClientRedirect(sign_in.url) if request.headers.get("HX-Request") else sign_in


def _page_of(request: HttpRequest) -> str:
    """Where somebody goes on after signing in: the page they were at, since a button's address can't be opened."""
    is_htmx = request.headers.get("HX-Request")
    if request.method in {"GET", "HEAD"} and not is_htmx:
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL" if is_htmx else "Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(page)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
