"""Which signs of a place are risks that somebody must answer, who that is, and by which clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from yiyang.kernel.money import mul_div_round
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule
from yiyang.rules.supervision.coding import SCALE

LATE, OVERSPENT, INSPECTION, COMPLAINT = "LATE", "OVERSPENT", "INSPECTION", "COMPLAINT"
CODING = "CODING"
KINDS = (LATE, OVERSPENT, INSPECTION, COMPLAINT, CODING)
GRACE, OWNERS, NOBODY = "risks.late_grace_hours", "risks.owners", "risks.owner_of_nobody"
BY_DESK = "risks.answered_by_desk"
MARGIN = "risks.overspent_percent"
CODING_FROM, CODING_PERCENT = "risks.coding_from_cases", "risks.coding_percent"
HUNDRED = 100


@dataclass(frozen=True)
class Sign:
    """Something that may be a risk, by its key.

    ``role``: whose task it is, or whose budget; ``at_institution``: whether an institution's,
    and then ``desk``: the role that answers for everybody there.
    LATE: a task of a case of kind ``case``, due at ``due_at``.  OVERSPENT: ``fen`` of
    ``budget_fen``.  CODING: of ``cases`` so many ``severe`` ones, where ``expected`` (in
    ten-thousandths) are usual.  INSPECTION and COMPLAINT: told by an officer.
    """

    key: str
    kind: str
    role: str
    at_institution: bool
    case: str = ""
    due_at: datetime | None = None
    fen: int = 0
    budget_fen: int = 0
    cases: int = 0
    severe: int = 0
    expected: int = 0
    desk: str = ""


@dataclass(frozen=True)
class Watched:
    """Signs, and the moment at which they are looked at."""

    signs: tuple[Sign, ...]
    at: datetime


@dataclass(frozen=True)
class Answerable:
    """A sign that is a risk: the role that answers it, at its institution or for the place."""

    key: str
    kind: str
    owner: str
    at_institution: bool
    clock: str
    over_fen: int = 0


@dataclass(frozen=True)
class Watch:
    """The risks, and the keys of signs that are none."""

    risks: tuple[Answerable, ...]
    none: tuple[str, ...]


@rule("risks.watch")
def watch(facts: Watched, reading: Reading) -> Watch:
    """Tell which signs are risks, who has to answer each, and by which clock.

    What is late is one once its grace is over, of the kinds of cases that the book names.  What
    is overspent is one above the margin.  Coding is one, to be explained, where an institution
    has far more severe cases than its mix lets expect.  What an officer tells is one.  The
    book names the roles for whom the desk of their institution answers, those that answer
    themselves, and who does so for all others.

    Raises:
        NotInForce: the book has no grace, margin or owner.

    Source: JA-4.2 (departments supervise and act on risks together); the thresholds are ours.
    """
    risks, none = [], []
    for sign in sorted(facts.signs, key=lambda one: one.key):
        if _is_risk(sign, facts.at, reading):
            risks.append(_answerable(sign, reading))
        else:
            none.append(sign.key)
    return Watch(tuple(risks), tuple(none))


def _is_risk(sign: Sign, at: datetime, reading: Reading) -> bool:
    if sign.kind == LATE:
        grace = reading.table(GRACE)
        if sign.case not in grace or sign.due_at is None:
            return False
        return at >= sign.due_at + timedelta(hours=int(grace[sign.case]))
    if sign.kind == OVERSPENT:
        return sign.fen > _most(sign, reading)
    if sign.kind == CODING:
        most = sign.expected * reading.integer(CODING_PERCENT)
        enough = sign.cases >= reading.integer(CODING_FROM)
        return enough and sign.severe * SCALE * HUNDRED > most
    return sign.kind in KINDS


def _most(sign: Sign, reading: Reading) -> int:
    return mul_div_round(sign.budget_fen, HUNDRED + reading.integer(MARGIN), HUNDRED)


def _answerable(sign: Sign, reading: Reading) -> Answerable:
    owners = reading.codes(OWNERS)
    role = sign.desk if sign.role in reading.codes(BY_DESK) else sign.role
    can = role in owners
    return Answerable(
        key=sign.key,
        kind=sign.kind,
        owner=role if can else reading.text(NOBODY),
        at_institution=sign.at_institution and can,
        clock=f"risks.clock.{sign.kind.lower()}",
        over_fen=max(sign.fen - sign.budget_fen, 0),
    )
