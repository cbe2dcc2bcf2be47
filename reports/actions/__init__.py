"""What people ask for, and what the clock draws up."""

from reports.actions.documents import request, withdraw
from reports.actions.figures import draw_up

__all__ = ["draw_up", "request", "withdraw"]
