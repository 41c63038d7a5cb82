"""Inputs for days, hours and moments, by the browser's own calendar and clock.

A browser reads one way of writing only, whatever the language of the page: a day written as the
language has it would leave the input empty, and saving the form would then lose what is stored.
"""

from __future__ import annotations

from django import forms


class DayPicker(forms.DateInput):
    """A day, written ``YYYY-MM-DD``."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HourPicker(forms.TimeInput):
    """A time of the day, to the minute, written ``HH:MM``."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MomentPicker(forms.DateTimeInput):
    """A moment by the clock of the node, to the minute, written ``YYYY-MM-DDTHH:MM``."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")
