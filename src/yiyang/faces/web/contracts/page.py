"""What the pages of contracts show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yiyang.access.models import Assignment
from yiyang.agreements.facts import contract_items
from yiyang.agreements.models import Agreement, Item, Version
from yiyang.agreements.paper import contract_text, paper_of
from yiyang.agreements.selectors import items_on, version_on
from yiyang.faces.web.signing.standing import AHEAD, state_on
from yiyang.policy.book import Reading
from yiyang.rules.cooperation import CostFacts, EndingFacts, cost_share, runs_out

FEWEST_OVER = 50  # contracts that are over: the latest


@dataclass
class Desk:
    """The contracts of a desk by what they wait for."""

    to_sign: list[Agreement] = field(default_factory=list)
    waiting: list[Agreement] = field(default_factory=list)
    running_out: list[Agreement] = field(default_factory=list)
    in_force: list[Agreement] = field(default_factory=list)
    ahead: list[Agreement] = field(default_factory=list)
    over: list[Agreement] = field(default_factory=list)


def desk_of(rows: Iterable[Agreement], institution_id: int | None, reading: Reading) -> Desk:
    """Sort contracts (with versions and signatures at hand) by what they wait for."""
    desk = Desk()
    for one in rows:
        waiting = [v for v in one.versions.all() if v.state == Version.State.PROPOSED]
        signed = {s.institution_id for v in waiting for s in v.signatures.all()}
        if waiting:
            mine = institution_id is not None and institution_id not in signed
            (desk.to_sign if mine else desk.waiting).append(one)
        elif one.state == Agreement.State.ENDED:
            desk.over.append(one)
        elif state_of(one, reading.day) == AHEAD:
            desk.ahead.append(one)
        elif _runs_out(one, reading):
            desk.running_out.append(one)
        else:
            desk.in_force.append(one)
    del desk.over[FEWEST_OVER:]
    return desk


def state_of(agreement: Agreement, day: date) -> str:
    """Return how a contract stands on a day: as stored, or AHEAD before its first day."""
    return state_on((agreement.span.lower, agreement.span.upper), agreement.state, day)


def contract_page(
    agreement: Agreement, assignment: Assignment, *, on: date | None, reading: Reading
) -> dict[str, Any]:
    """Return a contract as one of its parties, or the commission, sees it on a day.

    Args:
        on: None for today, or the first day of a contract that begins later.
    """
    on = on or max(reading.day, agreement.span.lower)
    versions = list(
        agreement.versions.select_related("document", "drafted_by", "declined_by", "decision")
        .prefetch_related("signatures__institution", "signatures__account")
        .order_by("number")
    )
    waiting = next((v for v in versions if v.state == Version.State.PROPOSED), None)
    own = assignment.institution_id
    signed = {s.institution_id for s in waiting.signatures.all()} if waiting else set()
    held = version_on(agreement, on)
    items = list(waiting.items.order_by("code")) if waiting and not held else (
        items_on(agreement, on)
    )  # fmt: skip
    return {
        "agreement": agreement,
        "state": state_of(agreement, reading.day),
        "versions": versions,
        "waiting": waiting,
        "signed": signed,
        "may_sign": waiting is not None and own is not None and own not in signed,
        "is_party": own is not None,
        "text": _text(waiting or held),
        "on": on,
        "services": [(i, _shares(i, reading)) for i in items if not i.is_duty],
        "duties": [i for i in items if i.is_duty],
        "is_renewed": Agreement.objects.filter(renews=agreement).exists(),
    }


def _text(version: Version | None) -> str:
    """The words of a version, to be read on the page; what is signed is the document."""
    if version is None:
        return ""
    return contract_text(paper_of(version, contract_items(version.items.all())))


def _shares(item: Item, reading: Reading) -> tuple[tuple[str, int], ...]:
    """What each payer bears of one unit."""
    if not item.shares or not item.price_fen:
        return ()
    return cost_share(CostFacts(item.price_fen, tuple(item.shares.items())), reading).parts


def _runs_out(agreement: Agreement, reading: Reading) -> bool:
    until = agreement.span.upper
    return until is not None and runs_out(EndingFacts(until), reading).is_near
