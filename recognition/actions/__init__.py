"""Every change of rules, certificates and signing keys."""

from recognition.actions.certificates import issue_earned, reissue, revoke
from recognition.actions.keys import ensure_key, rotate_key
from recognition.actions.rules import set_rule

__all__ = ["ensure_key", "issue_earned", "reissue", "revoke", "rotate_key", "set_rule"]
