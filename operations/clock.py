"""What the clock runs in this app."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django_q.models import Failure

FAILURES_KEPT_FOR = timedelta(days=30)


def forget_what_is_over(at: datetime) -> None:
    """Daily: sessions that have ended, and the queue's own notes about tasks that failed."""
    Session.objects.filter(expire_date__lt=at).delete()
    Failure.objects.filter(stopped__lt=at - FAILURES_KEPT_FOR).delete()
