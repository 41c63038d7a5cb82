"""Every kind of message between two nodes is valid FHIR R4 by the published definitions."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.rules.cross_region.test_rules import AT, DAY, HEAD, LINE
from tests.rules.fhir_check.published import shelf
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_books import (
    Book,
    Question,
    Reply,
    book_of,
    payment_of,
    question_of,
    reply_of,
)
from yiyang.rules.cross_region.fhir_claims import Asked, Item, Told, answer_of, claim_of
from yiyang.rules.cross_region.terms import Borne, Split
from yiyang.rules.fhir_check import Asked as Wanted
from yiyang.rules.fhir_check import Definitions, check
from yiyang.rules.fhir_check.library import Shelf
from yiyang.rules.fhir_map.written import read_json, write_json

ITEM = Item("D1", "药品", "09", DAY, Decimal(1), 60_000, "B", Decimal(10), 50_000, 0)
ASKED = Asked("P-1", "INPATIENT", DAY, DAY, (ITEM,), diagnosis="I10", is_emergency=True)
SPLIT = Split(
    60_000,
    55_000,
    (
        Borne(
            "POOL", 45_475, 53_500, Decimal(85), "adjudication.fund_share", "SH-2020", "unverified"
        ),
        Borne("CASH", 14_525, 14_525, Decimal(100), "claim"),
    ),
)
TOLD = Told("P-1", "SETTLED", SPLIT, DAY)
BOOK = Book("R-1", DAY, DAY, (LINE,), (("due_fen", LINE.due_fen),), "CLEARED", (), ("P-2",))
QUESTION = Question("E-1", DAY, "INPATIENT")
REPLY = Reply("E-1", "EMPLOYEE", "LONG_TERM", "LONG_TERM", allowed=True)
PURPOSES = ("validation", "benefits")
PATIENT, PROVIDER = {"reference": "Patient/person-1"}, "Organization/institution-1"
MADE: dict[str, dict[str, Any]] = {
    "ELIGIBILITY asks": {**question_of(QUESTION, HEAD, AT), "patient": PATIENT},
    "ELIGIBILITY answers": reply_of(
        REPLY, HEAD, patient="Patient/person-1", at=AT, purpose=PURPOSES
    ),
    "RECONCILE": book_of(national.RECONCILE, BOOK, HEAD, AT),
    "CLEAR": book_of(national.CLEAR, BOOK, HEAD, AT),
    "ADVANCE": payment_of("P-1", 100, DAY, HEAD, AT),
    **{
        f"{kind} asks": {
            **claim_of(kind, ASKED, HEAD, provider=PROVIDER, at=AT),
            "patient": PATIENT,
        }
        for kind in (national.PRESETTLE, national.SETTLE, national.REVERSE, national.UNDO)
    },
    **{
        f"{kind} answers": answer_of(
            kind, TOLD, "INPATIENT", HEAD, patient="Patient/person-1", at=AT
        )
        for kind in (national.PRESETTLE, national.SETTLE, national.REVERSE)
    },
}


@lru_cache(maxsize=1)
def known(shared: Path) -> Definitions:
    return Definitions(Shelf(under=shelf(shared)))


@pytest.mark.parametrize("kind", sorted(MADE))
def test_a_message_is_valid_by_the_definitions_of_r4(kind: str, shared: Path) -> None:
    resource = read_json(write_json(MADE[kind]))
    found = check(resource, Wanted(), known(shared))
    assert [one for one in found if one.severity in ("error", "fatal")] == []


def test_a_message_without_what_r4_demands_is_told(shared: Path) -> None:
    broken = dict(MADE["SETTLE asks"])
    del broken["use"]
    found = check(read_json(write_json(broken)), Wanted(), known(shared))
    assert [one for one in found if one.severity in ("error", "fatal")]
