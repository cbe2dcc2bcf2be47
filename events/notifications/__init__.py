"""What organisers, those who ask them, and those who would come are told."""

from events.notifications.board import render_proposal, tell_proposer
from events.notifications.digest import render_digest, tell_news
from events.notifications.enquiries import render, render_too_few, tell_answered, tell_asked, tell_too_few
from events.notifications.interest import render_interest, tell_announced, tell_called_off, tell_dated
from events.notifications.publishing import render_not_published, tell_not_published
from events.notifications.reviews import render_review, tell_remark, tell_reviewed, tell_reviewers
from events.notifications.rounds import render_round, tell_round_answered, tell_round_asked
from events.notifications.speakers import (
    SessionLine,
    ask_speaker,
    ask_speaker_anew,
    render_speaker_answer,
    render_to_speaker,
    session_line,
    tell_speaker_answered,
    tell_speaker_calendar,
    tell_speaker_called_off,
    tell_speaker_dropped,
    tell_speaker_released,
)
from events.notifications.times import render_time_proposed, tell_time_proposed

__all__ = [
    "SessionLine",
    "ask_speaker",
    "ask_speaker_anew",
    "render",
    "render_digest",
    "render_interest",
    "render_not_published",
    "render_proposal",
    "render_review",
    "render_round",
    "render_speaker_answer",
    "render_time_proposed",
    "render_to_speaker",
    "render_too_few",
    "session_line",
    "tell_announced",
    "tell_answered",
    "tell_asked",
    "tell_called_off",
    "tell_dated",
    "tell_news",
    "tell_not_published",
    "tell_proposer",
    "tell_remark",
    "tell_reviewed",
    "tell_reviewers",
    "tell_round_answered",
    "tell_round_asked",
    "tell_speaker_answered",
    "tell_speaker_calendar",
    "tell_speaker_called_off",
    "tell_speaker_dropped",
    "tell_speaker_released",
    "tell_time_proposed",
    "tell_too_few",
]
