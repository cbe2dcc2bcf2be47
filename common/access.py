"""Who a view is for. Every route declares it; a test walks them all as every role.

A rule names the audience and enforces the part that needs no object: signed in, or
administrator. Which rows somebody may reach is said by the querysets.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase


class Rule(StrEnum):
    """Audiences, from widest to narrowest."""

    ANYONE = "anyone"
    VISITOR = "visitor"  # anyone, but rows are shown by their own visibility (public events)
    LINK = "link"  # whoever holds the signed or secret link in the address
    SIGNED_IN = "signed_in"
    AUDIENCE = "audience"  # people who may see the event
    PARTICIPANT = "participant"  # people who hold a seat or a place in the queue
    ATTENDEE = "attendee"  # people who are asked for feedback
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
                return redirect_to_login(request.get_full_path())
            if audience is Rule.ADMINISTRATOR and not getattr(request.user, "is_staff", False):
                raise Http404
            return view(cast("R", request), *args, **kwargs)

        guarded.access_rule = audience  # type: ignore[attr-defined]  # read by the walk over all routes
        return guarded

    return declare
