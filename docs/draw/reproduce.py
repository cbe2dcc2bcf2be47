#!/usr/bin/env python3
"""Repeat a draw from the input that was kept of it, and print who has a seat.

    python3 reproduce.py input.json

Needs Python 3.11 and nothing else; it is no part of the product and uses nothing of it. See README.md.
"""

import hashlib
import hmac
import json
import sys
from pathlib import Path
from typing import Any

VERSION = 1
MOST = 4  # the largest weight
BITS = 256


def key(seed: str, number: int, weight: int) -> int:
    """The higher, the earlier: a fraction made of the seed and the number, to the power of 1/weight."""
    drawn = int.from_bytes(hmac.digest(bytes.fromhex(seed), str(number).encode(), "sha256"), "big")
    power = MOST // weight
    return int(drawn**power) << BITS * (MOST - power)


class Pool:
    """The seats of one kind, as they are given one after the other."""

    def __init__(self, values: dict[str, Any], lines: dict[int, list[int]]) -> None:
        self.lines = lines
        self.capacity = values["capacity"]
        self.taken = 0
        self.of: dict[int, int] = {}  # how many seats each department has, with those below it
        self.unfilled = {floor["department"]: floor["seats"] for floor in values["floors"]}
        self.ceilings = values["ceilings"]
        for department, number in values["taken"]:
            for _ in range(number):
                self.give(department)

    def line(self, department: int | None) -> list[int]:
        """A department and those above it; people of none have no line."""
        return [] if department is None else self.lines.get(department, [department])

    def floor(self, department: int | None) -> int | None:
        """The nearest department, from here up, for which a seat is still held."""
        return next((one for one in self.line(department) if self.unfilled.get(one)), None)

    def is_open_to(self, department: int | None) -> bool:
        """Whether somebody of that department may have one of the seats that are left."""
        line = self.line(department)
        for ceiling in self.ceilings:
            # A ceiling without a department is for each of the top departments.
            limited = (line[-1] if line else None) if ceiling["department"] is None else ceiling["department"]
            if limited in line and self.of.get(limited, 0) >= ceiling["seats"]:
                return False
        if self.capacity is None:
            return True
        free = self.capacity - self.taken
        return free > 0 and (free > sum(self.unfilled.values()) or self.floor(department) is not None)

    def give(self, department: int | None) -> None:
        """A seat for somebody of that department; it fills the nearest floor."""
        floor = self.floor(department)
        if floor is not None:
            self.unfilled[floor] -= 1
        for one in self.line(department):
            self.of[one] = self.of.get(one, 0) + 1
        self.taken += 1


def draw(values: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[int, int]]:
    """All requests in the order of the draw, and for each number that has a seat the id of its pool."""
    order = sorted(
        values["requests"], key=lambda one: (-key(values["seed"], one["number"], one["weight"]), one["number"])
    )
    lines = {line[0]: line for line in values["departments"]}
    pools = {pool["id"]: Pool(pool, lines) for pool in values["pools"]}
    seated = {}
    for one in order:
        if one["obstacle"]:
            continue
        found = next((pk for pk in one["pools"] if pools[pk].is_open_to(one["department"])), None)
        if found is not None:
            pools[found].give(one["department"])
            seated[one["number"]] = found
    return order, seated


def main() -> None:
    """Print the checksums and the result."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8").strip()
    values = json.loads(text)
    if values["version"] != VERSION:
        sys.exit(f"This script repeats draws of version {VERSION}, not of version {values['version']}.")
    order, seated = draw(values)
    print("checksum of the input", hashlib.sha256(text.encode()).hexdigest())
    print("checksum of the seed", hashlib.sha256(values["seed"].encode()).hexdigest())
    for place, one in enumerate(order, start=1):
        number = one["number"]
        print(place, number, f"seat in {seated[number]}" if number in seated else one["obstacle"] or "waits")


if __name__ == "__main__":
    main()
