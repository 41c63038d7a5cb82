"""The transfers' part of the person page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from yiyang.beds import facts, selectors
from yiyang.cases.models import Event
from yiyang.faces.web.templatetags.yiyang_text import label, label_or_code
from yiyang.kernel.excerpt import excerpt
from yiyang.people.models import Person

register = template.Library()
SHOWN = 12
ABOUT = ("task", "kind", "reason", "refusal")


@register.simple_tag(takes_context=True)
def person_transfers(context: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """Return where a person is, their stays, and those transfers whose case the reader may see.

    The page has checked who may see the person: of somebody seen for less than their whole
    record a case may stay closed.
    """
    rows = selectors.transfers_for(context["request"].assignment).filter(person=person)
    rows = rows.order_by("-pk")
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
def listed(names: Iterable[str]) -> str:
    """Return names in a row, as the reader's language sets them apart."""
    return ("、" if (get_language() or "zh").startswith("zh") else ", ").join(names)


@register.filter
def queue_words(queue_class: str) -> str:
    """Return the words of a class of the waiting list."""
    return label(f"QUEUE_{queue_class}")


@register.filter
def event_words(event: Event) -> str:
    """Return the words of a step on the timeline, with the task, document or reason it is about."""
    about = next((event.params[key] for key in ABOUT if event.params.get(key)), None)
    words = label(event.action)
    if event.params.get("signer"):
        words = f"{words} · {label_or_code('SIGNED_BY_' + event.params['signer'])}"
    return f"{words} · {label_or_code(about)}" if about and about != event.action else words
