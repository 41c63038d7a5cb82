"""The transfers' part of the person page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from yiyang.beds import facts, selectors
from yiyang.beds.models import Transfer
from yiyang.cases.models import Event
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.kernel.excerpt import excerpt
from yiyang.people.models import Person

register = template.Library()
SHOWN = 12


@register.simple_tag
def person_transfers(person: Person) -> dict[str, Any]:
    """Return where a person is, their stays and transfers; the page has checked who may see."""
    rows = Transfer.objects.filter(person=person).select_related("case").order_by("-pk")
    return {
        "stay": facts.stay_of(person.pk),
        "claims": excerpt(selectors.stays_of(person.pk), SHOWN),
        "transfers": excerpt(rows, SHOWN),
    }


@register.filter
def at_key(values: Mapping[int, str], key: int) -> str:
    """Return what a mapping has under a key; nothing where it has none."""
    return values.get(key, "")


@register.filter
def queue_words(queue_class: str) -> str:
    """Return the words of a class of the waiting list."""
    return label(f"QUEUE_{queue_class}")


@register.filter
def event_words(event: Event) -> str:
    """Return the words of a step on the timeline, with the task or document it is about."""
    about = event.params.get("task") or event.params.get("kind")
    words = label(event.action)
    return f"{words} · {label(about)}" if about and about != event.action else words
