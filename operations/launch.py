"""Becomes a child of the supervisor: ``launch.py PARENT NICENESS COMMAND…``.

Where the system can do that (Linux), the child is told to stop when the supervisor dies, however it
dies. The request has to come from the process itself, and Python may not run code between fork and
exec beside threads, so this small program stands in between. It imports next to nothing.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Ask for the signal, then become the command."""
    parent, niceness, *command = arguments
    os.nice(int(niceness))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):  # it died before we had asked
        sys.exit(1)
    os.execv(command[0], command)  # noqa: S606  # our own command, without a shell


if __name__ == "__main__":
    main(sys.argv[1:])
