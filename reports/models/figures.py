"""Figures that were drawn up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.periods import Quarter


class QuarterFigures(models.Model):
    """What everybody together may see of one quarter: drawn up once when it is over, and never again.

    Drawn up anew after a correction, the two would say what was corrected, which is about one person.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("quarter"))
    figures = models.JSONField()
    drawn_up_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="figures_once_per_quarter"),
            models.CheckConstraint(condition=Q(number__range=(1, 4)), name="figures_are_of_a_quarter"),
        ]

    def __str__(self) -> str:
        return str(self.quarter)

    @property
    def quarter(self) -> Quarter:
        """Of which quarter they are."""
        return Quarter(self.year, self.number)
