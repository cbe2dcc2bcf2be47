"""What this app does when the one that signs people in announces something."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions

BY_CODE = "account_confirm_login_code"


@receiver(email_confirmed)
def void_password_of_sign_up(request: HttpRequest, email_address: EmailAddress, **_kwargs: Any) -> None:
    """Who first proves by a sign-in code that the address is theirs need not be who signed up with it."""
    is_by_code = request.resolver_match is not None and request.resolver_match.view_name == BY_CODE
    others = EmailAddress.objects.filter(user=email_address.user, verified=True).exclude(pk=email_address.pk)
    if is_by_code and not others.exists():
        actions.forget_password(user=email_address.user, at=timezone.now())
        messages.info(request, _("The password from the sign-up is void. You can choose a new one."))
