"""Which release of the product this is. It stands in one place: pyproject.toml."""

import tomllib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


@cache
def version() -> str:
    """Like "0.2.0"."""
    return str(tomllib.loads(PROJECT.read_text())["project"]["version"])


def parts(text: str) -> tuple[int, ...]:
    """A version as numbers, so that 0.10 comes after 0.9; raises ValueError for anything else."""
    return tuple(int(part) for part in text.split("."))
