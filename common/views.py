"""Pages that belong to no app: the theme, help, accessibility, the gallery of components."""

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from common import accent, access, gallery


@access.rule(access.Rule.ANYONE)
@require_safe
def theme(_request: HttpRequest) -> HttpResponse:
    """The site's accent as a sheet; its address changes with its content, so it may be kept for long."""
    light, dark = settings.ACCENT_LIGHT, settings.ACCENT_DARK
    sheet = (
        f":root{{--brand-light:{light};--brand-dark:{dark};"
        f"--brand-soft-light:{accent.soft(light, 'light')};--brand-soft-dark:{accent.soft(dark, 'dark')}}}\n"
    )
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


@access.rule(access.Rule.ANYONE)
@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Where browsers look that have read none of our pages."""
    return redirect(static("img/icon.svg"))


@access.rule(access.Rule.ANYONE)
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How Roundtable works, in a few words."""
    return render(request, "help.html")


@access.rule(access.Rule.ANYONE)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we do so that everyone can use it, and whom to tell where it fails."""
    return render(request, "accessibility.html")


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "styleguide/page.html", gallery.samples())


@access.rule(access.Rule.SIGNED_IN)
@require_safe
@csp_update({"style-src": ["'self'", "'unsafe-inline'"]})  # a mail carries its styles in attributes; this one is fixed
def styleguide_mail(request: HttpRequest) -> HttpResponse:
    """A mail with every part of a mail in it."""
    return render(request, "emails/sample.html", gallery.samples() | {"name": "Mara"})
