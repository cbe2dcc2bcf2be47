"""Administrators' pages of topics: adding, renaming, merging, removing."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from events import actions
from events.exceptions import EventRefused
from events.forms import MergeForm, TopicForm
from events.models import Topic
from operations.panels import organisation as panels


@access.rule(access.Rule.ADMINISTRATOR)
@exports.offered
@require_safe
def topics(request: SignedInRequest) -> HttpResponseBase:
    """Subjects by which people find events."""
    table = panels.topics(request.GET.dict())
    if file := exports.answer(request, table):
        return file
    return render(request, "operations/topics.html", {"table": table})


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def topic_new(request: SignedInRequest) -> HttpResponse:
    """Add a topic."""
    form = TopicForm(request.POST if request.method == "POST" else None)
    add = partial(actions.add_topic, by=request.user, at=timezone.now())
    if added := form.written(add):
        messages.success(request, _("%(name)s is added.") % {"name": added.name})
        return redirect("topics")
    context = {"form": form, "title": _("New topic"), "back": "topics"}
    return render(request, "operations/row_new.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call a topic something else."""
    found = get_object_or_404(Topic.objects.with_uses(), pk=pk)
    data, name = request.POST if request.method == "POST" else None, found.name
    form = TopicForm(data, instance=found, version=actions.version_of(found))
    if form.is_valid():
        try:
            actions.rename_topic(topic=found, values=form.values, by=request.user, at=timezone.now(), seen=form.version)
        except EventRefused as refused:
            form.refuse(refused, version=actions.version_of(Topic.objects.get(pk=pk)))
        else:
            messages.success(request, _("Saved."))
            return redirect("topics")
    context = {"form": form, "page": panels.topic_page(found, name=name), "merge_form": MergeForm(topic=found)}
    return render(request, "operations/topic.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def topic_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the events of a topic to another, and remove it."""
    found = get_object_or_404(Topic.objects.with_uses(), pk=pk)
    form = MergeForm(request.POST if request.method == "POST" else None, topic=found)
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            moved = actions.merge_topics(topic=found, into=into, by=request.user, at=timezone.now())
        except EventRefused as refused:
            form.add_error("into", str(refused))
        else:
            text = ngettext(
                "%(n)d event now has the topic %(name)s.", "%(n)d events now have the topic %(name)s.", moved
            )
            messages.success(request, text % {"n": moved, "name": into.name})
            return redirect("topics")
    own = TopicForm(instance=found, version=actions.version_of(found))
    context = {"form": own, "page": panels.topic_page(found, name=found.name), "merge_form": form}
    return render(request, "operations/topic.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def topic_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a topic that no event has."""
    found = get_object_or_404(Topic, pk=pk)
    try:
        actions.remove_topic(topic=found, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
        return redirect("topic", pk)
    messages.success(request, _("%(name)s is removed.") % {"name": found.name})
    return redirect("topics")
