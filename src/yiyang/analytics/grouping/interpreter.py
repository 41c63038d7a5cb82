"""The rules read word by word over one discharge: slow, plain, and what the kernel must equal.

It also tells the path: every rule that was asked, and by which codes it held or failed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yiyang.analytics.grouping.pack import NOT_GROUPED, Drg, Group, Mdc, Rule, SetPack
from yiyang.analytics.grouping.terms import (
    DIAGNOSES,
    And,
    Compare,
    Const,
    Has,
    In,
    Length,
    Not,
    Number,
    Or,
    Place,
    Severity,
    Term,
    compares,
)


class Status(StrEnum):
    """How far a discharge came; stored as the published labelled cases write it."""

    GROUPED = "grouped"
    NO_MDC = "no_mdc"
    NO_ADRG = "no_adrg"
    NO_DRG = "no_drg"
    CHECK_FAILED = "check_failed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Discharge:
    """What is grouped: codes, first the principal one ("" where there is none), and numbers."""

    diagnoses: tuple[str, ...]
    operations: tuple[str, ...]
    numbers: Mapping[Number, int | None]

    def at(self, places: Place) -> tuple[str, ...]:
        """Return the codes at these places, as they stand."""
        codes = self.diagnoses if places & DIAGNOSES else self.operations
        first, others = (Place.ZYZD, Place.QTZD) if places & DIAGNOSES else (Place.ZYSS, Place.QTSS)
        found = codes[:1] if places & first else ()
        found += codes[1:] if places & others else ()
        return tuple(code for code in found if code)


def codes_of(field: str) -> tuple[str, ...]:
    """Return the codes of a field joined by bars: the principal one, perhaps "", and the others."""
    first, *others = (code.strip(" ") for code in field.split("|"))
    return (first, *(code for code in others if code)) if field else ()


@dataclass(frozen=True)
class Asked:
    """One test of a rule, its answer, and the codes or the number that gave it."""

    term: Term
    holds: bool
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One rule on the way: of a check, an MDC, a group or a DRG."""

    kind: str
    code: str
    rule: str
    holds: bool
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Grouped:
    """Where a discharge belongs.  Without a principal diagnosis the three flags are None."""

    status: Status
    mdc: str = ""
    adrg: str = ""
    drg: str = NOT_GROUPED
    mcc: bool | None = None
    cc: bool | None = None
    excluded: bool | None = None
    check: str = ""


@dataclass
class _Reading:
    """One discharge being read."""

    pack: SetPack
    discharge: Discharge
    has: Mapping[Severity, bool]
    steps: list[Step] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def holds(self, kind: str, code: str, rule: Rule) -> bool:
        self.asked = []
        holds = self.test(rule.term)
        self.steps.append(Step(kind, code, rule.text, holds, tuple(self.asked)))
        return holds

    def test(self, term: Term) -> bool:
        match term:
            case Const():
                return term.value
            case Not():
                return not self.test(term.term)
            case And():
                return all(self.test(each) for each in term.terms)
            case Or():
                return any(self.test(each) for each in term.terms)
        asked = self.ask(term)
        self.asked.append(asked)
        return asked.holds

    def ask(self, term: Term) -> Asked:
        match term:
            case Has():
                return Asked(term, self.has[term.severity])
            case Compare():
                number = self.discharge.numbers.get(term.number)
                if number is None:
                    return Asked(term, False)
                return Asked(term, compares(number, term.sign, term.value), (str(number),))
            case In():
                hits = self.hits(term.places, term.sets)
                return Asked(term, bool(hits), hits)
            case Length():
                hits = self.hits(term.places, term.sets) if term.sets else ()
                hits = hits if term.sets else self.discharge.at(term.places)
                return Asked(term, compares(len(hits), term.sign, term.value), hits)
        raise TypeError(term)  # a switch: the pack was not set

    def hits(self, places: Place, sets: tuple[str, ...]) -> tuple[str, ...]:
        lists = [self.pack.pack.sets[name] for name in sets]
        codes = dict.fromkeys(self.discharge.at(places))
        return tuple(code for code in codes if any(code in each for each in lists))


def severity_of(pack: SetPack, discharge: Discharge) -> tuple[dict[Severity, bool], bool]:
    """Return which complications count, and whether one did not for the principal diagnosis.

    A complication in the exclusion table of the principal diagnosis does not count.
    """
    has = {Severity.MCC: False, Severity.CC: False}
    excluded = False
    principal = discharge.diagnoses[0] if discharge.diagnoses else ""
    table = pack.exclusions.get(principal, "")
    for code in discharge.at(Place.QTZD):
        if code not in pack.severe or (code == principal and not pack.own_code_counts):
            continue
        severity, its_table = pack.severe[code]
        if table and its_table == table:
            excluded = True
        else:
            has[severity] = True
    return has, excluded


def group(pack: SetPack, discharge: Discharge) -> Grouped:
    """Return where a discharge belongs."""
    return explain(pack, discharge)[0]


def explain(pack: SetPack, discharge: Discharge) -> tuple[Grouped, list[Step]]:
    """Return where a discharge belongs, and every rule that was asked on the way."""
    has, excluded = severity_of(pack, discharge)
    reading = _Reading(pack, discharge, has)
    status, mdc, adrg, drg, check = _found(pack, reading)
    known = bool(discharge.at(Place.ZYZD))
    flags = (has[Severity.MCC], has[Severity.CC], excluded) if known else (None, None, None)
    mcc, cc, left_out = flags
    return Grouped(status, mdc, adrg, drg, mcc, cc, left_out, check), reading.steps


def _found(pack: SetPack, reading: _Reading) -> tuple[Status, str, str, str, str]:
    for check in pack.checks:
        if not reading.holds("check", check.code, check.rule):
            return Status.CHECK_FAILED, "", "", NOT_GROUPED, check.code
    entered = ""
    for mdc in pack.mdcs:
        if not reading.holds("MDC", mdc.code, mdc.rule):
            continue
        group, drg = _inside(mdc, reading)
        if group is not None:
            found = (mdc.code, group.code, drg.code if drg else NOT_GROUPED, "")
            return Status.GROUPED if drg else Status.NO_DRG, *found
        if not mdc.stands_before:
            entered = mdc.code
        if not reading.test(mdc.passes_on.term):
            break
    return Status.NO_ADRG if entered else Status.NO_MDC, entered, "", NOT_GROUPED, ""


def _inside(mdc: Mdc, reading: _Reading) -> tuple[Group | None, Drg | None]:
    for group in mdc.groups:
        if reading.holds("ADRG", group.code, group.rule):
            drgs = (drg for drg in group.drgs if reading.holds("DRG", drg.code, drg.rule))
            return group, next(drgs, None)
    return None, None
