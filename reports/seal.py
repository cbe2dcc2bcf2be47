"""What stands at the foot of every document, by which it can be checked. Knows no Django."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from common.organisation import Organisation
from reports.codes import readable

SHORT = 16  # signs of a digest that are compared by eye
TIME = "taken_at"  # when it was read is no part of what was read


@dataclass(frozen=True, kw_only=True)
class Seal:
    """The code of a document, the address at which it is confirmed, the digest of what was read for it, and whose it is."""

    code: str
    address: str
    digest: str
    taken_at: datetime
    issuer: Organisation

    @property
    def number(self) -> str:
        """The beginning of the code, to tell one paper from another."""
        return "-".join(readable(self.code).split("-")[:2])

    @property
    def short_digest(self) -> str:
        """The beginning of the digest, in groups."""
        return grouped(self.digest[:SHORT])


def grouped(digest: str) -> str:
    """In groups of four, as one compares them."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def digest(data: object) -> str:
    """SHA-256 of what was read: the same data give the same digest, whenever they are read."""
    text = json.dumps(_plain(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(data: object, issuer: Organisation) -> str:
    """The same, of what was read and of whose it is: a new name or another logo makes another document."""
    logo = issuer.logo
    return digest({"data": data, "name": issuer.name, "logo": [logo.key, logo.text] if logo else []})


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.name != TIME}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value
