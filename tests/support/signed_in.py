"""A window in which somebody is signed in already: for journeys that begin after it."""

from collections.abc import Callable

from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User


def page_of(user: User, live_server: LiveServer, open_page: Callable[..., Page], **options: object) -> Page:
    """A page of ``user`` in a window of their own; ``options`` are Playwright's for a context."""
    client = Client()
    client.force_login(user)
    page = open_page(base_url=live_server.url, **options)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page
