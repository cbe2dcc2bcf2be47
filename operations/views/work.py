"""Administrators: all long work, whose ever it is."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from jobs.panels import everybodys_jobs


@access.rule(access.Rule.ADMINISTRATOR)
@exports.offered
@require_safe
def jobs(request: SignedInRequest) -> HttpResponseBase:
    """What everybody has asked for, how far it is and what broke; the files are their owners' alone."""
    panel = everybodys_jobs(asked=request.GET.dict(), at=timezone.now())
    return exports.answer(request, panel.table) or render(request, "operations/jobs.html", {"jobs": panel})
