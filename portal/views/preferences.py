"""Which mails somebody gets, and how; each choice is one click."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import actions as accounts
from accounts.enums import MailTopic
from accounts.forms import PreferenceForm
from accounts.links import ending_from
from accounts.models import User
from accounts.requests import SignedInRequest
from common import access
from events import actions as events
from portal.panels.preferences import preferences


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request: SignedInRequest) -> HttpResponse:
    """What one gets by mail, when, and how the calendar is kept; one click changes one thing."""
    if request.method == "POST":
        form = PreferenceForm(request.POST)
        if form.is_valid():
            _choose(request.user, form)
            messages.success(request, _("Your choice is saved."))
        else:
            messages.error(request, _("This choice does not exist. Nothing was changed."))
        return redirect("mail-preferences")
    return render(request, "portal/mail_preferences.html", {"panel": preferences(request.user)})


def _choose(user: User, form: PreferenceForm) -> None:
    """Do what was clicked."""
    if times := form.cleaned_data["reminders"]:
        accounts.set_reminders_of(user=user, times=None if times == "event" else int(times))
    elif way := form.invitations:
        accounts.set_invitations(user=user, way=way, at=timezone.now())
    elif topic := form.topic:
        _want(user, topic, is_wanted=bool(form.cleaned_data["start"]))


def _want(user: User, topic: MailTopic, *, is_wanted: bool) -> None:
    if topic == MailTopic.DIGEST:
        events.set_digest(user=user, is_on=is_wanted, at=timezone.now())
    else:
        accounts.want(user=user, topic=topic, is_wanted=is_wanted)


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_exempt  # a mail program sends the POST of RFC 8058 without a page of ours; the signed link is the key
def mail_end(request: HttpRequest, signed: str) -> HttpResponse:
    """End a kind of mail: at once by the one click of a mail program, after a question for who opens the link."""
    found = ending_from(signed, at=timezone.now())
    if found is None:
        raise Http404
    if request.method == "POST":
        _want(found.reader, found.topic, is_wanted=False)
    context = {"is_done": request.method == "POST", "topic": found.topic}
    with timezone.override(ZoneInfo(found.reader.zone)), translation.override(found.reader.language):
        response = render(request, "portal/mail_end.html", context)
    response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
    return response
