"""A certificate as an Open Badge 3.0, and which of them were revoked, as the standards write that."""

import base64
import gzip
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from recognition.proofs import CREDENTIALS, OPEN_BADGES

Document = dict[str, Any]

LIST_LENGTH = 131_072  # bits, the least that the standard allows: nobody tells from one look who is meant


@dataclass(frozen=True, kw_only=True)
class Badge:
    """What a badge says."""

    address: str
    achievement: str  # the same for all who were at the event
    title: str
    about: str
    criteria: str
    name: str
    language: str
    starts_at: datetime
    ends_at: datetime
    issued_at: datetime
    issuer: str
    site: str
    number: int  # of the certificate: its place in the list of those that were revoked
    status_list: str


def did_of(site: str) -> str:
    """The identity of the installation at ``site``, by the method "web": its keys stand at an address below it."""
    return f"did:web:{quote(urlsplit(site).netloc, safe='')}"


def did_document(site: str, keys: dict[str, str]) -> Document:
    """By which keys certificates of ``site`` are signed: ``keys``, the public half by name."""
    did = did_of(site)
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [
            {"id": f"{did}#{name}", "type": "Multikey", "controller": did, "publicKeyMultibase": public}
            for name, public in keys.items()
        ],
        "assertionMethod": [f"{did}#{name}" for name in keys],
    }


def open_badge(badge: Badge) -> Document:
    """The credential, without its proof."""
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": badge.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": did_of(badge.site), "type": ["Profile"], "name": badge.issuer, "url": badge.site},
        "validFrom": instant(badge.issued_at),
        "name": badge.title,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": badge.name, "identityType": "name"}
            ],
            "activityStartDate": instant(badge.starts_at),
            "activityEndDate": instant(badge.ends_at),
            "achievement": {
                "id": badge.achievement,
                "type": ["Achievement"],
                "achievementType": "Certificate",
                "inLanguage": badge.language,
                "name": badge.title,
                "description": badge.about,
                "criteria": {"narrative": badge.criteria},
            },
        },
        "credentialStatus": {
            "id": f"{badge.status_list}#{place_of(badge.number)}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(place_of(badge.number)),
            "statusListCredential": badge.status_list,
        },
    }


def status_list(*, address: str, site: str, issuer: str, revoked: Collection[int], since: datetime) -> Document:
    """Which certificates of one list were revoked, by their numbers; as it stands ``since`` that time."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did_of(site),
        "name": issuer,
        "validFrom": instant(since),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked),
        },
    }


def list_of(number: int) -> int:
    """In which list the certificate with this number stands."""
    return number // LIST_LENGTH


def place_of(number: int) -> int:
    """Which bit of its list stands for it."""
    return number % LIST_LENGTH


def encoded(numbers: Collection[int]) -> str:
    """A bit for each certificate of a list, the first one leftmost, packed: multibase of base64url of gzip."""
    bits = bytearray(LIST_LENGTH // 8)
    for number in numbers:
        place = place_of(number)
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def instant(moment: datetime) -> str:
    """A time as XML Schema writes it, in whole seconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
