from django.conf import settings
from django.http import HttpRequest

from common.site import name


def site(_request: HttpRequest) -> dict[str, object]:
    """What every page's frame needs to know about this installation."""
    return {
        "site_name": name(),
        "contact": settings.MAIL_ADDRESS,
        "theme_version": f"{settings.ACCENT_LIGHT}{settings.ACCENT_DARK}".replace("#", ""),
    }
