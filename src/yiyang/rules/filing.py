"""Filing the internal medical institution of a care institution: what must be filed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

Reason = tuple[str, str]  # a code, and what it is about or empty
NO_OPERATOR = ""


@dataclass(frozen=True)
class FilingFacts:
    """What a care institution files; the area in square metres, ``operator_kind`` or empty.

    ``papers`` are the kinds of documents handed in.
    """

    kind: str
    home_kind: str
    home_is_open: bool
    operator_kind: str
    doctors: int
    nurses: int
    area: int
    has_head: bool
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Filed:
    """Whether a filing is whole, and everything that is missing."""

    complete: bool
    reasons: tuple[Reason, ...]


@rule("filing.internal")
def internal(facts: FilingFacts, reading: Reading) -> Filed:
    """Tell whether what was filed is all that must be, and may be accepted.

    It is filed, not licensed: whatever is whole is accepted.

    Source: JA-2.1.3 (five kinds by filing; a community health centre may be entrusted);
    GWBYF-2014-57 (people and rooms).
    """
    reasons = (*_may_not(facts, reading), *_lacks(facts, reading))
    return Filed(not reasons, reasons)


def _may_not(facts: FilingFacts, reading: Reading) -> Iterator[Reason]:
    if facts.kind not in reading.codes("network.internal_kinds"):
        yield "NOT_AN_INTERNAL_KIND", ""
    if facts.home_kind not in reading.codes("network.care_kinds"):
        yield "HOME_GIVES_NO_ELDERLY_CARE", ""
    if not facts.home_is_open:
        yield "INSTITUTION_CLOSED", ""
    operators = reading.codes("network.operator_kinds")
    if facts.operator_kind != NO_OPERATOR and facts.operator_kind not in operators:
        yield "OPERATOR_NOT_MEDICAL", ""


def _lacks(facts: FilingFacts, reading: Reading) -> Iterator[Reason]:
    asked = reading.table("filing.standards").get(facts.kind)
    if asked is None:
        return
    if facts.doctors < int(asked["doctors"]):
        yield "TOO_FEW_DOCTORS", asked["doctors"]
    if facts.nurses < int(asked["nurses"]):
        yield "TOO_FEW_NURSES", asked["nurses"]
    if facts.area < int(asked["area"]):
        yield "TOO_SMALL", asked["area"]
    if not facts.has_head:
        yield "HEAD_MISSING", ""
    needed = list(reading.codes("filing.papers"))
    if facts.operator_kind != NO_OPERATOR:
        needed += reading.codes("filing.papers_of_entrustment")
    yield from (("PAPER_MISSING", paper) for paper in needed if paper not in facts.papers)
