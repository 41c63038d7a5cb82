"""A matter of fund supervision and a settlement of another place, for every route of one."""

from __future__ import annotations

from datetime import date
from itertools import count

from tests.budgets.rows import make_run, make_statement
from tests.conftest import NOW
from tests.world import make_institution, make_place
from yiyang.cases.models import Case
from yiyang.decisions.models import Decision
from yiyang.oversight.models import Matter, Screening
from yiyang.risks.models import Risk

_number = count(1)  # a fund has one posted run of a year


def matter() -> dict[str, object]:
    """Return the key of a matter of an institution in Huangpu."""
    place = make_place("310101002")
    institution = make_institution(place=place)
    case = Case.objects.create(
        kind="FUND_MATTER", flow_version="1", state="MATTER_TOLD", institution=institution,
        place=place, urgency="PLANNED", opened_at=NOW,
    )  # fmt: skip
    decision = Decision.objects.create(
        rule="supervision.supervise", rule_version="1", book_digest="", day=NOW.date(),
        place="310101", strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="fund_matter", subject_id=case.pk, made_at=NOW,
    )  # fmt: skip
    screening = Screening.objects.create(
        place=place, since=date(2026, 1, 1), until=date(2026, 2, 1), claims=0, found=0, known=0,
        looked_at=NOW,
    )  # fmt: skip
    Matter.objects.create(
        case=case, institution=institution, screening=screening, decision=decision
    )
    return {"pk": case.pk}


def run() -> dict[str, object]:
    """Return the key of a settlement run of another city."""
    return {"pk": make_run(place="320100").pk}


def statement() -> dict[str, object]:
    """Return the key of a posted statement of another city."""
    made = make_run(place="320100", state="POSTED", fund=f"FUND_{next(_number)}")
    return {"pk": make_statement(made, make_institution(place=make_place("310101002"))).pk}


def risk() -> dict[str, object]:
    """Return the key of a risk of another district."""
    place = make_place("310101")
    case = Case.objects.create(
        kind="RISK", flow_version="1", state="RISK_OPEN", place=place, urgency="PLANNED",
        opened_at=NOW,
    )  # fmt: skip
    decision = Decision.objects.create(
        rule="risks.watch", rule_version="1", book_digest="", day=NOW.date(), place="310101",
        strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="place", subject_id=place.pk, made_at=NOW,
    )  # fmt: skip
    Risk.objects.create(
        case=case, kind="LATE", identity=f"task:{case.pk}", owner_role="COORDINATOR",
        is_institutions=False, decision=decision, found_at=NOW,
    )  # fmt: skip
    return {"pk": case.pk}


STEPS = ("file", "explain", "review", "confirm", "return", "object", "answer", "end")
OVERSIGHT = {
    "matter": matter,
    "matter_paper": lambda: {**matter(), "kind": "PAPER_ORDERS"},
    **{f"matter_{step}": matter for step in STEPS},
    "risk": risk,
    **{f"risk_{step}": risk for step in ("answer", "return", "close")},
    "settlement_run": run,
    "settlement_run_file": run,
    "settlement_statement": statement,
    "statement_file": statement,
}
