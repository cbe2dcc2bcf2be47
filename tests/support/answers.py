"""Asking the product and taking back whatever it did."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import copy
from typing import Any

from django.db import transaction
from django.test import Client


@contextmanager
def answer(client: Client, method: str, url: str, **options: Any) -> Iterator[Any]:
    """The response, to be looked at before rows, session, cookie and open files are as they were."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        response = client.generic(method.upper(), url, **options)
        yield response
        transaction.set_rollback(True)
    client.cookies = cookies
    for close in response._resource_closers:  # ``close()`` would close the database connection too
        with suppress(OSError):
            close()
