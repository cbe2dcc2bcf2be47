"""Who a mail is from, as far as a server that we trust vouches for it (RFC 8601). Knows no Django."""

import re
from collections.abc import Collection

from inbox.mime import Mail

COMMENT = re.compile(r"\([^()\"\\]*\)")
QUOTED = re.compile(r'"([^"\\;()]*)"')
NOT_PLAIN = re.compile(r'["\\()]')
DOMAIN = {"dkim": "header.d", "spf": "smtp.mailfrom", "dmarc": "header.from"}


def author(mail: Mail, *, trusted: Collection[str]) -> str:
    """The address that the mail says it is from, if a trusted server has found its domain to have sent it.

    The topmost line alone counts: the last server has written it, the others may be anybody's. It repeats what the
    sender has said: where that may have put quotes or brackets of its own there, the line counts for nothing.
    """
    said = COMMENT.sub(" ", QUOTED.sub(r"\1", mail.first("authentication-results")))
    name, *results = said.split(";")
    if NOT_PLAIN.search(said) or not name.strip() or name.split()[0].lower() not in {one.lower() for one in trusted}:
        return ""
    domain = mail.author.rpartition("@")[2]
    return mail.author if domain and any(_vouches(result, domain) for result in results) else ""


def is_automatic(mail: Mail) -> bool:
    """Whether a machine has written it in somebody's absence, or to many: nobody has answered anything."""
    submitted = mail.first("auto-submitted").partition(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or mail.first("precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
        or any(mail.first(name) for name in ("x-autoreply", "x-autorespond", "list-id", "x-auto-response-suppress"))
    )


def is_reply_of_a_machine(mail: Mail) -> bool:
    """Whether it says of itself that it answers our mail without anybody having read it."""
    return mail.first("auto-submitted").strip().lower().startswith("auto-replied")


def _vouches(result: str, domain: str) -> bool:
    """Whether one method has passed for exactly that domain."""
    method, _is, rest = result.strip().partition("=")
    said = rest.split()
    named = DOMAIN.get(method.strip().lower())
    if named is None or not said or said[0].lower() != "pass":
        return False
    found = [word.partition("=")[2].lower() for word in said[1:] if word.lower().startswith(f"{named}=")]
    return any(value.strip('"').rpartition("@")[2] == domain for value in found)
