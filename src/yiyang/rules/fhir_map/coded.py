"""What a Condition says in codes, for rules that go by diagnosis."""

from __future__ import annotations

from datetime import date
from typing import Any

from yiyang.rules.fhir_map.summary import is_refuted
from yiyang.rules.key_groups import CodedProblem

SNOMED = "http://snomed.info/sct"
ICD_10 = ("http://hl7.org/fhir/sid/icd-10", "http://hl7.org/fhir/sid/icd-10-cn")
OVER = frozenset({"inactive", "remission", "resolved"})
WHOLE_DAY = 10


def coded_problem(condition: dict[str, Any], seen_on: date) -> CodedProblem:
    """Return a Condition by its codes.

    Args:
        seen_on: the day its present version came: what has no date of its own began then, or
            ended then where it is said to be over.
    """
    codings = [c for c in condition.get("code", {}).get("coding", ()) if isinstance(c, dict)]
    since = _day(condition, "onsetDateTime", "onsetPeriod", "recordedDate") or seen_on
    return CodedProblem(
        key=str(condition.get("id", "")),
        icd10=tuple(str(c.get("code")) for c in codings if c.get("system") in ICD_10),
        snomed=tuple(str(c.get("code")) for c in codings if c.get("system") == SNOMED),
        since=since,
        until=_ended(condition, since, seen_on),
        is_refuted=is_refuted(condition),
    )


def _ended(condition: dict[str, Any], since: date, seen_on: date) -> date | None:
    status = condition.get("clinicalStatus", {}).get("coding", ())
    is_over = any(c.get("code") in OVER for c in status if isinstance(c, dict))
    said = _day(condition, "abatementDateTime", "abatementPeriod")
    if said is None and not is_over:
        return None
    return max(said or seen_on, since)


def _day(condition: dict[str, Any], *names: str) -> date | None:
    """Return the first day that one of the elements names; a year or a month is its first day."""
    for name in names:
        written = condition.get(name)
        if isinstance(written, dict):
            written = written.get("end" if name.startswith("abatement") else "start")
        if isinstance(written, str):
            whole = (written + "-01-01")[:WHOLE_DAY] if len(written) < WHOLE_DAY else written
            try:
                return date.fromisoformat(whole[:WHOLE_DAY])
            except ValueError:
                continue
    return None
