"""Letting those who taught read what was said about each of them."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from feedback import notifications, policies, queries
from feedback.exceptions import SharingRefused
from feedback.models import Form, Sharing


@transaction.atomic
def share(*, form: Form, with_rating: bool, by: User, at: datetime) -> None:
    """Let each read what was said about them, ``with_rating``: and how the event was rated; each is told once."""
    form = Form.objects.lock(form)
    if reason := policies.sharing_refusal(form, with_rating=with_rating):
        raise SharingRefused(reason)
    sharing = Sharing.objects.filter(form=form).first()
    before = {"with_rating": sharing.with_rating} if sharing else {}
    after = {"with_rating": with_rating}
    if before == after:
        return
    sharing = sharing or Sharing(form=form)
    sharing.with_rating, sharing.shared_at, sharing.shared_by = with_rating, at, by
    sharing.save()
    record("feedback.shared", form, by=by, at=at, scope=form.event.scope, before=before, after=after)
    notifications.tell_shared(form, queries.readers_of(form, with_rating=with_rating), at=at)


@transaction.atomic
def stop_sharing(*, form: Form, by: User, at: datetime) -> None:
    """Show those who taught nothing any more."""
    form = Form.objects.lock(form)
    sharing = Sharing.objects.filter(form=form).first()
    if sharing is None:
        return
    before = {"with_rating": sharing.with_rating}
    sharing.delete()
    record("feedback.unshared", form, by=by, at=at, scope=form.event.scope, before=before)
