"""What stands on a drawn page under each number, cut out so that it can stand elsewhere too."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from common import tags

TEXT = {b"BT", b"ET", b"Tf", b"TJ", b"Tm", b"gs", b"rg", b"g"}
_MATRIX = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm")


@dataclass(frozen=True)
class Mark:
    """One piece of marked content: its place among the page's operators, and colours that hold where it begins."""

    start: int
    end: int
    before: tuple[bytes, ...]
    operators: tuple[bytes, ...]


def marks(stream: Any) -> dict[int, Mark]:
    """All that a page has marked with a number, by that number."""
    found: dict[int, Mark] = {}
    operators = [_bytes(each) for each in stream]
    states: list[dict[bytes, bytes]] = [{}]
    begun: tuple[int, int, tuple[bytes, ...]] | None = None
    for place, (raw, operator) in enumerate(zip(stream, operators, strict=True)):
        if operator == b"q":
            states.append({})  # WeasyPrint says every colour anew after it
        elif operator == b"Q":
            states.pop()
            states[-1] = {}
        elif operator == b"EMC" and begun:
            number, start, before = begun
            found[number] = Mark(start, place + 1, before, tuple(operators[start + 3 : place]))
            begun = None
        elif operator == b"BDC" and "MCID" in stream[place - 1]:
            begun = stream[place - 1]["MCID"], place - 2, tuple(states[-1].values())
        elif isinstance(raw, bytes) and (name := operator.rsplit(b" ", 1)[-1]) in {b"gs", b"rg", b"g"}:
            states[-1][name] = operator
    return found


def moved(mark: Mark, top: float) -> bytes | None:
    """The text of ``mark`` as it is to stand below a line at 0 that was at ``top``; nothing if more is drawn there."""
    written = []
    for operator in (*mark.before, *mark.operators):
        if operator.rsplit(b" ", 1)[-1] not in TEXT:
            return None
        matched = _MATRIX.fullmatch(operator)
        written.append(b"1 0 0 -1 %b %.4f Tm" % (matched[1], float(matched[2]) - top) if matched else operator)
    return b"\n".join(written)


def places(mark: Mark) -> Iterator[tuple[float, float]]:
    """Where the texts of ``mark`` begin."""
    for operator in mark.operators:
        if matched := _MATRIX.fullmatch(operator):
            yield float(matched[1]), float(matched[2])


def of_element(pdf: Any, element: tags.Element, pages: dict[bytes, dict[int, Mark]]) -> Iterable[Mark]:
    """What is marked as belonging to ``element``."""
    return [pages[element["Pg"]][number] for number in tags.marked(pdf, element)]


def streams(pdf: Any) -> dict[bytes, Any]:
    """The operators of each page, by its reference."""
    return {
        reference: pdf.objects[tags.number(pdf.objects[tags.number(reference)]["Contents"])].stream
        for reference in pdf.page_references
    }


def _bytes(operator: Any) -> bytes:
    if isinstance(operator, bytes):
        return operator
    return operator.encode() if isinstance(operator, str) else b""
