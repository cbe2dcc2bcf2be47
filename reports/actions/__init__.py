"""What people ask for, and what the clock draws up."""

from reports.actions.documents import request, request_by_guest, withdraw
from reports.actions.figures import draw_up

__all__ = ["draw_up", "request", "request_by_guest", "withdraw"]
