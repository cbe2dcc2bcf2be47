"""Forms without the token that every POST needs: whoever presses their button is refused."""

import re
from typing import Any

POSTS = re.compile(r'<form\b[^>]*\bmethod="post".*?</form>', re.DOTALL | re.IGNORECASE)
ACTION = re.compile(r'<form\b[^>]*\baction="([^"]*)"')


def missing(page: Any) -> list[str]:
    """Where the forms of ``page`` lead that have no token."""
    if page.streaming or "html" not in page.headers.get("Content-Type", ""):
        return []
    without = [form for form in POSTS.findall(page.content.decode()) if 'name="csrfmiddlewaretoken"' not in form]
    return [found[1] if (found := ACTION.match(form)) else "its own address" for form in without]
