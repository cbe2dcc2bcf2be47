"""Accounts and page addresses of the demo organisation, so that any tool can drive the product."""

from django.conf import settings
from django.urls import reverse

from accounts.models import DirectoryFile
from calendars.models import Feed
from events.enums import ProposalState
from events.links import speaker_url
from events.models import (
    Engagement,
    EventFile,
    Material,
    Proposal,
    Review,
    ReviewRound,
    Session,
    SpeakerProfile,
    Template,
)
from events.queries import changeable
from feedback.enums import Occasion
from feedback.links import answer_path, decline_path, intention_path, sign
from feedback.models import Form, QuestionSet
from operations.demo import directory
from operations.demo.builder import Demo
from polls.models import Poll, Screen
from recognition.links import own_path
from recognition.models import Certificate
from registrations import links
from registrations.models import AttendanceReport, Registration, SeatHold

PER_EVENT = {
    "event": "event",
    "calendar": "event-calendar",
    "code": "event-code",
    "overview": "workspace",
    "interest": "workspace-interest",
    "gather": "event-gather",
    "people": "workspace-people",
    "answers_to_look_at": "workspace-replies",
    "groups": "workspace-groups",
    "draw": "workspace-draw",
    "wishes": "group-wishes",
    "messages": "workspace-messages",
    "words": "workspace-words",
    "write": "workspace-write",
    "questions": "workspace-questions",
    "registration_questions": "workspace-form",
    "new_registration_question": "form-question-new",
    "registration_answers": "workspace-answers",
    "own_answers": "registration-answers",
    "ask": "event-ask",
    "speakers": "workspace-speakers",
    "materials": "workspace-materials",
    "new_material": "material-new",
    "teach": "teaching",
    "bring_materials": "teaching-bring",
    "hold_seats": "seats-hold",
    "hand_over": "hand-over",
    "decide": "event-decide",
    "publish": "event-publish",
    "preview": "event-preview",
    "attendance": "workspace-attendance",
    "certificates": "workspace-certificates",
    "close_attendance": "attendance-close",
    "polls": "workspace-polls",
    "new_poll": "poll-new",
    "feedback_results": "workspace-feedback",
    "feedback_texts": "feedback-texts",
    "feedback_reply": "feedback-reply",
    "what_was_said_about_me": "teaching-feedback",
    "feedback_screen": "feedback-screen",
    "feedback_questions": "feedback-questionnaire",
    "new_feedback_question": "feedback-question-new",
    "feedback_words": "feedback-words",
    "feedback_sets": "feedback-sets",
    "keep_question_set": "feedback-set-keep",
    "check_in": "check-in",
    "reports": "workspace-reports",
    "settings": "workspace-settings",
    "repeat": "event-repeat",
    "clone": "event-clone",
    "make_template": "template-new",
    "seats": "workspace-seats",
    "rooms": "workspace-rooms",
    "times": "workspace-times",
    "zones": "workspace-zones",
    "team": "team",
}
PER_SERIES = {
    "series": "series",
    "organise": "series-organise",
    "publish": "series-publish",
    "rule": "series-rule",
    "reports": "series-reports",
    "clone": "series-clone",
}
PER_PROPOSAL = {
    "edit": "proposal-edit",
    "take_up": "proposal-take-up",
    "merge": "proposal-merge",
    "close": "proposal-close",
}
GENERAL = {
    "catalogue": "catalogue",
    "calendar": "calendar",
    "saved_searches": "searches",
    "gathering": "gathering",
    "topic_board": "board",
    "new_proposal": "proposal-new",
    "follows": "follows",
    "my_seminars": "my-seminars",
    "my_certificates": "my-certificates",
    "learning_record": "learning-record",
    "calendars": "feeds",
    "library": "library",
    "about_me": "speaker-own",
    "organise": "organise",
    "figures": "figures",
    "certificates_of_departments": "held-certificates",
    "ratings": "ratings",
    "new_event": "event-new",
    "short_form": "event-short",
    "event_import": "event-import",
    "templates": "templates",
    "question_sets": "question-sets",
    "jobs": "jobs",
    "department_reports": "department-reports",
    "all_work": "all-jobs",
    "regular_tables": "exports",
    "personal": "personal",
    "mails": "mail-preferences",
    "administration": "administration",
    "messages": "messages",
    "answers_to_look_at": "replies",
    "organisation": "organisation",
    "directory_people": "directory-people",
    "people_import": "people-import",
    "departments": "directory-departments",
    "locations": "locations",
    "rooms": "rooms",
    "equipment": "equipment",
    "topics": "topics",
    "reviews": "reviews",
    "how_draws_work": "how-draws-work",
    "styleguide": "styleguide",
    "type_a_code": "poll-enter",
    "sign_in": "account_login",
    "sign_up": "account_signup",
}

SEARCHED = ("tide", "numbers", "arendt", "brandt")  # with materials, a series, and people who teach beside events


def describe(demo: Demo) -> dict[str, object]:
    """Everything an outside tool needs to know, as plain values."""
    return {
        "base_url": settings.BASE_URL,
        "accounts": [
            {"name": account.name, "role": account.role, "email": account.email, "password": directory.PASSWORD}
            for account in directory.ACCOUNTS
        ],
        "pages": {name: reverse(url_name) for name, url_name in GENERAL.items()} | _sets(),
        "imports": {file.name: file.get_absolute_url() for file in DirectoryFile.objects.order_by("name")},
        "event_imports": {file.name: file.get_absolute_url() for file in EventFile.objects.order_by("name")},
        "rename_templates": {
            one.name: reverse("template-rename", args=[one.pk]) for one in Template.objects.order_by("name")
        },
        "use_templates": {
            one.name: reverse("template-use", args=[one.pk]) for one in Template.objects.order_by("name")
        },
        "events": {
            state: {
                "title": event.title,
                "owner": event.roles.get(kind="owner").user.email,
                **{name: reverse(url_name, args=[event.slug]) for name, url_name in PER_EVENT.items()},
                "give_feedback": reverse("feedback", args=[event.slug]),
                "say_what_came_of_it": reverse("feedback-later", args=[event.slug, Occasion.MONTH]),
                "what_came_of_it": reverse("workspace-feedback-later", args=[event.slug, Occasion.MONTH]),
            }
            for state, event in demo.events.items()
        },
        "series": {
            name: reverse(url_name, args=[demo.series.slug]) for name, url_name in PER_SERIES.items() if demo.series
        },
        "series_in_review": {
            name: reverse(PER_SERIES[name], args=[demo.asked_series.slug])
            for name in ("organise", "publish")
            if demo.asked_series
        },
        "review_rounds": [reverse("review-round", args=[one.pk]) for one in ReviewRound.objects.order_by("pk")],
        "series_dates": _series_dates(demo),
        **_links(demo),
    }


def _series_dates(demo: Demo) -> list[dict[str, str]]:
    """The pages of each date to come on which is said for which dates a change is."""
    if demo.series is None:
        return []
    return [
        {
            "settings": reverse("workspace-settings", args=[event.slug]),
            "seats": reverse("workspace-seats", args=[event.slug]),
            "new_registration_question": reverse("form-question-new", args=[event.slug]),
            "materials": reverse("workspace-materials", args=[event.slug]),
            "material": reverse("material-change", args=[event.slug, event.materials.order_by("pk")[0].pk]),
        }
        for event in changeable(demo.series, at=demo.at)
    ]


def _asked_by_mail(demo: Demo) -> dict[str, str]:
    """Where the mails lead that ask for feedback: the questions, and beside them "not this one" and the note."""
    form, person = Form.objects.for_event(demo.events["feedback_open"]).get(), demo.users["Lena Vogt"]
    key = sign(form, person, address=person.email)
    return {"answer": answer_path(key), "decline": decline_path(key), "note": intention_path(key)}


def _links(demo: Demo) -> dict[str, object]:
    """The addresses of what is one person's, or one thing's of an event."""
    return {
        "guests": [
            links.guest_url(registration)
            for registration in Registration.objects.filter(guest__isnull=False).select_related("event", "guest")
        ],
        "online_meetings": [
            session.join_path
            for session in Session.objects.exclude(join_url="")
            .filter(event__in=demo.events.values())
            .order_by("starts_at", "pk")
        ],
        **_certificates(),
        **_arriving(),
        **_voting(),
        **_teaching(),
        **_seats(demo),
        "feedback_by_link": _asked_by_mail(demo),
        "requests": [
            reverse("request", args=[row.pk]) for row in Registration.objects.requested().exclude(request_until=None)
        ],
        "proposals": [proposal.get_absolute_url() for proposal in Proposal.objects.order_by("pk")],
        "open_proposals": [
            {name: reverse(url_name, args=[proposal.pk]) for name, url_name in PER_PROPOSAL.items()}
            for proposal in Proposal.objects.filter(state=ProposalState.OPEN).order_by("pk")
        ],
        "reviews": [reverse("review", args=[review.pk]) for review in Review.objects.order_by("pk")],
        "review_previews": [
            reverse("review-preview", args=[review.pk]) for review in Review.objects.waiting().order_by("pk")
        ],
        "unlisted": demo.unlisted.get_absolute_url() if demo.unlisted else "",
        "event_mails": [
            reverse("workspace-message", args=[demo.events["open"].slug, message.pk]) for message in demo.mails
        ],
        "mails": [reverse("message", args=[message.pk]) for message in demo.mails],
        "feeds": [feed.get_absolute_url() for feed in Feed.objects.order_by("pk")],
        "searches": [f"{reverse('catalogue')}?q={word}" for word in SEARCHED],
    }


def _arriving() -> dict[str, object]:
    """Where people check in by themselves, and what meetings online have reported."""
    sessions = Session.objects.filter(event__has_self_check_in=True).select_related("event").order_by("pk")
    return {
        "room_screens": [reverse("room-screen", args=[one.event.slug, one.pk]) for one in sessions],
        "check_in_oneself": [reverse("here", args=[one.pk]) for one in sessions],
        "new_attendance_reports": [
            reverse("attendance-report-new", args=[report.session.event.slug])
            for report in AttendanceReport.objects.select_related("session__event").order_by("pk")
        ],
        "attendance_people": [
            reverse("attendance-person", args=[row.event.slug, row.pk])
            for row in Registration.objects.filter(event__has_self_check_in=True, attendance__isnull=False)
            .select_related("event")
            .order_by("pk")[:1]
        ],
        "attendance_reports": [
            report.get_absolute_url()
            for report in AttendanceReport.objects.select_related("session__event").order_by("pk")
        ],
    }


def _voting() -> dict[str, object]:
    """Where people vote, and where rooms see what comes of it."""
    screens = Screen.objects.select_related("event").order_by("pk")
    polls = Poll.objects.select_related("event").order_by("pk")
    return {
        "votes": [screen.get_absolute_url() for screen in screens],
        "poll_screens": [reverse("poll-screen", args=[screen.event.slug]) for screen in screens],
        "poll_pages": [reverse("poll", args=[poll.event.slug, poll.pk]) for poll in polls],
    }


def _seats(demo: Demo) -> dict[str, object]:
    """The pages of seats that are offered or held, and of places in line."""
    return {
        "offers": [links.offer_url(row) for row in Registration.objects.offered().select_related("event", "pool")],
        "holds": [reverse("seat-hold", args=[hold.pk]) for hold in SeatHold.objects.order_by("pk")],
        "places_in_line": [
            reverse("person-place", args=[row.event.slug, row.pk])
            for row in Registration.objects.for_event(demo.events["offering"]).waiting().select_related("event")
        ],
    }


def _certificates() -> dict[str, object]:
    """Where anybody checks them, where guests have theirs as a PDF, and where organisers take them back."""
    found = list(Certificate.objects.select_related("registration__event", "guest").order_by("pk"))
    return {
        "certificates": [one.get_absolute_url() for one in found],
        "certificates_of_guests": [own_path(one) for one in found if one.guest],
        "take_certificates_back": [
            reverse("certificate-revoke", args=[one.registration.event.slug, one.pk]) for one in found
        ],
    }


def _teaching() -> dict[str, object]:
    """The pages of those who teach, by their links and by name, and what is handed out."""
    return {
        "speakers": [profile.get_absolute_url() for profile in SpeakerProfile.objects.order_by("pk")],
        "edit_speakers": [
            reverse("speaker-edit", args=[profile.pk])
            for profile in SpeakerProfile.objects.exclude(guest=None).order_by("pk")
        ],
        "external_speakers": [
            speaker_url(engagement)
            for engagement in Engagement.objects.exclude(guest=None).select_related("event", "guest").order_by("pk")
        ],
        "materials": [
            material.get_absolute_url()
            for material in Material.objects.filter(kind="file").select_related("event").order_by("pk")
        ],
        "change_materials": [
            reverse("material-change", args=[material.event.slug, material.pk])
            for material in Material.objects.select_related("event").order_by("pk")
        ],
    }


def _sets() -> dict[str, str]:
    """The sets of questions, by their names."""
    return {f"set: {one.name}": one.get_absolute_url() for one in QuestionSet.objects.order_by("name")}
