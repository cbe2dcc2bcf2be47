"""The page on which somebody says what they think of an event."""

import secrets

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from common import access
from feedback import actions
from feedback.exceptions import FeedbackRefused
from feedback.forms import AnswerForm
from feedback.models import Form
from feedback.panels import answer_panel

NOISE = 8192  # twice the longest two texts in characters, and still as much after a proxy has compressed the page


@access.rule(access.Rule.ATTENDEE)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
def feedback(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask, and take the answers once."""
    form = get_object_or_404(Form.objects.asking(request.user).after().select_related("event"), event__slug=slug)
    answers, at = AnswerForm(form.asked, request.POST if request.method == "POST" else None), timezone.now()
    reason = None
    if answers.is_valid():
        try:
            actions.answer(form=form, person=request.user, answers=answers.answers, at=at)
        except FeedbackRefused as refused:
            reason = refused.reason
        else:
            return redirect("feedback", slug=slug)
    panel = answer_panel(form, person=request.user, answers=answers, at=at, refusal=reason)
    page = render(request, "feedback/answer.html", {"panel": panel})
    return _of_unknown_size(page) if answers.is_bound else page


def _of_unknown_size(page: HttpResponse) -> HttpResponse:
    """A page that is sent back holds what was typed: its size in a proxy's log must not tell whose text is whose."""
    page.content += f"<!-- {secrets.token_hex(secrets.randbelow(NOISE))} -->".encode()
    return page
