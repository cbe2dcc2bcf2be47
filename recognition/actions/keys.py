"""The keys by which badges are signed."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import locks
from common.sealing import SealedElsewhere
from recognition import proofs, tokens
from recognition.models import SigningKey


@transaction.atomic
def ensure_key(*, at: datetime) -> SigningKey:
    """The key that signs: made where there is none, or none that can be opened here any more."""
    locks.one_at_a_time(locks.SIGNING)
    key = SigningKey.objects.current().first()
    if key is not None:
        try:
            tokens.open_seal(key.sealed)
        except SealedElsewhere:
            return _replace(key, by=None, at=at)
        return key
    return _make(by=None, at=at)


@transaction.atomic
def rotate_key(*, by: User | None, at: datetime) -> SigningKey:
    """Sign with a new key from now on; what the former one has signed stays provable, and it can't sign any more."""
    locks.one_at_a_time(locks.SIGNING)
    key = SigningKey.objects.current().first()
    return _replace(key, by=by, at=at) if key else _make(by=by, at=at)


def _replace(key: SigningKey, *, by: User | None, at: datetime) -> SigningKey:
    key.retired_at, key.sealed = at, ""
    key.save(update_fields=["retired_at", "sealed"])
    record("signing_key.retired", key, by=by, at=at)
    return _make(by=by, at=at)


def _make(*, by: User | None, at: datetime) -> SigningKey:
    private = proofs.new_private_key()
    key = SigningKey.objects.create(public=proofs.public_key(private), sealed=tokens.seal(private), made_at=at)
    record("signing_key.made", key, by=by, at=at, after={"public": key.public})
    return key
