"""A process of the supervisor's and whatever it starts in turn: one group that begins and ends together."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")
STABLE_AFTER = 60.0  # seconds; whoever has lived so long has not crashed at the start
LONGEST_PAUSE = 30.0
MOST_CRASHES = 5

logger = logging.getLogger(__name__)


@dataclass
class Child:
    """One child: started in a session of its own, so its group can be ended as a whole."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    niceness: int = 0  # how far it gives way to others where all processors are busy
    first_pause: float = 1.0
    crashes: int = 0
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    _process: "subprocess.Popen[bytes] | None" = None
    _group: int | None = None
    _started: float = 0.0
    _not_before: float = 0.0

    def start(self) -> None:
        """Start it. Only the main thread may: the system ties a child's life to the thread that made it."""
        launcher = [sys.executable, "-I", "-S", str(LAUNCH), str(os.getpid()), str(self.niceness)]
        self._process = subprocess.Popen(  # noqa: S603  # our own command
            [*launcher, *self.command], env=dict(self.environment), stdin=subprocess.DEVNULL, start_new_session=True
        )
        self._group = self._process.pid
        self._started = time.monotonic()
        self.started_at = datetime.now(UTC)
        logger.info("%s started (%s)", self.name, self._process.pid)

    def tend(self) -> bool:
        """Start it again if it has ended, after a pause that grows; says whether that is still worth it."""
        now = time.monotonic()
        if self._process is not None and self._process.poll() is not None:
            logger.error("%s ended with code %s", self.name, self._process.returncode)
            self.kill()
            if now - self._started >= STABLE_AFTER:
                self.crashes = 0
            self.crashes += 1
            self._not_before = now + min(self.first_pause * 2 ** (self.crashes - 1), LONGEST_PAUSE)
        if self.crashes >= MOST_CRASHES:
            return False
        if self._process is None and now >= self._not_before:
            self.start()
        return True

    def replace(self) -> None:
        """End it at once and start another: it does not get on with its work."""
        self.kill()
        self.start()

    def ask_to_stop(self) -> None:
        """Send TERM to the first process alone: it ends its own children in good order."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    @property
    def is_gone(self) -> bool:
        """Whether nothing of the group is left."""
        if self._process is not None:
            self._process.poll()  # or it would stay as a zombie and count as alive
        if self._group is None:
            return True
        try:
            os.killpg(self._group, 0)
        except ProcessLookupError:
            return True
        return False

    def kill(self) -> None:
        """End the whole group now."""
        if self._group is not None and not self.is_gone:
            os.killpg(self._group, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
        self._process = self._group = None
