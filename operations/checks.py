"""Settings that are unsafe where people rely on this installation. Said at every start, each with what to do."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Caution

from inbox import policies
from operations import libraries
from operations.demo import directory, presence
from outbox import transport

LEAST_KEY, LEAST_SIGNS = 50, 5
LOCAL = {"localhost", "127.0.0.1", "::1", "testserver"}
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "glusterfs", "ceph", "afs"}
MOUNTS = Path("/proc/mounts")
SAFE = {"FULL", "EXTRA"}


@register(Tags.security)
def installation_is_safe(**_kwargs: object) -> list[CheckMessage]:
    """All that is read from the settings and the disk."""
    found = [*_addresses(), *_data()]
    return [*found, *_public()] if is_public() else found


@register(Tags.database)
def nobody_knows_the_passwords(databases: Sequence[str] | None = None, **_kwargs: object) -> list[CheckMessage]:
    """The demo accounts' password is printed at every start; asked with ``check --database default``."""
    if not databases or not is_public() or not (number := presence.open_accounts()):
        return []
    return [
        Caution(
            f"{number} demo accounts are here, whose password everybody knows, and this installation is public.",
            hint=f"Start with an empty database, or close them under Administration: {directory.ACCOUNTS[0].email} …",
            id="operations.W011",
        )
    ]


def is_public() -> bool:
    """Whether people reach this installation over the network under a name of its own."""
    return str(settings.BASE_URL).startswith("https://")


def _addresses() -> Iterator[CheckMessage]:
    host = urlsplit(settings.BASE_URL).hostname or ""
    if not is_public() and host not in LOCAL:
        yield Caution(
            f"People reach {settings.BASE_URL} without encryption: passwords and sessions can be read on the way.",
            hint="Put a proxy with TLS in front, set BASE_URL=https://… and BEHIND_PROXY=true.",
            id="operations.W003",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Caution(
            "ALLOWED_HOSTS holds *, so links in mails can be made to lead elsewhere.",
            hint="Take it out. The host of BASE_URL is allowed without it, and so are probes.",
            id="operations.W004",
        )


def _data() -> Iterator[CheckMessage]:
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return
    kind = file_system(Path(str(database["NAME"])))
    if kind in NETWORK:
        yield Caution(
            f"The SQLite database lies on a network file system ({kind}), whose locks can't be relied on.",
            hint="Move DATA_DIR to a local disk, or set DATABASE_URL to a PostgreSQL server.",
            id="operations.W005",
        )
    told = re.search(r"synchronous\s*=\s*(\w+)", str(database.get("OPTIONS", {}).get("init_command", "")))
    if told and told[1].upper() not in SAFE:
        yield Caution(
            f"SQLITE_SYNCHRONOUS is {told[1]}: a power cut may take back a seat that was confirmed.",
            hint="Take SQLITE_SYNCHRONOUS out of the environment; FULL is the default.",
            id="operations.W006",
        )


def _public() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Caution(
            "DEBUG is on where everybody can read its pages: they show settings and data.",
            hint="Take DEBUG out of the environment.",
            id="operations.W001",
        )
    key = settings.SECRET_KEY
    if len(key) < LEAST_KEY or len(set(key)) < LEAST_SIGNS:
        yield Caution(
            "SECRET_KEY is short or simple: whoever guesses it signs in as anybody.",
            hint="Take it out of the environment and start with script/server, which makes one.",
            id="operations.W002",
        )
    yield from _mail()
    yield from _folder()
    if settings.CACHES["default"]["BACKEND"].endswith("locmem.LocMemCache"):
        yield Caution(
            "The cache is one of each process, so rate limits count too little.",
            hint="Take CACHE_URL out of the environment: the database's cache is shared. Or set redis://…",
            id="operations.W012",
        )
    if not libraries.has_fonts():
        yield Caution(
            "No fonts were found, so documents have no letters.",
            hint="Debian and Ubuntu: apt-get install -y fonts-noto-core",
            id="operations.W013",
        )


def _mail() -> Iterator[CheckMessage]:
    if not transport.is_configured():
        yield Caution(
            "No mail server is set up: mails are kept and nobody gets them, not even a sign-in code.",
            hint="Set EMAIL_URL=smtp://user:password@host:587?tls=True.",
            id="operations.W007",
        )
    name, _at, domain = str(settings.MAIL_ADDRESS).rpartition("@")
    if not name or "." not in domain or "+" in name:
        yield Caution(
            f"MAIL_ADDRESS {settings.MAIL_ADDRESS!r} can't take answers to invitations: they go to {name}+…@{domain}.",
            hint="Take an address of a domain that receives mail, whose server delivers name+anything@ to name@.",
            id="operations.W008",
        )

    if not policies.is_read():
        yield Caution(
            "Nobody reads what is mailed to us: answers from calendars and mails that bounced are lost.",
            hint="Set INBOUND_URL=imaps://user:password@host/folder, or INBOUND_LISTEN=127.0.0.1:8025 for a mail server.",
            id="operations.W014",
        )
    if wrong := [peer for peer in settings.INBOUND_PEERS if policies.network_of(peer) is None]:
        yield Caution(
            f"INBOUND_PEERS names what is no address and no network, so nobody has it: {', '.join(wrong)}.",
            hint="Name addresses or networks, such as 192.0.2.7 or 192.0.2.0/24, with commas between.",
            id="operations.W015",
        )


def _folder() -> Iterator[CheckMessage]:
    folder = Path(settings.DATA_DIR).resolve()
    if folder.is_relative_to(Path(settings.BASE_DIR).resolve()):
        yield Caution(
            f"The data lies inside the source tree ({folder}), where an upgrade may sweep it away.",
            hint="Set DATA_DIR to a folder of its own, such as /var/lib/roundtable.",
            id="operations.W009",
        )
    if folder.is_dir() and folder.stat().st_mode & 0o007:
        yield Caution(
            f"Every account of this machine can look into {folder}.",
            hint=f"chmod o-rwx {folder}",
            id="operations.W010",
        )


def file_system(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system ``path`` lies on; empty where the system does not say."""
    if not mounts.exists():
        return ""
    lines = (line.split() for line in mounts.read_text().splitlines())
    holding = [(parts[1], parts[2]) for parts in lines if path.absolute().is_relative_to(parts[1])]
    return max(holding, key=lambda one: len(one[0]), default=("", ""))[1]
