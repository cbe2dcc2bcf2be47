"""Every change of rules, certificates and signing keys."""

from recognition.actions.certificates import issue_earned, reissue, revoke
from recognition.actions.keys import ensure_key, rotate_key
from recognition.actions.rules import copy_rule, set_rule, set_rule_of_dates

__all__ = [
    "copy_rule",
    "ensure_key",
    "issue_earned",
    "reissue",
    "revoke",
    "rotate_key",
    "set_rule",
    "set_rule_of_dates",
]
