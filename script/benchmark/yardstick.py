"""How fast the machine is at the moment: a processor that others share takes now one time for the same, now twice that."""

from time import process_time

REFERENCE = 7  # milliseconds, on the machine of docs/performance.md when nothing slowed it down


def milliseconds() -> float:
    """What a piece of Python that never changes takes, in milliseconds of processor."""
    began = process_time()
    words: dict[str, int] = {}
    for number in range(20_000):
        text = f"{number % 97}:{number}"
        words[text] = words.get(text[:3], 0) + len(text)
    return 1000 * (process_time() - began)


def pace() -> float:
    """How many times as long as on that machine things take here and now; 1 on a faster one."""
    return max(1.0, milliseconds() / REFERENCE)
