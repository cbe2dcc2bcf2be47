"""Who is signed in, and times and texts as they read them."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from accounts import sessions


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's, with the person who came along with the session."""

    def process_request(self, request: HttpRequest) -> None:
        """Called for every request; nobody is asked for before somebody wants to know."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: sessions.person_of(request))  # type: ignore[assignment]  # as Django does


class PersonalMiddleware:
    """Activates the signed-in person's language and zone for this request, and keeps the answer theirs alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(ZoneInfo(request.user.zone)), translation.override(request.user.language):
            request.LANGUAGE_CODE = translation.get_language() or request.user.language
            response = self.get_response(request)
        if _is_signed_out(request):
            # Signed out: nothing that a page kept on this device stays for whoever uses it next.
            response["Clear-Site-Data"] = '"storage"'
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response


def _is_signed_out(request: HttpRequest) -> bool:
    """Whether whoever was signed in when the request came is not any more."""
    return not request.user.is_authenticated
