"""``yiyang posts``: how many posts the recorded work of a period needs, beside those there are."""

from __future__ import annotations

from typing import Annotated

import typer

from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place
from yiyang.faces.cli.shell import answer, program


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(posts)


def posts(
    *,
    period: Annotated[str, typer.Option("--period", help="2026, 2026-Q1 or 2026-03.")],
    place: Place = HOME_PLACE,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Reckon the posts of every institution from the ledger, and keep them with their decisions."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.faces.wording import label_in  # noqa: PLC0415
        from yiyang.layouts.models import StaffingNeed  # noqa: PLC0415
        from yiyang.layouts.services import reckon_staffing  # noqa: PLC0415

        kept = reckon_staffing(period=period, place=place, by=PROGRAM, at=timezone.now())
        found = StaffingNeed.objects.filter(
            period=period, institution__place__code__within=place
        ).select_related("institution")
        needs = [
            {
                "institution": row.institution.code,
                "profession": row.profession,
                "acts": row.acts,
                "minutes": row.minutes,
                "posts": str(row.posts),
                "have": row.have,
                "standing": row.standing,
                "decision": row.decision_id,
            }
            for row in found.order_by("institution__code", "profession")
        ]
        lines = [
            f"{each['institution']:<16} {each['profession']:<20} {each['posts']:>8} / "
            f"{each['have']:<4} {label_in(str(each['standing']), language)}"
            for each in needs
        ]
        document = {"period": period, "rows": kept, "needs": needs}
        answer(document, as_json=as_json, text="\n".join(lines))
