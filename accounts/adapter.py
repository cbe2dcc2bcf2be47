"""What allauth asks of us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import actions, notifications
from accounts.models import User
from common import addresses
from outbox import standing

# Pages on which an address is given for the first time. Others ask for one that is known already:
# there the rule would tell strangers which addresses have an account.
NEW_ADDRESS = {"account_signup", "account_email", "account_email_verification_sent"}
LONGEST = 254  # characters of an address (RFC 5321), and of our columns


class AccountAdapter(DefaultAccountAdapter):
    """Who may sign up, what a new account starts with, and mail by our outbox."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail in the language of its reader, and post it.

        Whoever asks for a code is not told whose addresses we know, so a mistyped one comes as far as this.
        """
        at = timezone.now()
        if delay := standing.delay(at=at):
            messages.warning(self.request, delay.label)
        if len(email) > LONGEST or not email.isprintable():
            return
        reader = User.objects.filter(email=email.lower()).first()
        language = reader.language if reader else translation.get_language()
        site = get_current_site(self.request)
        values = {"request": self.request, "email": email, "current_site": site, **self._at_our_address(context)}
        with translation.override(language):
            mail = self.render_mail(template_prefix, email, values)
            notifications.post(mail, address=email, template=template_prefix, at=at)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """What allauth has to say; not that a mail is on its way, where it was just said that none leaves."""
        if message_template and message_template.endswith("_sent.txt") and standing.delay(at=timezone.now()):
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def _at_our_address(self, context: dict[str, Any]) -> dict[str, Any]:
        """Links in mails lead to where we are, whatever host a request may name."""
        here = self.request.build_absolute_uri("/")
        return {
            name: f"{settings.BASE_URL}/{value.removeprefix(here)}"
            if isinstance(value, str) and value.startswith(here)
            else value
            for name, value in context.items()
        }

    def new_user(self, request: HttpRequest) -> User:
        """A new account reads the language of the page on which it was made."""
        user: User = super().new_user(request)
        known = dict(settings.LANGUAGES)
        language = translation.get_language() or ""
        user.language = next((code for code in (language, language[:2]) if code in known), user.language)
        return user

    def clean_email(self, email: str) -> str:
        """No longer than we can keep; and only addresses of the configured domains may be new."""
        MaxLengthValidator(LONGEST)(email)
        addresses.writable(email)
        domains = [domain.lower().lstrip("@") for domain in settings.SIGNUP_DOMAINS]
        match = self.request.resolver_match if self.request else None
        if domains and match and match.view_name in NEW_ADDRESS and email.rpartition("@")[2] not in domains:
            listed = ", ".join(f"@{domain}" for domain in domains)
            raise ValidationError(_("Use your work address. It ends in %(domains)s.") % {"domains": listed})
        return email

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Whoever has another address now is told so at both, and their calendar follows."""

        def confirm() -> bool:
            return bool(super(AccountAdapter, self).confirm_email(request, email_address))

        return actions.confirm_address(address=email_address, confirm=confirm, at=timezone.now())
