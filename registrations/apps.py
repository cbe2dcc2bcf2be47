from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "registrations"

    def ready(self) -> None:
        """Listen to announcements, and say how our mails are written."""
        from outbox import registry
        from registrations import notifications, receivers, wording  # noqa: F401  # importing connects the receivers
        from registrations.notifications import counting, reminders, samples, series, teaching, writing

        for kind, words in wording.WORDINGS.items():
            own = samples.changeable(kind) if kind in wording.WORDABLE else None
            registry.register(kind, label=words.label, render=notifications.render, words=own)
        for kind, words in wording.HOLDS.items():
            registry.register(kind, label=words.label, render=notifications.render_hold)
        registry.register(
            wording.MATERIALS,
            label=wording.MATERIALS_READY.label,
            render=teaching.render_materials,
            words=samples.changeable(wording.MATERIALS),
        )
        registry.register(wording.WRITTEN, label=wording.LABEL_WRITTEN, render=writing.render_circular)
        registry.register(wording.WRITTEN_TEST, label=wording.LABEL_WRITTEN_TEST, render=writing.render_test)
        registry.register(wording.BRIEFING, label=wording.BRIEFED.label, render=teaching.render_briefing)
        registry.register(
            wording.REMINDER,
            label=wording.REMINDED.label,
            render=reminders.render_reminder,
            words=samples.changeable(wording.REMINDER),
        )
        registry.register(wording.AFTERWARDS, label=wording.FOLLOWED_UP.label, render=reminders.render_afterwards)
        label = wording.LABEL_MISCOUNTED
        registry.register(wording.MISCOUNTED, label=label, render=counting.render_differences)
        registry.register(wording.SERIES_PASSED, label=wording.PASSED.label, render=series.render_passed)
        registry.register(wording.ASKED, label=wording.REQUEST.label, render=notifications.render_request)
