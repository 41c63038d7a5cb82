"""``yiyang clearing``: settlement runs that are kept; posting them, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.policy import AsJson, Language
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.faces.wording import label_in, say_in
from yiyang.kernel.messages import Message
from yiyang.kernel.money import yuan_from_fen

if TYPE_CHECKING:
    from yiyang.budgets.models import SettlementRun

group = typer.Typer(no_args_is_help=True, help="Settlement runs that are kept, and their posting.")
Number = Annotated[int, typer.Argument(help="The run's number.")]
LONGEST_REASON = 300
BALANCE = ("budget", "actual", "outside", "primary", "kept", "fund", "own")
AMOUNTS = ("cost", "fee", "fund", "ledger", "assessed", "deducted", "due", "prepaid", "rest")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="clearing")


@group.command("list")
def list_runs(*, language: Language = "zh", as_json: AsJson = False) -> None:
    """List the runs that are kept, the latest first."""
    with program():
        from yiyang.budgets.selectors import runs  # noqa: PLC0415 -- Django is set up

        documents = [_head(run) for run in runs()]
    lines = [
        f"#{one['run']}\t{one['kind']}\t{one['period']}\t{one['fund']}\t{one['state']}\t"
        f"{one['fund_yuan']}\t{one['name'][language]}"
        for one in documents
    ]
    answer(documents, as_json=as_json, text="\n".join(lines))


@group.command()
def show(number: Number, *, language: Language = "zh", as_json: AsJson = False) -> None:
    """Show a run: statements, methods, what was left out, and what the law says of it."""
    with program():
        document = _whole(found_run(number))
    answer(document, as_json=as_json, text=_sheet(document, language))


@group.command()
def post(number: Number, *, language: Language = "zh", as_json: AsJson = False) -> None:
    """Post a kept run: a month's prepayments, or a year's clearing.  Exit 3 where it may not be."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.budgets.services import post_run  # noqa: PLC0415

        found_run(number)
        document = _whole(post_run(run_id=number, by=PROGRAM, at=timezone.now()))
    answer(document, as_json=as_json, text=_sheet(document, language))


@group.command()
def withdraw(
    number: Number,
    *,
    reason: Annotated[str, typer.Option(help="Why.")],
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Withdraw a run; what it posted is posted back."""
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise BadInput("--reason: say why, in at most {most} characters", most=LONGEST_REASON)
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.budgets.services import withdraw_run  # noqa: PLC0415

        found_run(number)
        now = timezone.now()
        run = withdraw_run(run_id=number, reason=reason.strip(), by=PROGRAM, at=now)
        document = _whole(run)
    answer(document, as_json=as_json, text=_sheet(document, language))


def found_run(number: int) -> SettlementRun:
    """Return a run of this place.  Raises BadInput when there is none."""
    from yiyang.budgets.selectors import runs  # noqa: PLC0415 -- Django is set up

    run = runs().filter(pk=number).first()
    if run is None:
        raise BadInput("there is no run {number}", number=number)
    return run


def _head(run: SettlementRun) -> dict[str, Any]:
    return {
        "run": run.pk,
        "kind": run.kind,
        "period": run.period,
        "fund": run.fund,
        "method": run.method,
        "state": run.state,
        "name": {"zh": run.name_zh, "en": run.name_en},
        "source": run.source,
        "mark": run.mark,
        "scenario_digest": run.scenario_digest,
        "cases_digest": run.cases_digest,
        "rows": run.rows,
        "cases": run.cases,
        "fund_yuan": yuan_from_fen(run.fund_fen),
        "decision": run.decision_id,
    }


def _whole(run: SettlementRun) -> dict[str, Any]:
    from yiyang.budgets.selectors import methods_of, reasons_of  # noqa: PLC0415 -- Django is set up

    statements = run.statements.select_related("institution").order_by("institution__code")
    return _head(run) | {
        "judged": run.decision.result if run.decision else None,
        "methods": [
            {"method": name, "cases": n, "fee": yuan_from_fen(fee), "fund": yuan_from_fen(fund)}
            for name, n, fee, fund in methods_of(run)
        ],
        "left_out": dict(reasons_of(run)),
        "packages": run.packages.count(),
        "consortia": [
            {"consortium": each.consortium.number, "decision": each.decision_id}
            | {name: yuan_from_fen(getattr(each, f"{name}_fen")) for name in BALANCE}
            for each in run.consortia.select_related("consortium").order_by("consortium__number")
        ],
        "statements": [
            {"institution": each.institution.code, "cases": each.cases}
            | {name: yuan_from_fen(getattr(each, f"{name}_fen")) for name in AMOUNTS}
            for each in statements
        ],
    }


def _sheet(document: dict[str, Any], language: str) -> str:
    lines = [
        f"#{document['run']}  {document['name'][language]}  [{document['mark']}]  "
        f"{document['period']}  {document['state']}"
    ]
    judged = document["judged"]
    lines += [
        f"  {say_in(Message(each['code'], each['params']), language)}" for each in judged["reasons"]
    ]
    if judged["grouped_percent"] is not None:
        lines.append(f"  {judged['grouped_percent']} % / {judged['target_percent'] or '-'} %")
    lines += [
        f"  {label_in('METHOD_' + one['method'], language)}\t{one['cases']:,}\t{one['fund']}"
        for one in document["methods"]
    ]
    lines += [f"  {n:,}  {label_in(code, language)}" for code, n in document["left_out"].items()]
    lines += [
        f"  {one['consortium']}\t{one['budget']} - {one['actual']}\t{one['kept']} / {one['fund']}"
        f" / {one['own']}"
        for one in document["consortia"]
    ]
    lines += [
        f"  {one['institution']}\t{one['due']} - {one['prepaid']} = {one['rest']}"
        for one in document["statements"]
    ]
    return "\n".join(lines)
