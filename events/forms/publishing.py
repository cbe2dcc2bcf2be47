"""When an event is published by itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.rules import BETWEEN
from events.forms.widgets import MomentInput


class ScheduleForm(forms.Form):
    """The time at which a draft is published."""

    publish_at = forms.DateTimeField(label=_("Publish on"), widget=MomentInput, validators=BETWEEN)
