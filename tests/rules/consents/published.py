"""Published FHIR Consents as the provisions that our judge is asked with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yiyang.rules.consents.provisions import Clause, Provision

KNOWN = frozenset({"type", "purpose", "actor", "securityLabel", "data", "dataPeriod"})
MEANINGS = {"authoredby": "authors", "related": "encounters"}


def provision_of(consent: Mapping[str, Any]) -> Provision:
    """Return the provision of a FHIR R4 Consent; clauses nested deeper than one are not read.

    Raises:
        ValueError: a clause is nested deeper, or has a criterion that is not judged here: an
            answer that left it out would be wider than what was said.
    """
    root = dict(consent.get("provision", {}))
    nested = root.pop("provision", ())
    return Provision(_clause_of(root), tuple(_clause_of(clause) for clause in nested))


def _clause_of(clause: Mapping[str, Any]) -> Clause:
    unread = sorted(set(clause) - KNOWN)
    if unread:
        raise ValueError(f"a clause has {', '.join(unread)}, which is not judged")
    data: dict[str, tuple[str, ...]] = {}
    for item in clause.get("data", ()):
        name = MEANINGS.get(item["meaning"])
        if name is None:
            raise ValueError(f"data of meaning {item['meaning']} is not judged")
        data[name] = (*data.get(name, ()), item["reference"]["reference"])
    period = clause.get("dataPeriod", {})
    return Clause(
        kind=str(clause.get("type", "permit")).upper(),
        purposes=tuple(coding["code"] for coding in clause.get("purpose", ())),
        actors=tuple(actor["reference"]["reference"] for actor in clause.get("actor", ())),
        labels=tuple(coding["code"] for coding in clause.get("securityLabel", ())),
        since=_day(period.get("start")),
        until=_day_after(period.get("end")),
        **data,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _day_after(text: str | None) -> date | None:
    """The first day out of a period whose last day is told, as FHIR tells it."""
    day = _day(text)
    return None if day is None else date.fromordinal(day.toordinal() + 1)
