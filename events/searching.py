"""Words as they are searched: the pure core of the search, the same for both databases.

What events say and what people type are folded alike before a database sees either: small letters,
no accents, nothing but words. So "resume" finds "Résumé", and "Uebung" and "Ubung" find "Übung",
whatever a database can do by itself.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from unicodedata import category, normalize

LONGEST_WORD = 60  # PostgreSQL refuses to look for one of more than 2046 bytes
MOST_WORDS = 12  # of one search
LEAST_ALIKE = 0.7  # of two words, by difflib
ENDING = 3  # letters by which two forms of one word may differ at their ends
LEAST_STEM = 4

_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^\[)]*\)|https?://\S+|[*_`#>|~]+")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def words(text: str) -> list[str]:
    """The words of ``text``, folded, in their order."""
    small = text.casefold()
    if not small.isascii():
        small = "".join(sign for sign in normalize("NFKD", small).casefold() if category(sign) != "Mn")
    return [word[:LONGEST_WORD] for word in _WORD.findall(small)]


def wanted(text: str) -> list[str]:
    """The words that somebody looks for, each once."""
    return list(dict.fromkeys(words(text)))[:MOST_WORDS]


def folded(text: str) -> str:
    """The words of ``text`` as they are kept; those with an umlaut also as they are written without one."""
    plain = words(text)
    small = normalize("NFC", text.casefold())
    spelt = small.translate(_GERMAN)
    others = dict.fromkeys(words(spelt)) if spelt != small else {}
    return " ".join([*plain, *(word for word in others if word not in plain)])


def together(names: Iterable[str]) -> str:
    """The words of several names, folded; what is said twice stands there once."""
    return folded(" ".join(dict.fromkeys(names)))


def readable(markdown: str) -> str:
    """The words of a description, without its marks and addresses, on one line."""
    return " ".join(_MARKUP.sub(r"\1", markdown).split())


def may_begin(word: str) -> bool:
    """Whether ``word`` is looked for as the beginning of others too: a single letter says too little."""
    return len(word) > 1 or not word.isascii()


def nearest(word: str, known: Collection[str]) -> str:
    """The one of the ``known`` words that is spelt most like ``word``; empty where none is."""
    return next(iter(get_close_matches(word, known, 1, LEAST_ALIKE)), "")


def alike(word: str, known: Collection[str], *, most: int) -> list[str]:
    """Those of the ``known`` words that begin with ``word``, else those that are spelt most like it, in one order."""
    begun = sorted(one for one in known if one.startswith(word))
    return begun[:most] or get_close_matches(word, sorted(known), most, LEAST_ALIKE)


def parts(text: str, looked_for: Sequence[str]) -> list[tuple[str, bool]]:
    """``text`` in parts, each with whether it is one of the words ``looked_for``."""
    found, end = [], 0
    text = normalize("NFC", text)
    for start, stop in _hits(text, looked_for):
        found += [(text[end:start], False)] if start > end else []
        found.append((text[start:stop], True))
        end = stop
    return [*found, (text[end:], False)] if end < len(text) else found


def excerpt(text: str, looked_for: Sequence[str], *, length: int = 180) -> str:
    """The place in ``text`` where the first of the words stands, cut between words; empty where none does."""
    text = normalize("NFC", text)
    start = next((start for start, _stop in _hits(text, looked_for)), None)
    if start is None:
        return ""
    first = max(start - length // 3, 0)
    first = text.find(" ", first, start) + 1 or first if first else 0
    last = first + length
    last = text.rfind(" ", start, last) if last < len(text) and text.rfind(" ", start, last) > start else last
    return f"{'… ' if first else ''}{text[first:last].strip()}{' …' if last < len(text) else ''}"


def _hits(text: str, looked_for: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a word begins like one of those that are looked for, or is another form of it."""
    for token in _WORD.finditer(text):
        forms = words(token[0])
        if not token[0].isascii():
            forms += words(token[0].casefold().translate(_GERMAN))
        if any(_is_form(form, word) for form in forms for word in looked_for):
            yield token.span()


def _is_form(form: str, word: str) -> bool:
    if form == word or (may_begin(word) and form.startswith(word)):
        return True
    stem = word[: max(len(word) - ENDING, LEAST_STEM)]
    return len(stem) > LEAST_STEM and form.startswith(stem) and len(form) <= len(word) + ENDING
