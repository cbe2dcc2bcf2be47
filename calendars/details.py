"""What a meeting says, and what one person is told of it. No Django here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from calendars.enums import Answer, Occasion


@dataclass(frozen=True)
class MeetingDetails:
    """When, where and what: everything a calendar shows of one meeting.

    ``starts_at`` and ``ends_at`` are aware, ``zone`` is the IANA name of the zone of the
    place. Texts are read by everybody who has the meeting: no secrets, no personal links.
    """

    starts_at: datetime
    ends_at: datetime
    zone: str
    title: str
    place: str = ""
    url: str = ""
    description: str = ""

    @property
    def times(self) -> tuple[datetime, datetime, str]:
        """What makes it another time for the people who come."""
        return self.starts_at, self.ends_at, self.zone

    @property
    def digest(self) -> str:
        """Two details with the same digest look the same in every calendar."""
        text = json.dumps(self.as_json(), sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def as_json(self) -> dict[str, str]:
        """Plain values for a row."""
        return {
            **asdict(self),
            "starts_at": self.starts_at.astimezone(UTC).isoformat(),
            "ends_at": self.ends_at.astimezone(UTC).isoformat(),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, str]) -> "MeetingDetails":
        """The details that ``as_json`` wrote."""
        times = {name: datetime.fromisoformat(values[name]) for name in ("starts_at", "ends_at")}
        return cls(**{**values, **times})  # type: ignore[arg-type]  # the keys are our own


@dataclass(frozen=True)
class Told:
    """The snapshot of one revision: what it says to whom."""

    details: MeetingDetails
    revised_at: datetime
    name: str
    address: str
    answer: Answer
    occasion: Occasion

    def as_json(self) -> dict[str, Any]:
        """Plain values for a row."""
        return {
            "details": self.details.as_json(),
            "revised_at": self.revised_at.astimezone(UTC).isoformat(),
            "name": self.name,
            "address": self.address,
            "answer": self.answer.value,
            "occasion": self.occasion.value,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Told":
        """The snapshot that ``as_json`` wrote."""
        return cls(
            details=MeetingDetails.from_json(values["details"]),
            revised_at=datetime.fromisoformat(values["revised_at"]),
            name=values["name"],
            address=values["address"],
            answer=Answer(values["answer"]),
            occasion=Occasion(values["occasion"]),
        )
