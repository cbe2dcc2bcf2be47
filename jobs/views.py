"""One's own long work: how far it is, and what it has left."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common import access, exports
from common.downloads import kept_file
from jobs import actions, panels, registry
from jobs.models import Job, JobFile
from jobs.querysets import JobQuerySet

if TYPE_CHECKING:
    from accounts.models import User


@access.rule(access.Rule.SIGNED_IN)
@exports.offered
@require_safe
def jobs(request: HttpRequest) -> HttpResponseBase:
    """Everything one has asked for, newest first."""
    table = panels.jobs(_own(request), asked=request.GET.dict())
    if file := exports.answer(request, table):
        return file
    return render(request, "jobs/list.html", {"jobs": panels.page_of(table, at=timezone.now())})


@access.rule(access.Rule.OWNER)
@require_safe
@never_cache
def job(request: HttpRequest, uuid: str) -> HttpResponse:
    """One job; htmx asks again every two seconds as long as it runs."""
    panel = panels.panel_for(_reader(request), get_object_or_404(_visible(request), uuid=uuid), at=timezone.now())
    template = "jobs/_job.html" if request.headers.get("HX-Request") else "jobs/detail.html"
    return render(request, template, {"panel": panel})


@access.rule(access.Rule.OWNER)
@require_POST
def job_stop(request: HttpRequest, uuid: str) -> HttpResponse:
    """Stop a job that is not needed any more."""
    found = get_object_or_404(_visible(request), uuid=uuid)
    if not actions.stop(job=found, by=_reader(request), at=timezone.now()):
        messages.info(request, _("It was over already."))
    return redirect(found)


@access.rule(access.Rule.OWNER)
@require_POST
def job_retry(request: HttpRequest, uuid: str) -> HttpResponse:
    """Try again what failed or was stopped."""
    found = get_object_or_404(_visible(request), uuid=uuid)
    if not actions.retry(job=found, at=timezone.now()):
        messages.info(request, _("It is being tried already, or it is done."))
    return redirect(found)


@access.rule(access.Rule.OWNER)
@require_safe
@never_cache
def job_file(request: HttpRequest, uuid: str, pk: int) -> HttpResponseBase:
    """Download a file; it is never shown in the page, whatever it says it is."""
    found = get_object_or_404(_own(request).select_related("owner"), uuid=uuid)
    file = get_object_or_404(JobFile.objects.kept(at=timezone.now()), job=found, pk=pk)
    if not registry.open_to_owner([found]):
        raise Http404
    return kept_file(file.location, name=file.name, content_type=file.content_type)


def _own(request: HttpRequest) -> JobQuerySet:
    return Job.objects.owned_by(_reader(request))


def _visible(request: HttpRequest) -> JobQuerySet:
    return Job.objects.visible_to(_reader(request)).select_related("owner")


def _reader(request: HttpRequest) -> "User":
    return cast("User", request.user)
