"""Settlements, filings and months of another institution's, for every route that names one."""

from __future__ import annotations

from datetime import date
from itertools import count

from tests.conftest import NOW
from tests.world import make_assignment, make_institution, make_person, make_place
from yiyang.access.models import Role
from yiyang.cases.models import Case
from yiyang.claims.models import Claim
from yiyang.clients.models import Client
from yiyang.cross_region.models import AwayFiling, AwaySettlement
from yiyang.decisions.models import Decision
from yiyang.exchange.models import Node

CODE = "330100"
NUMBERS = count(1)


def node() -> Node:
    """Return a node that settles with us."""
    known = Node.objects.filter(code=CODE).first()
    if known is not None:
        return known
    institution = make_institution(place=make_place(CODE))
    held = make_assignment(Role.CONNECTED_SYSTEM, institution=institution)
    client = Client.objects.create(
        client_id=f"client-{CODE}", name_zh="杭州", name_en="Hangzhou", institution=institution,
        assignment=held, proof="NONE", registered_at=NOW,
    )  # fmt: skip
    return Node.objects.create(
        code=CODE, name_zh="杭州", name_en="Hangzhou", address="https://hz.example", client=client,
        contents=["SETTLEMENT"], agreed=("2026-01-01", None),
    )  # fmt: skip


def claim() -> dict[str, object]:
    """Return the key of a claim of a hospital of another district."""
    made = Claim.objects.create(
        institution=make_institution("HOSPITAL", place=make_place("310101002")),
        source=f"X{next(NUMBERS)}",
        person=make_person(), kind="INPATIENT", begun_on=date(2026, 1, 1),
        ended_on=date(2026, 1, 2), total_fen=100, digest="", received_at=NOW, through=CODE,
    )  # fmt: skip
    return {"pk": made.pk}


def settlement() -> dict[str, object]:
    """Return the key of a settlement of that hospital."""
    made = AwaySettlement.objects.create(
        node=node(), role="PLACE", number=f"X-{next(NUMBERS)}", claim_id=claim()["pk"],
        opened_at=NOW, changed_at=NOW,
    )  # fmt: skip
    return {"pk": made.pk}


def filing() -> dict[str, object]:
    """Return the key of a filing."""
    person = make_person()
    case = Case.objects.create(
        kind="AWAY_FILING", flow_version="1", state="AWAY_FILED", person=person,
        place=make_place("310101002"), urgency="PLANNED", opened_at=NOW,
    )  # fmt: skip
    decision = Decision.objects.create(
        rule="cross_region.file", rule_version="1", book_digest="", day=NOW.date(), place="310106",
        strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="person", subject_id=person.pk, made_at=NOW,
    )  # fmt: skip
    made = AwayFiling.objects.create(
        case=case, person=person, kind="TRANSFER", node=node(), since=date(2026, 1, 1),
        decision=decision, asked_at=NOW,
    )  # fmt: skip
    return {"pk": made.pk}


CROSS_REGION = {
    "away_open": claim,
    "away_settlement": settlement,
    "away_ask": settlement,
    "away_judge": filing,
    "away_end": filing,
    "away_clearing": "a month is of the whole node; who keeps a part of it keeps no desk",
}
