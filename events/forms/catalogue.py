"""Topics, as administrators keep them."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import offer
from common.forms import RowForm
from events.models import Topic


class TopicForm(RowForm):
    """What a topic is called."""

    class Meta:
        model = Topic
        fields = ("name",)
        labels: ClassVar = {"name": _("Name")}


class MergeForm(forms.Form):
    """Which topic takes the events of another."""

    into = forms.TypedChoiceField(label=_("Give its events to"), empty_value=None)

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row, row.name) for row in Topic.objects.exclude(pk=topic.pk).order_by("name")]
        offer(self, "into", rows, nothing=_("Choose a topic"))
