"""Mails about signing in: written at once, because their codes and links are kept nowhere."""

from datetime import datetime, timedelta
from uuid import uuid4

from allauth.account import app_settings
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from outbox import actions as outbox
from outbox.rendering import Mail

KIND = "account.mail"
LABEL = _("Signing in")


def post(mail: EmailMultiAlternatives, *, address: str, template: str, at: datetime) -> None:
    """Post what allauth has written as ``template``; it is forgotten as soon as it was sent."""
    lifetime = _lifetime(template)
    html = next((str(content) for content, mimetype in mail.alternatives if mimetype == "text/html"), "")
    outbox.post_ready(
        key=f"account:{uuid4()}",
        kind=KIND,
        mail=Mail(subject=str(mail.subject), text=str(mail.body), html=html),
        address=address,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        not_after=at + lifetime if lifetime else None,
        at=at,
    )


def _lifetime(template: str) -> timedelta | None:
    """How long the secret in a mail is of use; later it is better not sent at all."""
    seconds = {
        "account/email/login_code": app_settings.LOGIN_BY_CODE_TIMEOUT,
        "account/email/email_confirmation": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
        "account/email/email_confirmation_signup": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
        "account/email/password_reset_key": settings.PASSWORD_RESET_TIMEOUT,
    }.get(template)
    return timedelta(seconds=seconds) if seconds else None
