"""Events that others of a department start from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from events.models.event import Event


class Template(models.Model):
    """A name under which a department clones an event, as it stands at the time."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="templates")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="event_templates")
    name = models.CharField(_("name"), max_length=80)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="template_name_once_per_department"),
            models.CheckConstraint(condition=~Q(name=""), name="template_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
