"""A DIP pack from a plan and past discharges: groups, subtypes, and the scores of all.

Built in passes over the same file: what rules take first; what the rest forms; by which subtypes a
group that varies is divided; then every discharge is grouped by the pack itself and scored, so
that a score is always that of the rules that will be applied.

Source: drg_dip, sections 2.1 to 2.4.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from yiyang.analytics.dip.choosing import choose_keys
from yiyang.analytics.dip.history import Sums, all_sums, grouped_history, leave_out, sums_by
from yiyang.analytics.dip.keys import Key
from yiyang.analytics.dip.plan import Plan, read_codes
from yiyang.analytics.dip.subtypes import choose_subtypes
from yiyang.analytics.dip.writing import Lists, write_pack
from yiyang.analytics.grouping.pack import Pack

RW_DIGITS = 9
WEIGHTS, GROUPS, REPORT = "weights.csv", "groups_built.csv", "build.json"


@dataclass
class Built:
    """A pack with what it was built from: ``reasons`` of what was left out, sums by group."""

    pack: Pack
    lists: Lists
    reasons: dict[str, int]
    reference_fen: Fraction
    sums: dict[str, Sums] = field(default_factory=dict)  # by payment group
    keys: dict[str, Key] = field(default_factory=dict)
    primary: frozenset[str] = frozenset()
    subtypes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def build(plan: Plan, beside: Path, history: Path, out: Path) -> Built:
    """Write the pack, its weights and its report to ``out``.

    Args:
        beside: the folder that the plan's lists stand in.

    Raises:
        BadPack, BadCases: a list, a rule or the history cannot be used.
    """
    lists = _lists(plan, beside)
    weights = {year: int(weight) for year, weight in plan.years.items()}
    with TemporaryDirectory(prefix="yiyang-dip-") as made:
        folder = Path(made)
        first = write_pack(plan, lists, [], {}, folder / "rules")
        with grouped_history(first, history, folder, ()) as duck:
            leave_out(duck, plan.years)
            keys, _ = choose_keys(duck, plan, lists.counting)
            cases = {key.code: 0 for key in keys}
            lists.add_diagnoses(duck, plan)
        plain = write_pack(plan, lists, keys, {}, folder / "plain")
        with grouped_history(plain, history, folder, ()) as duck:
            leave_out(duck, plan.years)
            sums = _by_group(duck, "adrg")
            cases |= {code: each.count for code, each in sums.items()}
        lists.cases = cases
        chosen = choose_subtypes(plan, lists, keys, history, folder)
        pack = write_pack(plan, lists, keys, chosen, out)
        with grouped_history(pack, history, folder, ()) as duck:
            reasons = leave_out(duck, plan.years)
            found = _by_group(duck, "drg")
            not_grouped = found.pop("0000", Sums())
            whole = all_sums(found)
            whole.join(not_grouped)
    reasons |= {"NOT_GROUPED": not_grouped.count} if not_grouped.count else {}
    built = Built(pack, lists, reasons, whole.mean(weights) if whole.count else Fraction(0), found)
    built.keys = {key.code: key for key in keys}
    built.subtypes = chosen
    built.reference_fen = _divisor(plan, built, weights)
    built.primary = frozenset(_primary(plan, built))
    _report(plan, built, weights, out)
    return built


def _lists(plan: Plan, beside: Path) -> Lists:
    classes = read_codes(beside / plan.operation_classes)
    excluded = set(plan.excluded_operations)
    counting = {
        code: str(plan.kinds[word])
        for code, word in classes.items()
        if word in plan.kinds and code not in excluded
    }
    names = read_codes(beside / plan.diagnoses) if plan.diagnoses else {}
    return Lists(counting, names)


def _by_group(duck: Any, column: str) -> dict[str, Sums]:
    return {key[0]: sums for key, sums in sums_by(duck, column).items()}


def _divisor(plan: Plan, built: Built, weights: Mapping[str, int]) -> Fraction:
    """Return what a mean cost is divided by, in fen."""
    if plan.score.method == "quota":
        return Fraction(plan.score.quota) * 100
    if plan.score.method == "benchmark":
        found = built.sums.get(plan.score.benchmark)
        return found.mean(weights) if found else Fraction(0)
    return built.reference_fen


def _primary(plan: Plan, built: Built) -> Iterable[str]:
    """Yield the core groups that are paid the same at every hospital."""
    most, least = plan.figure("primary_cv_most"), plan.whole("primary_least_cases")
    for code, key in built.keys.items():
        listed = plan.primary == "all" or code in plan.primary
        sums = built.sums.get(code)
        if not (listed and key.is_core and sums) or built.subtypes.get(code):
            continue
        if sums.count >= least and not sums.varies_more_than(most):
            yield code


def weight_of(mean: Fraction, divisor: Fraction) -> str:
    """Return a mean cost ÷ the reference as a decimal of nine digits, rounded half up."""
    scaled = mean / divisor * 10**RW_DIGITS
    number = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return f"{number // 10**RW_DIGITS}.{number % 10**RW_DIGITS:0{RW_DIGITS}}"


def _report(plan: Plan, built: Built, weights: Mapping[str, int], out: Path) -> None:
    group_rows, weight_rows = [], []
    for code in sorted(built.sums):
        sums, group = built.sums[code], code.partition("~")[0]
        rw = weight_of(sums.mean(weights), built.reference_fen) if built.reference_fen else ""
        kind = _kind(built, group)
        weight_rows.append((code, rw, "1" if kind == "PRIMARY" else ""))
        group_rows.append((code, kind, sums.count, *_means(sums, plan.years), rw))
    _write(out / WEIGHTS, ("drg", "rw", "coef"), weight_rows)
    years = [f"mean_{year}_fen" for year in sorted(plan.years)]
    _write(out / GROUPS, ("group", "kind", "cases", *years, "rw"), group_rows)
    document = {
        "pack": built.pack.name,
        "digest": built.pack.digest,
        "reference_fen": str(built.reference_fen),
        "years": dict(plan.years),
        "figures": {name: each.model_dump() for name, each in plan.used().items()},
        "cases": sum(sums.count for sums in built.sums.values()),
        "left_out": built.reasons,
        **counts(built),
    }
    (out / REPORT).write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))


def counts(built: Built) -> dict[str, Any]:
    """Return how many groups of each kind were built, and how many discharges they take."""
    groups: dict[str, int] = {}
    cases: dict[str, int] = {}
    for code, sums in built.sums.items():
        kind = _kind(built, code.partition("~")[0])
        groups[kind] = groups.get(kind, 0) + 1
        cases[kind] = cases.get(kind, 0) + sums.count
    return {"groups_by_kind": groups, "cases_by_kind": cases}


def _kind(built: Built, group: str) -> str:
    key = built.keys.get(group)
    if key is None:
        return "RULE"
    if group in built.primary:
        return "PRIMARY"
    return "CORE" if key.is_core else "COMPREHENSIVE"


def _means(sums: Sums, years: Iterable[str]) -> list[str]:
    return [
        str(round(Fraction(sums.fen[year], sums.cases[year]))) if sums.cases.get(year) else ""
        for year in sorted(years)
    ]


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
