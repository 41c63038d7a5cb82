"""Settlement runs in the demonstration: months paid ahead, trials of a year, a consortium's budget.

Discharges and scenarios are invented and say so.  They are reckoned by the same program as an
analyst's, which needs the extra ``analytics``: without it there are none.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone

from yiyang.agreements.models import Agreement
from yiyang.analytics.exact import DUCKDB
from yiyang.analytics.settlement import pricing
from yiyang.analytics.settlement.scenario import FACTOR_SCALE
from yiyang.analytics.settlement.scenario_files import digest_of_scenario, read_scenario
from yiyang.audit.services import PROGRAM
from yiyang.budgets.facts import GivenRun, Pinned
from yiyang.budgets.models import SettlementRun
from yiyang.budgets.services import keep_run, post_run
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.network.models import Institution, InstitutionKind

FUND = "EMPLOYEE_POOL"
HEAD = """
name = {{zh = "{zh}", en = "{en}"}}
source = "演示编造 / invented for the demonstration"
mark = "proposed"
weights = "weights.csv"
groups = "DRG"
"""
RATES = """scheme = "rate"
rates = [{{value = "{first}", level = "3"}}, {{value = "{other}"}}]
[outliers]
family = "H1"
[clearing]
prepay = "0.95"
"""
POINTS = """scheme = "points"
[points]
scale = 100
reference_cost = "{mean}"
budget = "{budget}"
[outliers]
family = "H1"
"""
CONSORTIUM = """
[[consortia]]
number = "{number}"
members = [{members}]
primary = [{primary}]
insured = {insured}
pool = "{pool}"
retained = "0.8"
fund_share = "0.5"
limit = "0.1"
"""
COLUMNS = ("id", "institution", "drg", "cost", "level", "patient_paid", "home")


@dataclass(frozen=True)
class _Trial:
    """A scenario by its names and its words."""

    zh: str
    en: str
    text: str


def store_settlements(district: District, progress: Progress) -> None:
    """Pay some months ahead, and try two rates and a budget on the year so far."""
    if find_spec("duckdb") is None:
        return
    said = quantity("settlement.shape")
    hospitals = list(
        Institution.objects.filter(kind=InstitutionKind.HOSPITAL, designated=True).order_by("code")
    )
    if not hospitals:
        return
    today, random = timezone.localdate(district.plan.at), district.plan.random("settlement")
    year: list[dict[str, str]] = []
    base = _Trial("按病组付费（演示）", "By groups (demonstration)", _rates(said["rates"]))
    for month in range(max(1, today.month - said["months"]), today.month):
        cases = list(_cases(hospitals, random, f"{month:02}"))
        year += cases
        run = _kept("MONTH", f"{today.year}-{month:02}", cases, base, district)
        post_run(run_id=run.pk, by=PROGRAM, at=district.plan.at)
        progress("settlement", run.cases)
    if not year:
        return
    lower = _Trial("费率下调（试算）", "A lower rate (trial)", _rates(said["lower"]))
    points = _Trial("总额与点数（试算）", "Points under a budget (trial)", POINTS.format(**said))
    consortium = _consortium(said)
    for trial in (base, lower, points):
        whole = _Trial(trial.zh, trial.en, trial.text + consortium)
        _kept("TRIAL", str(today.year), year, whole, district)


def _rates(rates: Sequence[str]) -> str:
    return RATES.format(first=rates[0], other=rates[1])


def _cases(
    hospitals: Sequence[Institution], random: Random, period: str
) -> Iterator[dict[str, str]]:
    said, groups = quantity("settlement.shape"), quantity("settlement.groups")
    home = Agreement.objects.filter(kind="CONSORTIUM").order_by("pk").first()
    for hospital in hospitals:
        for number in range(said["cases"]):
            group, weight = random.choice(groups)
            tenths = random.choice(said["tenths"])
            cost = int(Decimal(weight) * Decimal(said["mean"]) * tenths / 10)
            yield {
                "id": f"{hospital.code}-{period}-{number:03}",
                "institution": hospital.code,
                "drg": group,
                "cost": str(cost),
                "level": str(hospital.level or ""),
                "patient_paid": str(cost * 3 // 10),
                "home": home.number if home and number % 2 else "",
            }


def _consortium(said: dict[str, Any]) -> str:
    agreement = Agreement.objects.filter(kind="CONSORTIUM").order_by("pk").first()
    if agreement is None:
        return ""
    members = [p.institution for p in agreement.parties.select_related("institution")]
    codes = sorted(one.code for one in members if one)
    primary = sorted(one.code for one in members if one and one.kind == InstitutionKind.CHC)
    return CONSORTIUM.format(
        number=agreement.number,
        members=", ".join(f'"{code}"' for code in codes),
        primary=", ".join(f'"{code}"' for code in primary),
        insured=said["insured"],
        pool=said["pool"],
    )


def _kept(
    kind: str, period: str, cases: Sequence[dict[str, str]], trial: _Trial, district: District
) -> SettlementRun:
    """Reckon a scenario on discharges and keep the run with its decision."""
    with TemporaryDirectory() as folder:
        given = _reckoned(kind, period, cases, trial, Path(folder))
    return keep_run(given=given, by=PROGRAM, at=district.plan.at)


def _reckoned(
    kind: str, period: str, cases: Sequence[dict[str, str]], trial: _Trial, folder: Path
) -> GivenRun:
    from yiyang.analytics.grouping.faults import Findings  # noqa: PLC0415 -- an extra
    from yiyang.analytics.settlement import running  # noqa: PLC0415 -- an extra
    from yiyang.analytics.settlement.consortia import consortium_years  # noqa: PLC0415 -- beside it

    path, file = _written(cases, trial, folder)
    scenario, weights = read_scenario(path)
    points = scenario.points
    pinned = Pinned(
        kind=kind, period=period, fund=FUND, method=str(scenario.groups),
        name=dict(scenario.name), source=scenario.source, mark=scenario.mark,
        scenario_digest=digest_of_scenario(path, scenario),
        cases_digest=hashlib.sha256(file.read_bytes()).hexdigest(),
        held_back=FACTOR_SCALE - scenario.clearing.prepay,
        budget_fen=points.whole_budget if points else None,
    )  # fmt: skip
    left_out = "select line, id, institution, drg, reason from left_out order by line"
    with running.desk() as duck:
        running.load_cases(duck, file, Findings())
        settled = running.settle(duck, scenario, weights)
        groups = pricing.group_sums(DUCKDB, scenario, source="priced")
        years = consortium_years(duck, scenario, period)
        fetched = [running.rows_of(duck, query) for query in (groups, left_out)]
    return GivenRun(pinned, 0, settled.statements, *fetched, years)


def _written(cases: Sequence[dict[str, str]], trial: _Trial, folder: Path) -> tuple[Path, Path]:
    """Write the scenario with its weights and the discharges, as an analyst has them."""
    weights = "\n".join(["drg,rw", *(f"{one},{rw}" for one, rw in quantity("settlement.groups"))])
    (folder / "weights.csv").write_text(f"{weights}\n", encoding="utf-8")
    path, file = folder / "scenario.toml", folder / "cases.csv"
    path.write_text(HEAD.format(zh=trial.zh, en=trial.en) + trial.text, encoding="utf-8")
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, COLUMNS)
        table.writeheader()
        table.writerows(cases)
    return path, file
