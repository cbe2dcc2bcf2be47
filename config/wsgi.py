import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from common import queue  # noqa: E402  # the apps come first

queue.gather()

# What has been loaded stays for as long as the process does, and a page makes some ten thousand objects of which
# next to none refer to each other in a circle: see docs/decisions/0290.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
