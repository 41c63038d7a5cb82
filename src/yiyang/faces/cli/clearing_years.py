"""``yiyang clearing capitation`` and ``yiyang clearing mix``: a year by head, and case-mix."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.analytics.digest import digest_of_file
from yiyang.faces.cli.clearing import LONGEST_REASON, Number, found_run, group
from yiyang.faces.cli.group import refuse
from yiyang.faces.cli.policy import AsJson, Language
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import Message
from yiyang.kernel.money import yuan_from_fen

if TYPE_CHECKING:
    from yiyang.budgets.models import Capitation

SUMS = ("budget", "own", "referral", "excluded", "settle", "surplus", "kept", "paid")


@group.command()
def capitation(
    plan: Annotated[Path, typer.Argument(help="How the centre is paid by head: TOML.")],
    *,
    people: Annotated[Path, typer.Option("--people", help="Its people of the year: CSV.")],
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Settle a centre's year by head, care elsewhere charged to it, and post what it is paid."""
    from yiyang.analytics.settlement.heads import (  # noqa: PLC0415 -- pydantic models, only here
        read_head_plan,
        read_heads,
        year_of,
    )
    from yiyang.analytics.settlement.scenario_files import BadScenario  # noqa: PLC0415

    try:
        read = read_head_plan(plan)
        heads = read_heads(people, read)
    except BadScenario as bad:
        raise refuse(bad.findings) from bad
    joined = f"{digest_of_file(plan)} {digest_of_file(people)}".encode()
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.budgets.services import Heads, settle_heads  # noqa: PLC0415
        from yiyang.network.models import Institution  # noqa: PLC0415

        centre = Institution.objects.filter(code=read.institution).first()
        if centre is None:
            raise BadInput(
                "--institution: no institution {institution}", institution=read.institution
            )
        asked = Heads(
            read.period,
            centre,
            read.fund,
            hashlib.sha256(joined).hexdigest(),
            read.stop_loss,
            lambda limit: year_of(read, heads, limit),
        )
        kept = settle_heads(heads=asked, by=PROGRAM, at=timezone.now())
        document = _document_of(kept)
    answer(document, as_json=as_json, text=_told(document, read.period, language))


def _document_of(kept: Capitation) -> dict[str, Any]:
    return {
        "capitation": kept.pk,
        "institution": kept.institution.code,
        "people": kept.people,
        "decision": kept.decision_id,
        "reasons": kept.decision.result["reasons"],
    } | {name: yuan_from_fen(getattr(kept, f"{name}_fen")) for name in SUMS}


def _told(document: dict[str, Any], period: str, language: str) -> str:
    told = document
    lines = [f"#{told['capitation']}  {told['institution']}  {period}  {told['people']:,}"]
    lines += [f"  {name}\t{told[name]}" for name in SUMS]
    lines += [f"  {_said(each, language)}" for each in told["reasons"]]
    return "\n".join(lines)


@group.command("withdraw-capitation")
def withdraw_capitation(
    number: Annotated[int, typer.Argument(help="Number of the year by head.")],
    *,
    reason: Annotated[str, typer.Option(help="Why.")],
    as_json: AsJson = False,
) -> None:
    """Withdraw a centre's year by head; what it was paid is posted back."""
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise BadInput("--reason: say why, in at most {most} characters", most=LONGEST_REASON)
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.budgets.models import Capitation  # noqa: PLC0415
        from yiyang.budgets.services import withdraw_heads  # noqa: PLC0415

        if not Capitation.objects.filter(pk=number).exists():
            raise BadInput("there is no year by head {number}", number=number)
        made = withdraw_heads(
            capitation_id=number, reason=reason.strip(), by=PROGRAM, at=timezone.now()
        )
        kept = made.capitation
        document = {
            "capitation": kept.pk,
            "period": kept.period,
            "fund": kept.fund,
            "returned": yuan_from_fen(kept.paid_fen),
        }
    text = f"#{number}  {document['period']}  {document['fund']}  {document['returned']}"
    answer(document, as_json=as_json, text=text)


@group.command()
def mix(
    number: Number,
    *,
    before: Annotated[int, typer.Option("--before", help="A run of a year before.")] = 0,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Tell each hospital's cost adjusted for its case-mix, and its growth against the target."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.budgets.services import judge_case_mix  # noqa: PLC0415

        run, earlier = found_run(number), found_run(before) if before else None
        decision = judge_case_mix(run=run, before=earlier, by=PROGRAM, at=timezone.now())
        document = {"run": number, "decision": decision.pk} | decision.result
    lines = [
        f"  {one['institution']}\t{one['cmi']}\t{yuan_from_fen(one['unit_fen'])}\t{one['index']}"
        f"\t{one['growth_percent'] or '-'} %"
        for one in document["hospitals"]
    ]
    lines += [f"  {_said(each, language)}" for each in document["reasons"]]
    answer(document, as_json=as_json, text="\n".join(lines))


def _said(reason: dict[str, dict[str, str]], language: str) -> str:
    return say_in(Message(str(reason["code"]), reason["params"]), language)
