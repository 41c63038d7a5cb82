"""What a run came to: who paid, who was paid, what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from yiyang.accounts.models import Posting, Run

PAID = """
select d.kind, d.payer, c.kind, sum(p.fen)::bigint from accounts_posting p
join accounts_account d on d.id = p.debit_id join accounts_account c on c.id = p.credit_id
where p.run_id = %s and p.reverses_id is null group by 1, 2, 3 order by 1, 2, 3
"""
LEFT_OUT = """
select reason, count(*) from fees_subject s, unnest(s.reasons) as reason
where s.run_id = %s and not s.counts group by reason order by reason
"""


@dataclass(frozen=True)
class Summary:
    """Amounts in fen; people by the member rows that count; what is left out by reason.

    ``held`` is the part for staff of institutions where nobody could be paid.
    """

    period: str
    sequence: int
    state: str
    counted: int
    left_out: int
    reasons: Mapping[str, int]
    payers: Mapping[str, int]
    paid: int
    staff: int
    rest: int
    held: int
    reversed: int
    postings: int
    input_digest: str
    output_digest: str


def summary_of(run: Run) -> Summary:
    """Return what a run came to, as far as it is staged."""
    payers: dict[str, int] = {}
    out = {"STAFF": 0, "INSTITUTION": 0}
    with connection.cursor() as cursor:
        cursor.execute(PAID, (run.pk,))
        for debit, payer, credit, fen in cursor:
            if credit == "POOL":
                name = payer if debit == "PAYER" else "PERSON"
                payers[name] = payers.get(name, 0) + fen
            else:
                out[credit] += fen
        cursor.execute(LEFT_OUT, (run.pk,))
        reasons = dict(cursor.fetchall())
    paid = sum(payers.values())
    rows = Posting.objects.filter(run=run)
    return Summary(
        period=run.period,
        sequence=run.sequence,
        state=run.state,
        counted=run.subjects.filter(counts=True).count(),
        left_out=run.subjects.filter(counts=False).count(),
        reasons=reasons,
        payers=payers,
        paid=paid,
        staff=out["STAFF"],
        rest=out["INSTITUTION"],
        held=paid - out["STAFF"] - out["INSTITUTION"],
        reversed=rows.filter(reverses__isnull=False).count(),
        postings=rows.count(),
        input_digest=run.input_digest,
        output_digest=run.output_digest,
    )
