"""What the registration panel of an event shows to one person."""

from registrations.panels.choices import Choice
from registrations.panels.marks import overall
from registrations.panels.panel import RegistrationPanel, guest_panel, panel_of

__all__ = ["Choice", "RegistrationPanel", "guest_panel", "overall", "panel_of"]
