"""The structure of a PDF as its objects hold it, before they are written: who is whose kid, and what is marked where.

Works on pydyf's objects, which are dictionaries and lists named as the standard names them.
"""

from collections.abc import Iterator
from typing import Any

Element = dict[str, Any]


def number(reference: bytes) -> int:
    """Of ``12 0 R``."""
    return int(reference.split()[0])


def root(pdf: Any) -> Element:
    """The element that holds all others."""
    tree = pdf.objects[number(pdf.catalog["StructTreeRoot"])]
    found: Element = pdf.objects[number(tree["K"][0])]
    return found


def kids(pdf: Any, element: Element) -> Iterator[Element]:
    """The elements right below; not what is marked on the page."""
    for kid in element["K"]:
        if isinstance(kid, bytes):
            found = pdf.objects[number(kid)]
            if "S" in found:
                yield found


def descendants(pdf: Any, element: Element) -> Iterator[Element]:
    """All elements below, in the order in which they are read."""
    for kid in kids(pdf, element):
        yield kid
        yield from descendants(pdf, kid)


def marked(pdf: Any, element: Element) -> Iterator[int]:
    """The numbers under which the page holds what is below ``element``."""
    for kid in element["K"]:
        if isinstance(kid, int):
            yield kid
        elif "S" in pdf.objects[number(kid)]:
            yield from marked(pdf, pdf.objects[number(kid)])


def owners(pdf: Any) -> list[Any]:
    """For each page, by its place in the tree, who owns what is marked there: a number, then the list."""
    tree = pdf.objects[number(pdf.catalog["StructTreeRoot"])]
    found: list[Any] = pdf.objects[number(tree["ParentTree"])]["Nums"]
    return found


def set_apart_margins(pdf: Any) -> None:
    """Mark what no element claims, that is the heads and feet of pages, as no part of what is read.

    WeasyPrint marks it as text that belongs to nobody.
    """
    claimed: dict[bytes, set[int]] = {page: set() for page in pdf.page_references}
    for element in descendants(pdf, root(pdf)):
        claimed[element["Pg"]].update(kid for kid in element["K"] if isinstance(kid, int))
    for page, known, listed in zip(claimed, claimed.values(), owners(pdf)[1::2], strict=False):
        stream = pdf.objects[number(pdf.objects[number(page)]["Contents"])].stream
        for place, operator in enumerate(stream):
            if operator == b"BDC" and stream[place - 1].get("MCID", -1) not in known:
                listed[stream[place - 1].pop("MCID")] = b"null"  # the places of the others stay
                stream[place - 2] = "/Artifact"
                stream[place - 1]["Type"] = "/Pagination"


def name_scopes(pdf: Any) -> None:
    """Say of each head of a table whether it is one of a column or of a row, which WeasyPrint leaves out."""
    for element in descendants(pdf, root(pdf)):
        if element["S"] in {"/THead", "/TBody"}:
            scope = "/Column" if element["S"] == "/THead" else "/Row"
            for head in descendants(pdf, element):
                if head["S"] == "/TH":
                    head["A"]["Scope"] = scope


def lines(pdf: Any) -> Iterator[list[Element]]:
    """The cells of each row that is not a head."""
    for element in descendants(pdf, root(pdf)):
        if element["S"] == "/TBody":
            for line in kids(pdf, element):
                yield list(kids(pdf, line))


def is_gap(line: list[Element], columns: int) -> bool:
    """Whether a row is one cell across all columns."""
    return len(line) == 1 and line[0]["S"] == "/TD" and line[0]["A"].get("ColSpan") == columns
