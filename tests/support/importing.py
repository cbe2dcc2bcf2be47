"""Files with events as tests read them: what they say, and what would become of each row."""

from datetime import UTC, datetime
from pathlib import Path

from events.importing import diary, table
from events.importing.entries import Batch
from events.importing.planning import make_plan

SAMPLES = Path(__file__).parents[1] / "samples" / "calendars"
NOW = datetime(2030, 3, 1, 8, 0, tzinfo=UTC)
ROOMS = {"Elbe 2.04": 1, "Elbe 2.04, Hamburg": 1, "Auditorium (Hamburg)": 2, "Alster 1.10": 3}


def sample(name: str, ending: str = "ics") -> Batch:
    data = (SAMPLES / f"{name}.{ending}").read_bytes()
    return diary.read(data, zone="Europe/Berlin") if ending == "ics" else csv(data)


def calendar(*lines: str, zone: str = "Europe/Berlin") -> Batch:
    whole = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]
    return diary.read("\r\n".join(whole).encode(errors="surrogatepass"), zone=zone)


def steps(batch: Batch, known: dict | None = None, at: datetime = NOW) -> list:
    return make_plan(batch, known=known or {}, room=lambda text: ROOMS.get(text.split(";")[0].strip()), at=at).steps


def said(batch: Batch) -> list[tuple]:
    return [
        (
            step.entry.title,
            f"{step.entry.starts:%m-%d %H:%M}" if step.entry.starts else "",
            f"{step.entry.ends:%m-%d %H:%M}" if step.entry.ends else "",
            step.entry.zone,
            step.room or step.entry.place,
            step.fate.value,
            step.dates,
        )
        for step in steps(batch)
    ]


def csv(text: str | bytes, zone: str = "Europe/Berlin") -> Batch:
    kinds = {"workshop": "workshop", "vortrag": "talk"}
    data = text.encode() if isinstance(text, str) else text
    return table.read(data, source="csv:1", zone=zone, kinds=kinds, languages=("en", "de"))
