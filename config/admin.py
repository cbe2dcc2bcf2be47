from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


class AdministrationSite(admin.AdminSite):
    """Sends people to our own sign-in, so that its rate limits hold here too."""

    site_header = site_title = _("Emergency administration of the data")

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:  # noqa: ARG002  # Django's signature
        """Whoever is signed in and still sent here may not see it; then there is nothing to see."""
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:  # type: ignore[override]  # noqa: ARG002  # with Django's signature, it leads elsewhere
        """Ours tells the person by mail that it was changed."""
        return redirect("account_change_password")
