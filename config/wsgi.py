import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from common import queue, warmth  # noqa: E402  # the apps come first

queue.gather()
warmth.warm_up()

# What has been loaded stays for as long as the process does, and is shared by those forked from it: see
# docs/decisions/0313. A page makes some ten thousand objects of which next to none refer to each other in a circle: 0290.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
