"""Looks at every part of the installation, and says of each how it is and what to do next."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from operations.facts import Fact
from operations.probes import data, system, work


def health(*, at: datetime) -> Mapping[str, list[Fact]]:
    """Every fact, by the heading under which it stands; what people wait for comes first."""
    return {
        _("Mail and long work"): work.facts(at=at),
        _("The clock"): work.clock(at=at),
        _("Data"): data.facts(at=at),
        _("System"): system.facts(),
    }
