"""Having a document made."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.requests import SignedInRequest
from reports import actions
from reports.exceptions import ReportRefused
from reports.registry import Order


def ordered(request: SignedInRequest, order: Order, *, about: models.Model | None, back: Any) -> HttpResponse:
    """Start the job and show how far it is; or say why it can't be, back where it was asked for."""
    try:
        job = actions.request(order=order, subject=about, by=request.user, at=timezone.now())
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    return redirect(job)
