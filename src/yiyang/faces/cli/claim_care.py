"""``yiyang claim-care MONTH``: recorded acts of care claimed from long-term care insurance."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Any

import typer

from yiyang.faces.cli.policy import AsJson, Language
from yiyang.faces.cli.shell import BadInput, answer, program, say
from yiyang.faces.wording import say_in
from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import Message
from yiyang.policy.book import NotInForce

HELD = "held"
Month = Annotated[str, typer.Argument(help="A month that is over, such as 2026-03.")]
Of = Annotated[str, typer.Option("--institution", help="Only people whom it cared for, by code.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="claim-care")(command)


def command(
    month: Month, *, institution: Of = "", language: Language = "zh", as_json: AsJson = False
) -> None:
    """Claim a month's acts of care, settle the claims, and list every act that is not claimed.

    Each person's month is claimed whole or not at all.  Run again it changes only what acts that
    were recorded or reversed since then change.
    """
    first = _first(month)
    with program():
        document = _claimed(first, institution, language)
    for one in [*document["held"], *document["left_out"]]:
        said = " ".join(str(one[name]) for name in ("person", "act", "on", "item") if name in one)
        say(f"{said}: {one['said']}")
    counts = ", ".join(f"{name} {count}" for name, count in document["counts"].items())
    answer(document, as_json=as_json, text=counts or "0")


def _claimed(first: date, institution: str, language: str) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.claims.care_selectors import cared_for, not_claimed  # noqa: PLC0415
    from yiyang.claims.errors import MonthNotOver  # noqa: PLC0415
    from yiyang.claims.services import claim_care  # noqa: PLC0415
    from yiyang.network.models import Institution  # noqa: PLC0415

    if institution and not Institution.objects.filter(code=institution).exists():
        raise BadInput("--institution: no institution {institution}", institution=institution)
    at = timezone.now()
    counts: Counter[str] = Counter()
    held, left_out = [], []
    for person_id in cared_for(first, institution):
        try:
            done = claim_care(person_id=person_id, first=first, by=PROGRAM, at=at)
        except MonthNotOver:
            raise
        except (Refused, NotInForce) as against:
            counts[HELD] += 1
            held.append({"person": person_id, **_because(against, language)})
            continue
        counts.update(done.counts)
        left_out += [
            {
                "act": one.act.pk,
                "on": one.on.isoformat(),
                "item": one.act.item,
                "institution": one.act.institution.code,
                "minutes": one.minutes,
                "reason": one.reason,
                "said": say_in(Message(one.reason), language),
            }
            for one in not_claimed(done.month)
        ]
    return {"counts": dict(sorted(counts.items())), "held": held, "left_out": left_out}


def _because(against: Refused | NotInForce, language: str) -> dict[str, str]:
    if isinstance(against, Refused):
        return {"code": against.code, "said": say_in(against.message, language)}
    return {"code": "NOT_IN_FORCE", "said": str(against)}


def _first(month: str) -> date:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError as fault:
        raise BadInput("{month}: no month, such as 2026-03", month=month) from fault
