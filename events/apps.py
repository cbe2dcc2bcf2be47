from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self) -> None:
        """Listen to announcements, and say how our mails are written and what calendar feeds show."""
        from calendars import registry as feeds
        from events import notifications, receivers, wording  # noqa: F401  # importing connects the receivers
        from events.queries.feeds import FEEDS
        from outbox import registry

        for purpose, source in FEEDS.items():
            feeds.register(purpose, source)

        others = {
            wording.TIME_PROPOSED: notifications.render_time_proposed,
            wording.TOO_FEW: notifications.render_too_few,
            wording.NOT_PUBLISHED: notifications.render_not_published,
            wording.ANNOUNCED: notifications.render_interest,
            wording.DATED: notifications.render_interest,
            wording.CALLED_OFF: notifications.render_interest,
            wording.DIGEST: notifications.render_digest,
        }
        for kind, words in wording.WORDINGS.items():
            registry.register(kind, label=words.label, render=others.get(kind, notifications.render))
        for kind, words in wording.REVIEWS.items():
            registry.register(kind, label=words.label, render=notifications.render_review)
        for kind, words in wording.ROUNDS.items():
            registry.register(kind, label=words.label, render=notifications.render_round)
        for kind, words in wording.PROPOSALS.items():
            registry.register(kind, label=words.label, render=notifications.render_proposal)
        for kind, words in wording.SPEAKERS.items():
            registry.register(kind, label=words.label, render=notifications.render_to_speaker)
        for kind, words in wording.SPEAKER_ANSWERS.items():
            registry.register(kind, label=words.label, render=notifications.render_speaker_answer)
