"""What web processes are forked from."""

import json
import subprocess
import sys

ASK = """
import json
import config.wsgi
from django.db import connections
from django.template import engines
from django.urls import get_resolver
cached = engines["django"].engine.template_loaders[0].loaders[0].get_template_cache
print(json.dumps({
    "open": [one.alias for one in connections.all(initialized_only=True) if one.connection],
    "pages": sorted(name for name in cached if name in {"portal/catalogue.html", "portal/event.html"}),
    "addresses": get_resolver()._populated,
}))
"""


def test_a_web_process_is_forked_with_everything_loaded_and_no_connection():
    asked = subprocess.run([sys.executable, "-W", "ignore", "-c", ASK], capture_output=True, text=True, check=True)

    assert json.loads(asked.stdout) == {
        "open": [],
        "pages": ["portal/catalogue.html", "portal/event.html"],
        "addresses": True,
    }
