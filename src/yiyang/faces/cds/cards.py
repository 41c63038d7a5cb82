"""One card for each result that may be recognised.  Source: CDS Hooks 2.0, Card."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from yiyang.faces.cds.asked import Call, Draft
from yiyang.faces.wording import catalogue
from yiyang.kernel.messages import Message
from yiyang.people.models import Person
from yiyang.recognition.selectors import Offer, Offered
from yiyang.rules.fhir_map.projections.terms import own

LONGEST = 139  # of a summary
REASONS = "reexamination-case"


def cards_of(request: HttpRequest, call: Call, draft: Draft, offer: Offer, person: Person) -> list:
    """Return the cards of one order; none where nothing may be recognised."""
    language = get_language() or "zh-hans"
    link = request.build_absolute_uri(
        reverse("person_test", kwargs={"person_id": person.pk, "item": offer.item})
    )
    return [
        {
            "uuid": _name(call, draft, one, "card"),
            "summary": _say("CDS_SUMMARY", language, **_told(offer, one, language))[:LONGEST],
            "detail": _say("CDS_DETAIL", language, **_told(offer, one, language)),
            "indicator": "info",
            "source": {
                "label": _say("CDS_SOURCE", language),
                "topic": {"system": own("cds-topic"), "code": "result-recognition"},
            },
            "suggestions": [
                {
                    "label": _say("CDS_RECOGNISE", language),
                    "uuid": _name(call, draft, one, "suggestion"),
                    "actions": [
                        {
                            "type": "delete",
                            "description": _say("CDS_RECOGNISE", language),
                            "resourceId": draft.name,
                        }
                    ],
                }
            ],
            "selectionBehavior": "at-most-one",
            "overrideReasons": _override_reasons(offer, language),
            "links": [
                {"label": _say("CDS_LINK", language), "url": link, "type": "absolute"},
            ],
        }
        for one in offer.offered
    ]


def _told(offer: Offer, one: Offered, language: str) -> dict[str, str]:
    holder = one.found.holder
    institution = holder.institution
    name = holder.name
    if institution is not None:
        name = institution.name_zh if language.startswith("zh") else institution.name_en
    made_at = one.found.result.made_at
    return {
        "item": offer.item,
        "institution": name,
        "day": f"{timezone.localtime(made_at):%Y-%m-%d}" if made_at else "",
        "mark": one.verdict.mark,
        "value": one.found.value or "—",
    }


def _override_reasons(offer: Offer, language: str) -> list[dict[str, Any]]:
    """Return the six re-examination cases, in words."""
    cases = offer.reading.table("recognition.reexamination_cases")
    tongue = "zh" if language.startswith("zh") else "en"
    return [
        {"system": own(REASONS), "code": code, "display": words[tongue]}
        for code, words in cases.items()
    ]


def _name(call: Call, draft: Draft, one: Offered, part: str) -> str:
    """Return the same name for the same part of the same answer, asked again."""
    said = f"{own('cds')}:{call.instance}:{draft.name}:{one.found.reference}:{part}"
    return str(uuid5(NAMESPACE_URL, said))


def _say(code: str, language: str, **params: str) -> str:
    return catalogue().render(Message(code, params), language)
