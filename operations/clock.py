"""What the clock runs in this app."""

from datetime import datetime, timedelta

from django_q.models import Failure

from accounts.models import SignIn

FAILURES_KEPT_FOR = timedelta(days=30)


def forget_what_is_over(at: datetime) -> None:
    """Daily: sessions that have ended, and the queue's own notes about tasks that failed."""
    SignIn.objects.filter(expire_date__lt=at).delete()
    Failure.objects.filter(stopped__lt=at - FAILURES_KEPT_FOR).delete()
