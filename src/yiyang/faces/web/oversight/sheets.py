"""A matter's suspicions as a table file."""

from __future__ import annotations

from django.http import HttpResponse

from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label, say
from yiyang.kernel.money import yuan_from_fen
from yiyang.oversight.models import Matter
from yiyang.oversight.selectors import EvidenceLine, Shown, shown

HEAD = ("number", "code", "asks", "claim", "line", "day", "item", "quantity", "yuan", "disputed",
        "outcome", "back_yuan")  # fmt: skip


def matter_sheet(matter: Matter) -> HttpResponse:
    """Return a row for each line of evidence; whoever calls has checked who may see it."""
    found = enumerate(shown(matter), 1)
    rows = [_row(number, one, proof) for number, one in found for proof in one.lines]
    return as_sheet(f"matter-{matter.case_id}.csv", HEAD, rows)


def _row(number: int, one: Shown, proof: EvidenceLine) -> tuple[object, ...]:
    asked = one.suspicion
    return (
        number,
        asked.code,
        say(one.message),
        proof.claim.source,
        proof.line.number,
        proof.line.on.isoformat(),
        proof.line.code,
        proof.line.quantity.normalize(),
        yuan_from_fen(proof.line.fen),
        int(proof.is_disputed),
        label(f"OUTCOME_{asked.outcome}"),
        yuan_from_fen(asked.back_fen),
    )
