"""Registrations through their own actions."""

from datetime import datetime

from accounts.models import User
from events.models import Event, Pool
from registrations import actions
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool


def register(
    event: Event, participant: User | None = None, *, pool: Pool | None = None, at: datetime = NOW
) -> Registration:
    return actions.register(event=event, participant=participant or make_user(), pool=pool or main_pool(event), at=at)
