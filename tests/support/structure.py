"""The structure of a PDF as pypdf reads it."""

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, NullObject

Element = dict[str, Any]


def elements(node: Any) -> Iterator[Element]:
    """All elements below ``node``, in the order in which they are read."""
    for kid in kids(node):
        if not isinstance(kid, int):
            yield kid
            yield from elements(kid)


def kids(node: Any) -> list[Any]:
    """What is right below: elements, and numbers of marked content."""
    found = node.get("/K", [])
    return [kid.get_object() for kid in (found if isinstance(found, list) else [found])]


def tree(reader: PdfReader) -> Element:
    """The root of the structure."""
    root: Element = reader.root_object["/StructTreeRoot"]
    return root


def rows(reader: PdfReader) -> list[list[Element]]:
    """The cells of each row of a table that is not a head."""
    bodies = (element for element in elements(tree(reader)) if element["/S"] == "/TBody")
    return [[cell for cell in kids(line) if not isinstance(cell, int)] for body in bodies for line in kids(body)]


def owners(reader: PdfReader) -> dict[tuple[int, int], Element]:
    """Which element owns what is marked: by page, counted from 0, and number."""
    numbers = tree(reader)["/ParentTree"]["/Nums"]
    by_key = dict(zip(numbers[::2], numbers[1::2], strict=True))
    return {
        (place, number): owner.get_object()
        for place, page in enumerate(reader.pages)
        for number, owner in enumerate(by_key[page["/StructParents"]])
        if not isinstance(owner, NullObject)
    }


def marked_on(page: Any) -> list[int]:
    """The numbers that the page marks its content with, in the order in which it is drawn."""
    content = ContentStream(page.get_contents(), page.pdf)
    return [
        operands[1]["/MCID"]
        for operands, operator in content.operations
        if operator == b"BDC" and "/MCID" in operands[1]
    ]


def claimed(reader: PdfReader) -> list[tuple[int, int]]:
    """What the elements of the structure say is theirs: page and number, in the order in which it is read."""
    pages = {page.indirect_reference.idnum: place for place, page in enumerate(reader.pages)}
    return [
        (pages[element.raw_get("/Pg").idnum], kid)
        for element in elements(tree(reader))
        for kid in kids(element)
        if isinstance(kid, int)
    ]
