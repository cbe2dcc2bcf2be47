"""Who the routes are for that other packages bring. Our own views say it themselves."""

from collections.abc import Callable

from django.http import HttpResponseBase

from common.access import Rule

NAMES = {
    "account_login": Rule.ANYONE,
    "account_request_login_code": Rule.ANYONE,
    "account_confirm_login_code": Rule.ANYONE,
    "account_signup": Rule.ANYONE,
    "account_email_verification_sent": Rule.ANYONE,
    "account_inactive": Rule.ANYONE,
    "account_logout": Rule.ANYONE,
    "account_reset_password": Rule.ANYONE,
    "account_reset_password_done": Rule.ANYONE,
    "account_reset_password_from_key": Rule.LINK,
    "account_reset_password_from_key_done": Rule.ANYONE,
    "account_reauthenticate": Rule.SIGNED_IN,
    "account_email": Rule.SIGNED_IN,
    "account_change_password": Rule.SIGNED_IN,
    "account_set_password": Rule.SIGNED_IN,
    "admin:login": Rule.ANYONE,
    "admin:logout": Rule.ANYONE,
    "set_language": Rule.ANYONE,
}
NAMESPACES = {"admin": Rule.ADMINISTRATOR}


def rule_of(view: Callable[..., HttpResponseBase], name: str) -> Rule | None:
    """The audience of a route: what its view declares, else what stands here."""
    declared: Rule | None = getattr(view, "access_rule", None)
    return declared or NAMES.get(name) or NAMESPACES.get(name.partition(":")[0] if ":" in name else "")
