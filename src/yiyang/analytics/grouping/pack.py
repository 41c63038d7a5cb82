"""A rule pack: the tables of one grouper as values, and one setting of its switches.

The order of everything is the pack's: the first MDC whose rule holds is entered, in it the first
group whose rule holds is taken, in that the first DRG.  An MDC that holds no group of its own for
a discharge is left for the next where its ``passes_on`` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yiyang.analytics.grouping.terms import Compare, Const, Number, Severity, Term, parts, settle
from yiyang.kernel.messages import Text

NOT_GROUPED = "0000"


@dataclass(frozen=True)
class Rule:
    """A rule as it is written and as it is read."""

    text: str
    term: Term


@dataclass(frozen=True)
class SwitchText:
    """A disputed point: what choosing it means, and whether it is chosen unless told."""

    default: bool
    text: Text
    source: str


@dataclass(frozen=True)
class Check:
    """What must hold before a discharge is grouped."""

    code: str
    rule: Rule
    text: Text


@dataclass(frozen=True)
class Drg:
    """A payment group of an adjacent group."""

    code: str
    rule: Rule


@dataclass(frozen=True)
class Group:
    """An adjacent group (ADRG); the same one may stand twice in an MDC, by different rules."""

    code: str
    rule: Rule
    drgs: tuple[Drg, ...]


@dataclass(frozen=True)
class Mdc:
    """A major diagnostic category; one that stands before the others is not counted as entered."""

    code: str
    stands_before: bool
    rule: Rule
    passes_on: Rule
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class SevereCode:
    """A diagnosis that is a complication, in an exclusion table or none ("")."""

    code: str
    severity: Severity
    table: str
    when: Rule


@dataclass(frozen=True)
class Exclusion:
    """The table whose complications a principal diagnosis excludes."""

    code: str
    table: str
    when: Rule


@dataclass(frozen=True)
class Pack:
    """One grouper, as it was read from its folder; ``digest`` is that of the files."""

    name: str
    version: str
    title: Text
    source: str
    licence: str
    switches: Mapping[str, SwitchText]
    checks: tuple[Check, ...]
    own_code_counts: Rule
    mdcs: tuple[Mdc, ...]
    sets: Mapping[str, frozenset[str]]
    severe: tuple[SevereCode, ...]
    exclusions: tuple[Exclusion, ...]
    names: Mapping[str, Text]
    digest: str = ""

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Yield every rule with the place where it stands."""
        yield "own_code_counts", self.own_code_counts
        for check in self.checks:
            yield f"check {check.code}", check.rule
        for mdc in self.mdcs:
            yield f"MDC {mdc.code}", mdc.rule
            yield f"MDC {mdc.code}, passes_on", mdc.passes_on
            for group in mdc.groups:
                yield f"group {group.code}", group.rule
                for drg in group.drgs:
                    yield f"DRG {drg.code}", drg.rule
        for each in self.severe:
            yield f"severity {each.code}", each.when
        for other in self.exclusions:
            yield f"exclusion {other.code}", other.when


class UnknownSwitch(Exception):
    """The pack has no switch of this name."""


@dataclass(frozen=True)
class SetPack:
    """A pack under one setting of its switches; its rules hold no switch any more."""

    pack: Pack
    switches: Mapping[str, bool]
    checks: tuple[Check, ...]
    own_code_counts: bool
    mdcs: tuple[Mdc, ...]
    severe: Mapping[str, tuple[Severity, str]]
    exclusions: Mapping[str, str]


def set_pack(pack: Pack, chosen: Mapping[str, bool] | None = None) -> SetPack:
    """Return the pack under its defaults, except for the switches ``chosen``.

    Raises:
        UnknownSwitch: a name that the pack does not have.
    """
    unknown = sorted(set(chosen or {}) - set(pack.switches))
    if unknown:
        raise UnknownSwitch(", ".join(unknown))
    switches = {name: each.default for name, each in pack.switches.items()} | dict(chosen or {})

    def of(rule: Rule) -> Rule:
        return Rule(rule.text, settle(rule.term, switches))

    def holds(rule: Rule) -> bool:
        return settle(rule.term, switches) == Const(True)

    return SetPack(
        pack,
        switches,
        tuple(Check(each.code, of(each.rule), each.text) for each in pack.checks),
        holds(pack.own_code_counts),
        tuple(
            Mdc(
                mdc.code,
                mdc.stands_before,
                of(mdc.rule),
                of(mdc.passes_on),
                tuple(
                    Group(g.code, of(g.rule), tuple(Drg(d.code, of(d.rule)) for d in g.drgs))
                    for g in mdc.groups
                ),
            )
            for mdc in pack.mdcs
        ),
        {each.code: (each.severity, each.table) for each in pack.severe if holds(each.when)},
        {each.code: each.table for each in pack.exclusions if holds(each.when)},
    )


def numbers_of(chosen: SetPack) -> frozenset[Number]:
    """Return the numbers that a rule of a set pack compares."""
    rules = [each.rule for each in chosen.checks]
    for mdc in chosen.mdcs:
        rules.append(mdc.rule)
        for group in mdc.groups:
            rules += [group.rule, *(drg.rule for drg in group.drgs)]
    return frozenset(
        term.number for rule in rules for term in parts(rule.term) if isinstance(term, Compare)
    )
