"""The contract fee: what counts, what it costs, who bears it, who is paid.

Amounts are whole fen, factors ten-thousandths.  Every rule is asked once for all that are
alike (a situation, a package, an institution), never once a member.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yiyang.kernel.money import mul_div_round, mul_div_up, split_fen
from yiyang.policy.book import Reading
from yiyang.rules.packages import Package, packages
from yiyang.rules.registry import rule

WHOLE = 10_000  # a factor of 1
PERCENT = 100
DAYS = "DAYS"
MONTHS_A_YEAR = 12
SUSPENDED, DRAFT = "SUSPENDED", "DRAFT"


@dataclass(frozen=True)
class Situation:
    """All that decides whether a package of a member is paid for in a period."""

    state: str
    has_package: bool
    has_days: bool
    has_died: bool
    is_served: bool
    is_appraised: bool


@dataclass(frozen=True)
class Entitled:
    """Whether it counts, and every reason against it."""

    counts: bool
    reasons: tuple[str, ...]


@rule("fees.entitled")
def entitled(facts: Situation, reading: Reading) -> Entitled:
    """Tell whether a signed package is paid for in the period, and every reason against it.

    Source: FD-5.2 (paid after assessment); effectively signed and served: the Changning pilot.
    """
    reasons = []
    if facts.state == DRAFT:
        reasons.append("FEE_NOT_SIGNED")
    if facts.state == SUSPENDED:
        reasons.append("FEE_SUSPENDED")
    if not facts.has_package:
        reasons.append("FEE_NO_PACKAGE")
    if not facts.has_days:
        reasons.append("FEE_DIED_BEFORE" if facts.has_died else "FEE_NO_DAYS")
    if not facts.is_served and reading.line("fees.effective_only").flag:
        reasons.append("FEE_NO_SERVICE")
    if not facts.is_appraised and reading.line("fees.after_assessment").flag:
        reasons.append("FEE_NO_APPRAISAL")
    return Entitled(counts=not reasons, reasons=tuple(reasons))


@dataclass(frozen=True)
class Priced:
    """A package to be priced in a year."""

    package: str
    year: int


@dataclass(frozen=True)
class Bearer:
    """Who bears how many parts; ``place`` settles which of two gets an odd fen."""

    payer: str
    place: int
    parts: int


@dataclass(frozen=True)
class Terms:
    """What ``whole`` units of a package cost, and who bears it."""

    price_fen: int
    reckoning: str
    whole: int
    bearers: tuple[Bearer, ...]


@rule("fees.terms")
def terms(facts: Priced, reading: Reading) -> Terms:
    """Return a package's price for a year, what the year is counted in, and who bears it.

    Source: FD-5.2 (insurance, public health money, the person); HZ-8 (city, district, person).
    """
    package = packages(reading)[facts.package]
    reckoning = reading.text("fees.reckoning")
    days = (date(facts.year + 1, 1, 1) - date(facts.year, 1, 1)).days
    return Terms(
        price_fen=package.price_fen,
        reckoning=reckoning,
        whole=days if reckoning == DAYS else MONTHS_A_YEAR,
        bearers=bearers(package, reading),
    )


def bearers(package: Package, reading: Reading) -> tuple[Bearer, ...]:
    """Return who bears how many parts of a package's fee, in the order of the book.

    Raises:
        NotInForce: no shares are in force here.

    Source: FD-5.2 (insurance, public health money, the person); HZ-8 (city, district, person).
    """
    shares = reading.table(f"fees.shares.{package.kind.lower()}")
    return tuple(
        Bearer(payer, place, int(shares[payer]))
        for place, payer in enumerate(reading.codes("fees.payers"))
        if int(shares.get(payer, 0)) > 0
    )


def shared(price_fen: int, parts: Mapping[str, int]) -> dict[str, int]:
    """Return what each payer bears of a price, in fen, in the order of ``parts``; all of it."""
    if not parts:
        return {}
    return dict(zip(parts, split_fen(price_fen, list(parts.values())), strict=True))


def borne(answer: Terms, units: int) -> dict[str, int]:
    """Return what each payer bears of ``units`` units, in fen: the shares add up to the fee."""
    fee = mul_div_round(answer.price_fen, units, answer.whole)
    return shared(fee, {one.payer: one.parts for one in answer.bearers})


@dataclass(frozen=True)
class Gross:
    """What a payer would bear for the members of a team, before assessment."""

    team: int
    package: str
    payer: str
    members: int
    fen: int
    factor: int


@dataclass(frozen=True)
class PoolFacts:
    """Everything an institution earned in a period, before assessment."""

    gross: tuple[Gross, ...]


@dataclass(frozen=True)
class Paid:
    """What a payer pays after assessment."""

    team: int
    package: str
    payer: str
    fen: int


@dataclass(frozen=True)
class Pool:
    """An institution's fees after assessment, and how much of them goes to staff."""

    paid: tuple[Paid, ...]
    total_fen: int
    staff_fen: int
    rest_fen: int


@rule("fees.pool")
def pool(facts: PoolFacts, reading: Reading) -> Pool:
    """Return what is paid after assessment, the part for staff and the institution's rest.

    Funds pay their share times the assessment factor, half up; who signed pays what was
    signed.  The part for staff is rounded up: never less than the act asks for.

    Source: FD-5.2 (paid after assessment, at least 70 percent to staff); FD-5.6.
    """
    assessed = reading.codes("fees.assessed_payers")
    paid = tuple(
        Paid(
            one.team,
            one.package,
            one.payer,
            mul_div_round(one.fen, one.factor, WHOLE) if one.payer in assessed else one.fen,
        )
        for one in facts.gross
    )
    total = sum(one.fen for one in paid)
    staff = mul_div_up(total, reading.integer("fees.staff_percent"), PERCENT)
    return Pool(paid=paid, total_fen=total, staff_fen=staff, rest_fen=total - staff)


@dataclass(frozen=True)
class Worker:
    """Somebody who worked for an institution's members; ``quality`` in ten-thousandths."""

    practitioner: int
    role: str
    members: int
    acts: int
    quality: int
    from_hospital: bool


@dataclass(frozen=True)
class SplitFacts:
    """What is to be split, and among whom, by their keys."""

    staff_fen: int
    workers: tuple[Worker, ...]


@dataclass(frozen=True)
class Part:
    """What somebody is paid, and the four numbers whose product is their weight."""

    practitioner: int
    role_weight: int
    workload: int
    quality: int
    preference: int
    fen: int


@dataclass(frozen=True)
class Split:
    """Everybody's pay; what nobody can be paid is held."""

    parts: tuple[Part, ...]
    held_fen: int


@rule("fees.split")
def split(facts: SplitFacts, reading: Reading) -> Split:
    """Split the part for staff by role weight x workload x quality, to the fen.

    Workload is points for signed people and for recorded acts.  Doctors of a hospital who
    take part weigh more, as the book says.  The largest remainders get the odd fen, ties by
    the practitioner's key.  Where nobody weighs anything it is held.

    Source: FD-5.2 (hospital doctors preferred), HZ-19 (people signed, work, quality).
    """
    points = reading.table("fees.points")
    roles = reading.table("fees.role_weights")
    preferred = reading.integer("fees.hospital_doctor_percent")
    bare = [
        Part(
            practitioner=one.practitioner,
            role_weight=int(roles.get(one.role, roles["OTHER"])),
            workload=one.members * int(points["MEMBER"]) + one.acts * int(points["ACT"]),
            quality=one.quality,
            preference=preferred if one.from_hospital else PERCENT,
            fen=0,
        )
        for one in sorted(facts.workers, key=lambda one: one.practitioner)
    ]
    weights = [b.role_weight * b.workload * b.quality * b.preference for b in bare]
    if sum(weights) == 0:
        return Split(parts=(), held_fen=facts.staff_fen)
    shares = split_fen(facts.staff_fen, weights)
    parts = tuple(
        Part(b.practitioner, b.role_weight, b.workload, b.quality, b.preference, fen)
        for b, fen in zip(bare, shares, strict=True)
    )
    return Split(parts=parts, held_fen=0)
