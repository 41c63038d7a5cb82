"""Inputs for days, hours and moments, by the browser's own calendar and clock; and their ids.

A browser reads one way of writing only, whatever the language of the page: a day written as the
language has it would leave the input empty, and saving the form would then lose what is stored.
"""

from __future__ import annotations

from typing import Any

from django import forms


class OwnIds:
    """A form beside another with fields of the same names: each label finds its own field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)


class Unseen(forms.HiddenInput):
    """What a form remembers: nobody points at it, so it has no id to share with another's."""

    def __init__(self) -> None:
        super().__init__(attrs={"id": False})


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
