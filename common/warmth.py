"""What a web process would load at its first requests, loaded before it serves any.

The processes that serve are forked from one that has done this, so they share the memory that it takes.
"""

from pathlib import Path

from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation


def warm_up() -> None:
    """Read texts, addresses and templates; leaves no connection to a database behind, which forks can't share."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Seats")
            get_resolver().reverse_dict  # noqa: B018  # reading it fills the table of addresses, one for each language
    top = Path(settings.BASE_DIR) / "templates"
    for path in sorted(top.rglob("*.html")):
        get_template(str(path.relative_to(top)))
    connections.close_all()
