"""Inputs whose values browsers understand in every language."""

from django import forms


class DateInput(forms.DateInput):
    """A date picker; its value is ISO 8601, whatever the locale shows."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A picker of day and time, in the zone of whoever picks."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class TimeInput(forms.TimeInput):
    """A time picker; minutes are enough."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")
