"""What is noted about texts that have no row of their own. Pure.

A text is known by its question and its digest, and only once nothing can be added to them any more.
"""

import hashlib
import unicodedata

MOST_TAGS, LONGEST_TAG = 6, 40


def digest(text: str) -> str:
    """What a text is known by; two who wrote the very same have one."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_tags(typed: str) -> tuple[str, ...]:
    """The tags in a list with commas, each once whatever its case, in order."""
    tidy = (" ".join(one.split()) for one in unicodedata.normalize("NFC", typed).split(","))
    once: dict[str, str] = {}
    for one in tidy:
        if one:
            once.setdefault(one.casefold(), one)
    return tuple(once[key] for key in sorted(once))


def holds(text: str, wanted: str) -> bool:
    """Whether each word of ``wanted`` stands in ``text``, whatever its case and accents."""
    plain = _plain(text)
    return all(word in plain for word in _plain(wanted).split())


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
