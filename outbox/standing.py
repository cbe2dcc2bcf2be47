"""How the way out stands: whether mails leave at the moment."""

from datetime import datetime

from common.queue import Cluster
from jobs import queries as jobs
from outbox import transport
from outbox.enums import Delay


def delay(*, at: datetime) -> Delay | None:
    """Why mails do not leave at the moment; one small question, for pages that have just promised one."""
    if not transport.is_configured():
        return Delay.NO_SERVER
    heart = jobs.heart(Cluster.MAIL)
    if heart is not None and (heart.trouble or at - heart.beat_at > jobs.SILENT_AFTER):
        return Delay.HELD_UP
    return None
