"""Mail addresses that a mail can be written to."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def writable(address: str) -> None:
    """Refuse control characters: Django's rule lets them pass between quotes, and no header can hold them."""
    if not address.isprintable():
        raise ValidationError(validate_email.message, code=validate_email.code)
