"""``manage.py make_administrator ADDRESS``: the first one, or one more when nobody can sign in."""

from argparse import ArgumentParser
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.exceptions import AccountRefused
from accounts.models import User


class Command(BaseCommand):
    """Needs no mail server: the link by which a password is chosen is printed."""

    help = "Give somebody an administrator's rights, and an account if they have none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom."""
        parser.add_argument("address", metavar="ADDRESS")
        parser.add_argument("--name", default="", help="for a new account")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say how they get in."""
        try:
            validate_email(options["address"])
            user = actions.make_administrator(email=options["address"], name=options["name"].strip(), at=timezone.now())
        except (AccountRefused, ValidationError) as refused:
            raise CommandError(
                " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            ) from refused
        self.stdout.write(f"{user.name} <{user.email}> is an administrator.")
        if not user.has_usable_password():
            self.stdout.write(f"Choose a password at {_password_url(user)}")


def _password_url(user: User) -> str:
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=key)
