"""The product's own settings; on request it says how many statements a page took, and connections have names."""

import sys

from config.settings import *  # noqa: F403  # all of them

FEED_READS_PER_MINUTE = 1_000_000  # no calendar program reads one address as often as we do here
MIDDLEWARE = ["benchmark.counting.CountStatements", *MIDDLEWARE]  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("postgresql") and "gunicorn" in sys.argv[0]:  # noqa: F405
    # By this name the connections of the web server are told from those of the workers.
    DATABASES["default"].setdefault("OPTIONS", {})["application_name"] = "web"  # noqa: F405
