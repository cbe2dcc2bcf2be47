"""Documents that were made, and figures that were drawn up."""

from reports.models.documents import Document
from reports.models.figures import QuarterFigures

__all__ = ["Document", "QuarterFigures"]
