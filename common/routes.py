"""Addresses that stay as they are while a process runs, so each is worked out once."""

from collections.abc import Hashable
from functools import lru_cache

from django.urls import get_script_prefix, reverse
from whitenoise.storage import CompressedManifestStaticFilesStorage


def address_of(name: str, *values: Hashable) -> str:
    """``reverse()`` for what is asked for on every page. Its answer depends on nothing but ``values``.

    Not for links that let somebody in: they have no business in a memory that lasts.
    """
    return _address(get_script_prefix(), name, values)


@lru_cache(maxsize=4096)  # an event has a few, and there are hundreds of events to come
def _address(_prefix: str, name: str, values: tuple[Hashable, ...]) -> str:
    return reverse(name, args=values)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Static files under names that follow from their content: a page names ten of them."""

    @lru_cache(maxsize=512)  # noqa: B019  # there is one such storage, and it lives as long as the process
    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002  # as it is called
        """The address of a file."""
        return str(super().url(name, force))
