"""Reads badges with openbadgeslib, which knows Open Badges and nothing of us; run by the python that has it.

    python read_badge.py < {"credentials": [{…}, …], "documents": {"address": {…}, …}}

answers of each {"title": "…", "criteria": "…", "issuer": "…"}, or {"problem": "…"}.
"""

import json
import sys
from pathlib import Path

# Nothing beside this script may stand in the way of what is installed under the same name.
sys.path.remove(str(Path(__file__).parent))

from openbadgeslib.ob3 import OB3VerificationError
from openbadgeslib.ob3.ldp import OB3LdpVerifier

handed = json.load(sys.stdin)


def download(address: str) -> bytes:
    """There is no network here."""
    return json.dumps(handed["documents"][address]).encode()


def said_by(credential: dict) -> dict:
    """What it says, or what is wrong with it."""
    verifier = OB3LdpVerifier.for_issuer_did(credential["issuer"]["id"])
    try:
        # It reads lists of what was taken back, but knows no other proof of one than a token around it.
        read = verifier.verify(credential, check_status=True, download=download, verify_status_list=False)
    except OB3VerificationError as refused:
        return {"problem": str(refused)}
    achievement = read.achievement
    return {"title": achievement.name, "criteria": achievement.criteria_narrative, "issuer": read.issuer.name}


json.dump([said_by(one) for one in handed["credentials"]], sys.stdout)
