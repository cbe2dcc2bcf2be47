"""Data Integrity proofs by EdDSA over RDF (eddsa-rdfc-2022), and the keys that make them.

What the terms of a credential mean is read from our own copies of the two contexts: a context that is fetched could
change what a signature says, and nothing here ever asks the network.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld import jsonld

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
COPIES = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-v3.json"}
SUITE = "eddsa-rdfc-2022"

Document = dict[str, Any]

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_PUBLIC = b"\xed\x01"  # the multicodec of such a key


class UnknownContext(Exception):
    """A document uses terms of which there is no copy here."""


def new_private_key() -> bytes:
    """A new key, as its 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> str:
    """What checks the signatures of ``private``, in Multikey's form."""
    raw = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return _multibase(_ED25519_PUBLIC + raw)


def sign(document: Document, *, private: bytes, method: str, created: str) -> Document:
    """``document`` with a proof by ``private``, whose public half is found at ``method``; the same gives the same."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(_signed(document, options))
    return {**document, "proof": {**options, "proofValue": _multibase(signature)}}


def is_genuine(document: Document, *, public: str) -> bool:
    """Whether the proof of ``document`` was made by the key whose public half is ``public``."""
    proof = dict(document["proof"])
    signature = _from_multibase(proof.pop("proofValue"))
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    key = Ed25519PublicKey.from_public_bytes(_from_multibase(public).removeprefix(_ED25519_PUBLIC))
    try:
        key.verify(signature, _signed(unsigned, proof))
    except InvalidSignature:
        return False
    return True


def _signed(document: Document, options: Document) -> bytes:
    """What is signed: the digest of how the proof was made, then the digest of what it says."""
    configured = {"@context": document["@context"], **options}
    return b"".join(hashlib.sha256(_canonical(one).encode()).digest() for one in (configured, document))


def _canonical(document: Document) -> str:
    normal: str = jsonld.normalize(
        document,
        {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load},
    )
    return normal


def _load(url: str, _options: object) -> Document:
    return {"contextUrl": None, "documentUrl": url, "document": _copy_of(url), "contentType": "application/ld+json"}


@cache
def _copy_of(url: str) -> Document:
    if url not in COPIES:
        raise UnknownContext(url)
    copy: Document = json.loads((Path(__file__).parent / "contexts" / COPIES[url]).read_text(encoding="utf-8"))
    return copy


def _multibase(data: bytes) -> str:
    """Base 58 as of Bitcoin, marked as such by its first letter."""
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def _from_multibase(text: str) -> bytes:
    digits, number = text.removeprefix("z"), 0
    for letter in digits:
        number = number * 58 + _BASE58.index(letter)
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
