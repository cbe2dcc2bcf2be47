"""Requests whose sender is known."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class SignedInRequest(HttpRequest):
    """What a view receives whose access rule asks for a sign-in; for annotations only."""

    user: User
    htmx: HtmxDetails
