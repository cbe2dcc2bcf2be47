"""Words that strangers type, made fit for a wall: nothing invisible in them, and one key for what reads the same."""

import unicodedata

LONGEST = 40  # characters of one word or short phrase
MOST_MARKS = 3  # accents on one letter; beyond them a letter grows over its neighbours
JOINERS = "\u200c\u200d"  # they shape letters of many scripts and whole emoji
# Letters and signs that nobody sees.
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
SAYING = "#@%&"  # punctuation that belongs to a word: C#, 100 %
LOOKALIKES = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})


def clean(text: str) -> str:
    """``text`` as it may be shown; empty where nothing is left that says something.

    Compatible forms are one (NFKC), so that fat, round and wide letters are the letters that they look like.
    """
    shown: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFKC", text):
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if kind[0] == "Z" or sign.isspace():
            shown.append(" ")
        elif sign in JOINERS or not (kind[0] == "C" or sign in BLANK or marks > MOST_MARKS):
            shown.append(sign)
    said = _trimmed(_without_loose_joiners(" ".join("".join(shown).split())))
    # Once more, since what was taken out may have stood between two that are one.
    said = unicodedata.normalize("NFKC", said)
    return said if any(unicodedata.category(sign)[0] in "LNS" for sign in said) else ""


def _trimmed(text: str) -> str:
    """Without quotes, stops and brackets around it."""
    inner = [place for place, sign in enumerate(text) if not _is_edge(sign)]
    return text[inner[0] : inner[-1] + 1] if inner else ""


def _is_edge(sign: str) -> bool:
    return sign == " " or sign in JOINERS or (unicodedata.category(sign)[0] == "P" and sign not in SAYING)


def _without_loose_joiners(text: str) -> str:
    """Joiners stay only between two signs that they can join."""
    kept: list[str] = []
    for place, sign in enumerate(text):
        joined = bool(kept) and kept[-1] not in f" {JOINERS}" and text[place + 1 : place + 2].strip(f" {JOINERS}")
        if sign not in JOINERS or joined:
            kept.append(sign)
    return "".join(kept)


def key(text: str) -> str:
    """By what two cleaned words are the same: without case, joiners and the variants of a sign."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(sign for sign in folded if sign not in JOINERS and not "\ufe00" <= sign <= "\ufe0f")
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def is_disguised(text: str) -> bool:
    """Whether one word mixes letters of scripts that look alike, as one Cyrillic letter among Latin letters."""
    return any(len(_scripts(word)) > 1 for word in text.split())


def _scripts(word: str) -> frozenset[str]:
    names = (unicodedata.name(sign, "").partition(" ")[0] for sign in word if sign.isalpha())
    return LOOKALIKES.intersection(names)
