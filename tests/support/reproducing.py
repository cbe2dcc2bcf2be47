"""The script that repeats a draw, as anybody would run it."""

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType

SCRIPT = Path(__file__).parents[2] / "docs/draw/reproduce.py"


@cache
def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reproduce", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reproduce(text: str) -> tuple[list[int], dict[int, int]]:
    """All numbers in the order of the draw that ``text`` says, and the pool of each that has a seat."""
    order, seated = _script().draw(json.loads(text))
    return [one["number"] for one in order], seated
