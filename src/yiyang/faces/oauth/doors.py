"""Marks of machine doors that are open to all: whoever enters proves who they are inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])


def machine(view: View) -> View:
    """Mark a view that programs call and that reads no session."""
    view.door = "PUBLIC"
    view.is_machine = True
    return view
