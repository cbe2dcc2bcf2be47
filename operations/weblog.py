"""The web server speaks in the product's own log. Each request has one line already, of our middleware."""

import logging.config
from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger


class WebLog(Logger):
    """gunicorn's loggers without handlers of their own: their lines go where all lines go."""

    def setup(self, cfg: Any) -> None:
        """Called when the server starts, before Django does."""
        logging.config.dictConfig(settings.LOGGING)
        self.error_log.setLevel(logging.WARNING)
        self.error_log.propagate = True
        self.access_log.propagate = False
        self.access_log.addHandler(logging.NullHandler())
        self.cfg = cfg
