"""One mail of every kind, from a small world that is the same each time."""

from datetime import date, timedelta
from uuid import uuid4

from accounts.models import Coordinator
from calendars.models import Revision
from events import actions as events
from events.drafts import SeatingDraft, SpeakerDraft
from events.enums import PoolKind, Promotion, Refusal, Verdict
from events.models import Engagement, Event, Minimum, Review, ReviewRound
from feedback import actions as feedback
from feedback.models import Form
from feedback.wording import WORDINGS
from outbox.enums import Priority
from outbox.models import Message
from recognition.models import Certificate
from registrations import actions, queries
from registrations import wording as seats
from registrations.enums import Refusal as SeatRefusal
from registrations.models import Registration, SeatHold
from registrations.notifications.writing import Words
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, make_draft, make_event, session_draft
from tests.factories.feedback import answer, close, make_form
from tests.factories.interest import make_gathering
from tests.factories.materials import make_material
from tests.factories.recognition import make_certificate
from tests.factories.registrations import register
from tests.factories.series import events_of, make_series, weekly

DAYS = (date(2027, 3, 10), date(2027, 3, 17))
LATER = NOW + timedelta(days=1)


class Letters:
    """The world, and by kind what a message of it carries."""

    def __init__(self) -> None:
        self.mara = make_user("Mara Lindqvist", email="mara@example.org")
        self.olga = make_user("Olga Owner", email="olga@example.org")
        self.event = make_event(
            owner=self.olga,
            title="Reading the sea",
            capacity=1,
            no_show_policy="Somebody else would have liked to come.",
            sessions=tuple(session_draft(day) for day in DAYS),
            speakers=tuple(
                SpeakerDraft(user=make_user(f"{name} Speaker", email=f"{name.lower()}@example.org"))
                for name in ("Sam", "Dora")
            ),
        )
        self.place = register(self.event, self.mara)
        self.params: dict[str, dict[str, object]] = {
            **self._places(),
            **self._holds(),
            **self._sessions(),
            **self._enquiries(),
            **self._interest(),
            **self._proposals(),
            **self._reviews(),
            **self._rounds(),
            **self._speakers(),
            **self._feedback(),
            **self._written(),
            **self._exports(),
            **self._certificates(),
        }

    def message(self, kind: str, language: str) -> Message:
        """A message of ``kind`` to Mara, or to whoever it is for."""
        params = self.params[kind]
        return Message(
            key=f"sample:{kind}",
            kind=kind,
            user=self.mara,
            address=self.mara.email,
            name=self.mara.name,
            language=language,
            zone="Europe/Berlin",
            params=params,
            is_secret=kind in WORDINGS,  # with the links that ask Mara herself
            priority=Priority.SEAT,
            message_id=f"<{kind}@example.org>",
            queued_at=NOW,
            next_try_at=NOW,
        )

    def _places(self) -> dict[str, dict[str, object]]:
        """Every mail about a place: most of them say the same whatever the place has become meanwhile."""
        waiting = register(self.event, make_user("Uwe"))
        offered = self._offered()
        asked = make_event(owner=self.olga, title="With a yes")
        events.set_seating(event=asked, draft=SeatingDraft(approval="organiser"), by=self.olga, at=NOW)
        requested = register(asked, self.mara)
        of_kind = {
            seats.WAITING: waiting,
            seats.NOT_DRAWN: waiting,
            seats.OFFERED: offered,
            seats.UPGRADE_OFFERED: offered,
            seats.REQUESTED: requested,
        }
        said = {
            seats.HANDED_OVER: "Lena Vogt",
            seats.TAKEN_OVER: "Lena Vogt",
            seats.DECLINED: "The group is complete.",
            seats.EVENT_CANCELLED: "The boat is being repaired.",
        }
        found = {
            kind: _of(of_kind.get(kind, self.place)) | {"message": said.get(kind, ""), "rank": 7, "asked": 9}
            for kind in seats.WORDINGS
        }
        passed = {"event": self.event.pk, "why": SeatRefusal.CLASH.value, "about": "Knots and ropes"}
        wrong = {"kind": "counter", "event": self.event.pk, "pool": 1, "expected": 1, "found": 2}
        return found | {
            seats.ASKED: {"registration": requested.pk},
            seats.SERIES_PASSED: passed,
            seats.MISCOUNTED: {"number": 1, "differences": [wrong]},
        }

    def _offered(self) -> Registration:
        event = make_event(owner=self.olga, title="One seat", capacity=1)
        events.set_seating(event=event, draft=SeatingDraft(promotion=Promotion.OFFER), by=self.olga, at=NOW)
        first, second = register(event), register(event, self.mara)
        actions.cancel(registration=first, by=first.user, at=NOW)
        second.refresh_from_db()
        return second

    def _holds(self) -> dict[str, dict[str, object]]:
        finance = make_department("Finance")
        Coordinator.objects.create(department=finance, user=self.mara)
        event = make_event(owner=self.olga, title="Knots and ropes")
        pool = event.pools.get(kind=PoolKind.ROOM)
        hold: SeatHold = actions.hold_seats(
            pool=pool, department=finance, seats=3, until=event.starts_at, by=self.mara, at=NOW
        )
        return {kind: {"hold": hold.pk, "seats": 2} for kind in seats.HOLDS}

    def _sessions(self) -> dict[str, dict[str, object]]:
        first = self.event.sessions.order_by("starts_at")[0]
        make_material(self.event, title="Slides")
        about = {"registration": self.place.pk, "session": first.pk, "starts_at": first.starts_at.isoformat()}
        revision = Revision.objects.filter(entry__user=self.mara).order_by("pk")[0]
        return {
            seats.REMINDER: about,
            seats.AFTERWARDS: about,
            seats.MATERIALS: about,
            "calendar.entry": {"revision": revision.pk},
            "events.time_proposed": {
                "session": first.pk,
                "name": "Lena Vogt",
                "wanted": [(moment + timedelta(hours=2)).isoformat() for moment in (first.starts_at, first.ends_at)],
                "comment": "The ferry comes at eleven.",
            },
            "events.too_few": {"event": self._too_few().pk},
            "events.not_published": {"event": self._draft().pk, "reasons": [Refusal.NO_SESSION.value]},
        }

    def _too_few(self) -> Event:
        event = make_event(owner=self.olga, title="Too quiet")
        asked = {"decide_at": NOW, "cancels_itself": False, "verdict": Verdict.ASKED, "decided_at": NOW}
        Minimum.objects.create(event=event, people=5, **asked)
        return event

    def _draft(self) -> Event:
        return make_draft(owner=self.olga, title="Still a draft")

    def _enquiries(self) -> dict[str, dict[str, object]]:
        enquiry = events.ask(event=self.event, text="Is it in English?", by=self.mara, at=NOW)
        events.answer(enquiry=enquiry, text="Yes, and in German.", shown_text="", by=self.olga, at=NOW)
        return {kind: {"enquiry": enquiry.pk} for kind in ("events.asked", "events.answered")}

    def _interest(self) -> dict[str, dict[str, object]]:
        gathering = make_gathering(self.mara, owner=self.olga, title="Tides")
        off = make_gathering(self.mara, owner=self.olga, title="Fog")
        events.cancel(event=off, message="Nobody can teach it.", by=self.olga, at=NOW)
        return {
            "events.announced": {"event": gathering.pk},
            "events.dated": {"event": self.event.pk},
            "events.called_off": {"event": off.pk},
            "events.digest": {"events": [self.event.pk, gathering.pk]},
        }

    def _proposals(self) -> dict[str, dict[str, object]]:
        tea = events.propose(title="Tea", why="We drink it.", by=self.mara, at=NOW)
        coffee = events.propose(title="Coffee", why="We drink it too.", by=self.mara, at=NOW)
        water = events.propose(title="Water", why="It is wet.", by=self.mara, at=NOW)
        by = {"by": make_user("Ada Admin", is_staff=True), "at": NOW}
        events.merge_proposals(proposal=coffee, into=tea, **by)
        events.close_proposal(proposal=water, reason="There is a book about it.", **by)
        events.take_up(proposal=tea, teacher=None, **by)
        return {
            "events.proposal_taken_up": {"proposal": tea.pk},
            "events.proposal_closed": {"proposal": water.pk},
            "events.proposal_merged": {"proposal": coffee.pk},
        }

    def _reviews(self) -> dict[str, dict[str, object]]:
        draft = make_draft(owner=self.olga, title="To be agreed to")
        review = Review.objects.create(event=draft, asked_by=self.olga, asked_at=NOW, note="May we?")
        remark = review.remarks.create(author=self.mara, said_at=NOW, text="Is an hour enough?")
        about = {"review": review.pk, "remark": remark.pk}
        kinds = ("asked", "approved", "changes", "remark")
        return {f"events.review_{kind}": about for kind in kinds}

    def _rounds(self) -> dict[str, dict[str, object]]:
        series = make_series(owner=self.olga, title="Charts", rule=weekly(count=2), publish=False)
        dates = list(events_of(series))
        asked = ReviewRound.objects.create(series=series, asked_by=self.olga, asked_at=NOW, note="May we?")
        Review.objects.create(event=dates[0], round=asked, asked_by=self.olga, asked_at=NOW)
        about = {"round": asked.pk, "events": [one.pk for one in dates], "by": self.olga.pk, "text": "May we?"}
        return {f"events.round_{kind}": about for kind in ("asked", "approved", "changes")}

    def _speakers(self) -> dict[str, dict[str, object]]:
        engagement = Engagement.objects.get(event=self.event, user__name="Sam Speaker")
        other = Engagement.objects.get(event=self.event, user__name="Dora Speaker")
        events.answer_as_speaker(engagement=other, comes=False, note="", by=other.user, at=NOW)
        session = self.event.sessions.order_by("starts_at")[0]
        about = {"engagement": engagement.pk, "round": engagement.round, "note": "I need a projector."}
        lines = [[session.starts_at.isoformat(), session.ends_at.isoformat(), session.zone, session.place]]
        return {
            **dict.fromkeys(("events.speaker_asked", "events.speaker_asked_anew"), about),
            "events.speaker_called_off": about,
            "events.speaker_writes": about,
            "events.speaker_declined": about | {"engagement": other.pk},
            "events.speaker_released": {"event": self._draft().pk, "user": engagement.user_id, "guest": None},
            "events.speaker_dropped": {"title": self.event.title, "sessions": lines},
            "speakers.briefing": {"engagement": engagement.pk, "session": session.pk},
        }

    def _written(self) -> dict[str, dict[str, object]]:
        """What the organisers write in their own words: answers come to Olga; those to the test do not."""
        said = {
            "subject": "What to bring to {event}",
            "text": "Dear {name},\n\nplease bring **boots** and:\n\n- a pencil\n- what is named at {link}\n\nIt begins at {time}.",
        }
        words = Words(**said, is_answered_by_author=True)
        writing = actions.Writing(words=words, whom=queries.Whom(), number=1, key=uuid4())
        circular = actions.write(event=self.event, writing=writing, by=self.olga, at=NOW)
        about = {"registration": self.place.pk}
        return {
            seats.WRITTEN: about | {"circular": circular.pk},
            seats.WRITTEN_TEST: about | said | {"is_answered_by_author": False},
        }

    def _exports(self) -> dict[str, dict[str, object]]:
        params = {"title": "People, Reading the sea", "path": "/jobs/6f1c/"}
        kinds = {"exports.ready": 1284, "exports.failed": 0, "exports.ended": 0}
        return {kind: params | {"rows": rows} for kind, rows in kinds.items()}

    def _certificates(self) -> dict[str, dict[str, object]]:
        certificate = make_certificate(owner=self.olga, title="Knots for beginners")
        Certificate.objects.filter(pk=certificate.pk).update(code="bmV2ZXItZ3Vlc3NlZC4")
        return {"recognition.issued": {"certificate": certificate.pk}}

    def _feedback(self) -> dict[str, dict[str, object]]:
        form: Form = make_form(owner=self.olga, title="Knots, once more")[0]
        asked, reminded = {"form": form.pk}, {"form": form.pk, "number": 1}
        return self._told() | {
            "feedback.open": asked,
            "feedback.reminder": reminded,
            "feedback.later": asked,
            "feedback.later_reminder": reminded,
        }

    def _told(self) -> dict[str, dict[str, object]]:
        speakers = (SpeakerDraft(user=make_user("Sam Knots", email="knots@example.org")),)
        form, people = make_form(6, owner=self.olga, title="Knots, for a start", speakers=speakers)
        for person in people[:5]:
            answer(form, person)
        form = close(form)
        told = {"form": form, "by": self.olga, "at": form.closes_at}
        text = "**More time** for questions.\n\nThe room stays: it is the only one with a rope."
        reply = feedback.write_reply(**told, text=text, shows_rating=True, version=0)
        feedback.share(**told, with_rating=True)
        mine = {"form": form.pk}
        return {
            "feedback.ready": mine,
            "feedback.reply": {"reply": reply.pk},
            "feedback.shared": mine | {"engagement": None},
        }


def _of(place: Registration) -> dict[str, object]:
    place.refresh_from_db()
    return {"registration": place.pk, "revision": place.revision}
