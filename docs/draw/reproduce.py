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

VERSIONS = (1, 2)
MOST = 4  # the largest weight
BITS = 256


def key(seed: str, number: int, weight: int) -> int:
    """The higher, the earlier: a fraction made of the seed and the number, to the power of 1/weight."""
    drawn = int.from_bytes(hmac.digest(bytes.fromhex(seed), str(number).encode(), "sha256"), "big")
    power = MOST // weight
    return int(drawn**power) << BITS * (MOST - power)


class Pool:
    """The seats of one kind, as they are given one after the other."""

    def __init__(self, values: dict[str, Any], lines: dict[int, list[int]], version: int) -> None:
        self.lines = lines
        self.is_held_under_ceilings = version > 1
        self.capacity = values["capacity"]
        self.taken = 0
        self.of: dict[int, int] = {}  # how many seats each department has, with those below it
        self.unfilled = {floor["department"]: floor["seats"] for floor in values["floors"]}
        self.limits: dict[int, int] = {}
        for ceiling in values["ceilings"]:
            # A ceiling without a department is for each of the top departments.
            each = {line[-1] for line in lines.values()} if ceiling["department"] is None else {ceiling["department"]}
            for one in each:
                self.limits[one] = min(ceiling["seats"], self.limits.get(one, ceiling["seats"]))
        for department, number in values["taken"]:
            for _ in range(number):
                self.give(department)

    def line(self, department: int | None) -> list[int]:
        """A department and those above it; people of none have no line."""
        return [] if department is None else self.lines.get(department, [department])

    def room(self, department: int) -> int | None:
        """How many more its ceiling lets in; None without one."""
        if department not in self.limits:
            return None
        return max(self.limits[department] - self.of.get(department, 0), 0)

    def held(self, within: int | None = None) -> int:
        """How many seats are held in a department and those below it (everywhere, without one).

        One after the other, each floor holds what the ceilings above it leave it.
        """
        limited = self.limits if self.is_held_under_ceilings else {}
        # Within a department: what is wanted there, whatever its own ceiling leaves of it.
        rooms = {one: self.room(one) or 0 for one in limited if one != within}
        total = 0
        for department, number in self.unfilled.items():
            line = self.line(department)
            if within is not None and within not in line:
                continue
            below = line if within is None else line[: line.index(within)]
            held = min([number, *(rooms[one] for one in below if one in rooms)])
            for one in below:
                if one in rooms:
                    rooms[one] -= held
            total += held
        return total

    def is_open_to(self, department: int | None) -> bool:
        """Whether somebody of that department may have one of the seats that are left."""
        has_a_held_seat = False
        for one in self.line(department):
            has_a_held_seat = has_a_held_seat or self.unfilled.get(one, 0) > 0
            room = self.room(one)
            if room is None:
                continue
            held = 0 if has_a_held_seat or not self.is_held_under_ceilings else self.held(one)
            if room <= held:
                return False
        if self.capacity is None:
            return True
        free = self.capacity - self.taken
        return free > 0 and (has_a_held_seat or free > self.held())

    def give(self, department: int | None) -> None:
        """A seat for somebody of that department; it fills the nearest floor."""
        floor = next((one for one in self.line(department) if self.unfilled.get(one)), None)
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
    pools = {pool["id"]: Pool(pool, lines, values["version"]) for pool in values["pools"]}
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
    if values["version"] not in VERSIONS:
        sys.exit(f"This script repeats draws of the versions {VERSIONS}, not of version {values['version']}.")
    order, seated = draw(values)
    print("checksum of the input", hashlib.sha256(text.encode()).hexdigest())
    print("checksum of the seed", hashlib.sha256(values["seed"].encode()).hexdigest())
    for place, one in enumerate(order, start=1):
        number = one["number"]
        print(place, number, f"seat in {seated[number]}" if number in seated else one["obstacle"] or "waits")


if __name__ == "__main__":
    main()
