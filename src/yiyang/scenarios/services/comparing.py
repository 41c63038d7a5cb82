"""Two runs side by side under the same random numbers, and what may be said of them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.decisions.book import kept_book
from yiyang.decisions.services import Subject, decide
from yiyang.policy.book import Reading
from yiyang.rules.planning import Compared, compare
from yiyang.scenarios.errors import NotComparable
from yiyang.scenarios.models import Comparison, Scenario, SimulationRun, Verdict
from yiyang.scenarios.selectors import plan_of, results_of
from yiyang.scenarios.services.ordering import order_run

if TYPE_CHECKING:
    from yiyang.planning.simulation.summary import Estimate

# Of what less is better; other figures are shown without a verdict.
JUDGED = ("WAIT", "WORST_PLACE_WAIT", "DIED_WAITING", "WAIT:", "BLOCKED:", "GAVE_UP:")
SHARED = ("seed", "days", "warm_up", "replications", "book_digest", "program", "confidence_percent")
PLACES = Decimal("0.000001")


@transaction.atomic
def order_beside_base(*, scenario: Scenario, by: Actor, at: datetime) -> Comparison | SimulationRun:
    """Order a run of a plan and of its base, and their comparison; of a base its run alone.

    Raises:
        NotComparable: the plan counts other days or draws other numbers than its base.
    """
    if scenario.base is None:
        return order_run(scenario=scenario, by=by, at=at)
    base = order_run(scenario=scenario.base, by=by, at=at)
    run = order_run(scenario=scenario, by=by, at=at)
    return compare_runs(plan=run, against=base, by=by, at=at)


@transaction.atomic
def compare_runs(
    *, plan: SimulationRun, against: SimulationRun, by: Actor, at: datetime
) -> Comparison:
    """Set two runs side by side; judged at once where both are done, else when they are.

    Raises:
        NotComparable: they share no random numbers or do not count the same days.
    """
    if plan.pk == against.pk or any(getattr(plan, n) != getattr(against, n) for n in SHARED):
        raise NotComparable
    row, is_new = Comparison.objects.get_or_create(
        plan=plan, against=against, defaults={"made_at": at}
    )
    if is_new:
        payload = {"plan": plan.pk, "against": against.pk}
        record(
            by=by, at=at, action="scenarios.compare", subject_kind="comparison",
            subject_id=row.pk, payload=payload,
        )  # fmt: skip
    judge_finished(plan, by, at)
    row.refresh_from_db()
    return row


def judge_finished(run: SimulationRun, by: Actor, at: datetime) -> None:
    """Judge every comparison with a run of which both sides are done."""
    done = {"plan__state": SimulationRun.State.DONE, "against__state": SimulationRun.State.DONE}
    waiting = Comparison.objects.filter(judged_at=None, **done).select_for_update(of=("self",))
    for row in waiting.filter(plan=run) | waiting.filter(against=run):
        _judge(row, by, at)


def _judge(row: Comparison, by: Actor, at: datetime) -> None:
    from yiyang.planning.simulation.overview import plain  # noqa: PLC0415 -- compiled libraries
    from yiyang.planning.simulation.summary import differences  # noqa: PLC0415

    confidence = row.plan.confidence_percent / 100
    paired = differences(results_of(row.plan), results_of(row.against), confidence)
    plan = plan_of(row.plan.scenario)
    book = kept_book(row.plan.book_digest)
    for figure, found in paired.items():
        if found.half is None or not (figure in JUDGED[:3] or figure.startswith(JUDGED[3:])):
            continue
        decided = decide(
            compare, _facts(row, figure, found), reading=Reading(book, plan.on, plan.place),
            subject=Subject("comparison", row.pk), at=at,
        )  # fmt: skip
        Verdict.objects.create(
            comparison=row, figure=figure, verdict=decided.result.verdict,
            decision=decided.decision,
        )  # fmt: skip
    row.differences, row.judged_at = plain(paired), at
    row.save(update_fields=["differences", "judged_at"])
    record(
        by=by, at=at, action="scenarios.judge", subject_kind="comparison", subject_id=row.pk,
        payload={"figures": len(paired)},
    )  # fmt: skip


def _facts(row: Comparison, figure: str, found: Estimate) -> Compared:
    return Compared(
        figure, f"scenario {row.plan.scenario_id}", f"scenario {row.against.scenario_id}",
        Decimal(found.mean).quantize(PLACES), Decimal(found.half or 0).quantize(PLACES),
        found.number, row.plan.confidence_percent,
    )  # fmt: skip
