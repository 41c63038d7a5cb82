"""Runs and comparisons as the pages show them: lines of tables, charts beside each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yiyang.faces.web.scenarios.drawing import Heat, Move, Span, heat_map, moves, spans
from yiyang.faces.web.scenarios.naming import in_language, names_of
from yiyang.faces.web.templatetags.yiyang_text import label_or_code, worded
from yiyang.kernel.messages import Text
from yiyang.planning.simulation.scenario import Scenario as Plan
from yiyang.scenarios.models import Comparison, SimulationRun, Verdict

SHARES = ("OCCUPANCY", "WAITED")
BLOCK = 4  # weeks of one column in the table beside the heat map
BY_KIND = (
    "HOME_CARE_BED", "INSTITUTION_BED", "HOME_MEDICAL_BED", "HOSPITAL_BED", "PALLIATIVE_BED",
    "HOME_PALLIATIVE",
)  # fmt: skip
# What a planner reads first; a stored document gives them back in no order of ours.
FIGURES = (
    "WAIT", "WORST_PLACE_WAIT", "WAIT_95", "WAITED", "WAIT_CLASS", "DIED_WAITING", "GAVE_UP",
    "BLOCKED", "OCCUPANCY", "OCCUPIED", "ASKED", "DECLINED", "OUTSIDE", "HOLD_EXPIRED",
)  # fmt: skip
FEWEST_SHOWN = 0.5  # people a year: a thinner ribbon cannot be seen
Estimate = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One figure of a run, as text."""

    code: str
    name: str
    told: str
    interval: str


@dataclass(frozen=True)
class Pair:
    """One figure of two runs with its paired difference, and what may be said of it."""

    code: str
    name: str
    plan: Estimate
    against: Estimate
    difference: Estimate
    verdict: str
    decision: int | None

    def told(self) -> dict[str, str]:
        """Return the numbers as text."""
        return {
            "plan": number(self.code, self.plan["mean"]),
            "against": number(self.code, self.against["mean"]),
            "difference": number(self.code, self.difference["mean"], signed=True),
            "interval": interval(self.code, self.difference, signed=True),
        }


def figure_name(code: str) -> str:
    """Return a figure's name: what it is, and of which kind of bed or class."""
    what, _colon, of = code.partition(":")
    told = label_or_code(f"PLAN_{what}")
    return f"{told} · {label_or_code(of)}" if of else told


def _place(figure: tuple[str, Estimate]) -> tuple[int, int, str]:
    """Return where a figure stands: by what it is, then by kind of bed."""
    what, _colon, of = figure[0].partition(":")
    first = FIGURES.index(what) if what in FIGURES else len(FIGURES)
    return first, BY_KIND.index(of) if of in BY_KIND else -1, of


def number(code: str, value: float, *, signed: bool = False) -> str:
    """Return a figure as text: shares in percent, everything else with two places."""
    sign = "+" if signed else ""
    if code.partition(":")[0] in SHARES:
        return f"{value * 100:{sign}.1f}%"
    return f"{value:{sign}.2f}"


def ends(each: Estimate) -> tuple[float | None, float | None]:
    """Return where an interval begins and ends; None where there is none."""
    half = each["half"]
    return (None, None) if half is None else (each["mean"] - half, each["mean"] + half)


def interval(code: str, each: Estimate, *, signed: bool = False) -> str:
    """Return an interval as text."""
    low, high = ends(each)
    if low is None or high is None:
        return "—"
    both = (number(code, low, signed=signed), number(code, high, signed=signed))
    return _("%(low)s to %(high)s") % dict(zip(("low", "high"), both, strict=True))


def of_run(run: SimulationRun, kind: str) -> dict[str, Any]:
    """Return what the page of a run shows, its heat map by kind or, of one kind, by place."""
    figures = run.shown["figures"]
    return {
        "lines": [
            Line(code, figure_name(code), number(code, each["mean"]), interval(code, each))
            for code, each in sorted(figures.items(), key=_place)
        ],
        "heat": heat_of(run, kind),
        "flows": flows_of(run),
        "kinds": kinds_of(run),
        "kind": kind,
    }


def of_pair(row: Comparison, kind: str) -> dict[str, Any]:
    """Return what the page of a comparison shows."""
    lines = lines_of(row)
    judged = [line for line in lines if line.verdict]
    return {
        "judged": judged,
        "others": [line for line in lines if not line.verdict],
        "better": [line for line in judged if line.verdict == "PLAN_BETTER"],
        "worse": [line for line in judged if line.verdict == "PLAN_WORSE"],
        "chart": _waits(lines),
        "heats": [heat_of(run, kind) for run in (row.against, row.plan)],
        "flows": [flows_of(run) for run in (row.against, row.plan)],
        "kinds": kinds_of(row.plan),
        "kind": kind,
    }


def lines_of(row: Comparison) -> list[Pair]:
    """Return the figures that both runs have, as they are read."""
    verdicts: dict[str, Verdict] = {each.figure: each for each in row.verdicts.all()}
    plan, against = row.plan.shown["figures"], row.against.shown["figures"]
    return [
        Pair(
            code, figure_name(code), plan[code], against[code], difference,
            verdicts[code].verdict if code in verdicts else "",
            verdicts[code].decision_id if code in verdicts else None,
        )
        for code, difference in sorted(row.differences.items(), key=_place)
    ]  # fmt: skip


def _waits(lines: list[Pair]) -> SafeString:
    """Return the mean waits of both runs by kind of bed, with their intervals."""
    shown = [line for line in lines if line.code == "WAIT" or line.code.startswith("WAIT:")]
    rows = []
    for line in shown:
        name = line.name.partition(" · ")[2] or _("All beds")
        rows.append(Span(name, *_span(line.against), *_span(line.plan)))
    return mark_safe(spans(rows, _("As it is"), _("With the plan")))


def _span(each: Estimate) -> tuple[float, float]:
    return each["mean"], each["half"] or 0.0


def kinds_of(run: SimulationRun) -> list[str]:
    """Return the kinds of beds that a run has."""
    there = {row["kind"] for row in run.shown["weeks"]}
    return [kind for kind in BY_KIND if kind in there]


def heat_of(run: SimulationRun, kind: str) -> dict[str, Any]:
    """Return a heat map of how full the beds are week by week, and its table."""
    rows = _heat_rows(run, kind)
    named = [(name, _shares(beds, used)) for name, beds, used in rows]
    title = label_or_code(kind) if kind else _("All kinds of beds")
    weeks = max((len(shares) for _name, shares in named), default=0)
    blocks = [(at + 1, min(at + BLOCK, weeks)) for at in range(0, weeks, BLOCK)]
    return {
        "title": title,
        "svg": mark_safe(heat_map([Heat(name, shares) for name, shares in named], _("Week"))),
        "heads": [f"{a}–{b}" if a < b else str(a) for a, b in blocks],
        "rows": [
            (name, [_percent(beds[a - 1 : b], used[a - 1 : b]) for a, b in blocks])
            for name, beds, used in rows
        ],
    }


def _heat_rows(run: SimulationRun, kind: str) -> list[tuple[str, list[float], list[float]]]:
    """Return beds and people by week: of each kind, or of one kind in each sub-district."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    by = "place" if kind else "kind"
    for row in run.shown["weeks"]:
        if kind and row["kind"] != kind:
            continue
        beds, used = found.get(row[by], ([0.0] * len(row["beds"]), [0.0] * len(row["used"])))
        found[row[by]] = (
            [a + b for a, b in zip(beds, row["beds"], strict=True)],
            [a + b for a, b in zip(used, row["used"], strict=True)],
        )
    order = list(run.shown["places"]) if kind else list(BY_KIND)
    names = (
        in_language(run.shown["places"])
        if kind
        else {each: label_or_code(each) for each in BY_KIND}
    )
    return [(names[key], *found[key]) for key in order if key in found]


def _shares(beds: list[float], used: list[float]) -> tuple[float | None, ...]:
    return tuple(u / b if b else None for b, u in zip(beds, used, strict=True))


def _percent(beds: list[float], used: list[float]) -> str:
    return f"{sum(used) / sum(beds) * 100:.0f}%" if sum(beds) else "—"


def flows_of(run: SimulationRun) -> dict[str, Any]:
    """Return a diagram of transfers a year, and its table, the largest first."""
    rows = sorted(run.shown["flows"], key=lambda row: -row["mean"])
    drawn = [
        Move(node_name(row["from"], "FROM"), node_name(row["to"], "TO"), row["mean"])
        for row in rows
        if row["mean"] >= FEWEST_SHOWN
    ]
    return {
        "svg": mark_safe(moves(drawn)),
        "rows": [
            (node_name(row["from"], "FROM"), node_name(row["to"], "TO"), f"{row['mean']:.1f}",
             interval("FLOW", row))
            for row in rows
        ],
    }  # fmt: skip


def node_name(code: str, side: str) -> str:
    """Return the name of a kind of bed, or of where people come from and go to."""
    return label_or_code(code if code in BY_KIND else f"FLOW_{side}_{code}")


def said_of(plan: Plan) -> dict[str, Any]:
    """Return what a scenario says, in lines."""
    houses, places = names_of(plan.institution), names_of(plan.sub_district)
    totals: dict[str, int] = dict.fromkeys(BY_KIND[:-1], 0)
    for house in plan.institution:
        for kind, many in house.beds.items():
            totals[kind] += many
    return {
        "plan": plan,
        "mark": label_or_code(f"MARK_{plan.mark.upper()}"),
        "name": worded(Text(**plan.name)),
        "totals": [(label_or_code(kind), many) for kind, many in totals.items()],
        "arrivals": sum(each.per_day for each in plan.arrivals),
        "beds": [
            (houses[e.institution], label_or_code(e.kind), f"{e.add:+d}", e.from_day)
            for e in plan.beds
        ],
        "new": [
            (houses[each.code], places[each.place], sum(each.beds.values()))
            for each in plan.institution
            if each.code.startswith("NEW-")
        ],
        "staff": [
            (houses[e.institution] if e.institution else _("all institutions"),
             label_or_code(e.kind) if e.kind else _("all kinds"), f"{e.permille / 10:g}%",
             e.from_day, e.until_day)
            for e in plan.staff
        ],
        "waves": [
            (places[e.place], f"{e.peak_per_day:g}", e.from_day, e.days) for e in plan.wave
        ],
        "contracts": [(houses[e.origin], houses[e.partner]) for e in plan.contract],
        "policy": sorted(plan.policy.items()),
    }  # fmt: skip
