"""Filing care away from home: judged by the rule at once, else by the insurer's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone

from yiyang.audit.services import PROGRAM, Actor
from yiyang.cases.services import advance, open_case
from yiyang.claims.selectors import is_insured
from yiyang.cross_region.errors import FilingRefused
from yiyang.cross_region.flows import IN_FORCE, KIND
from yiyang.cross_region.models import AwayFiling
from yiyang.cross_region.services.sending import note
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.exchange.models import Node
from yiyang.network.models import Place
from yiyang.referrals.models import Referral
from yiyang.rules.cross_region.filing import ACCEPTED, REFUSED, Filed, file_away
from yiyang.rules.exchange import SETTLEMENT

LEADS_TO = ("ACCEPTED", "ARRIVED", "LOOP_CLOSED")  # states of a referral that holds
SUBJECT = "away_filing"
MONTHS = 12


@dataclass(frozen=True)
class Wish:
    """What is filed: for which node, from which day; ``is_treated``: who lies there already."""

    person_id: int
    node_id: int
    kind: str
    since: date
    proof: str = ""
    is_treated: bool = False


@transaction.atomic
def file_care_away(*, wish: Wish, by: Actor, at: datetime) -> AwayFiling:
    """File care at another node (2501A): in force at once, or to be judged by the insurer.

    Raises:
        FilingRefused: the rule refuses it; nothing has been written.
    """
    node, day = Node.objects.get(pk=wish.node_id), timezone.localdate(at)
    reading = read_book(day)
    subject = Subject("person", wish.person_id, wish.person_id)
    judged = decide(file_away, _facts(wish, node, day), reading=reading, subject=subject, at=at)
    if judged.result.outcome == REFUSED:
        first = judged.result.reasons[0]
        raise FilingRefused(reason=first.code, **first.params)
    case = open_case(
        kind=KIND,
        person_id=wish.person_id,
        institution_id=None,
        place_id=Place.objects.filter(code=settings.PLACE).values_list("pk", flat=True).first(),
        urgency="PLANNED",
        by=by,
        at=at,
        reading=reading,
        params={"node": node.code, "kind": wish.kind},
    )
    made = AwayFiling.objects.create(
        case=case,
        person_id=wish.person_id,
        kind=wish.kind,
        node=node,
        proof=wish.proof,
        since=wish.since,
        decision=judged.decision,
        asked_at=at,
    )
    note("file", (SUBJECT, made.pk), by, at, person_id=made.person_id, node=node.code)
    if judged.result.outcome == ACCEPTED:
        return _put_in_force(made, judged.decision, by=PROGRAM, at=at)
    return made


@transaction.atomic
def judge_filing(
    *, filing: AwayFiling, accepts: bool, words: str, by: Actor, at: datetime
) -> AwayFiling:
    """Accept a filing that waits, or turn it down with a reason.

    Raises:
        ActionNotOpen: it does not wait.  NoteMissing: it is turned down without a reason.
        FilingRefused: one of its kind came into force while it waited.
    """
    row = AwayFiling.objects.select_related("case", "decision").get(pk=filing.pk)
    if accepts:
        return _put_in_force(row, row.decision, by=by, at=at, words=words)
    reading = read_book(timezone.localdate(at))
    row.case = advance(case=row.case, action="TURN_DOWN", by=by, at=at, reading=reading, note=words)
    return row


@transaction.atomic
def end_filing(*, filing: AwayFiling, by: Actor, at: datetime) -> AwayFiling:
    """End a filing in force: from today on it holds no more, or no day but today if it began now.

    One that was to begin later never holds.

    Raises:
        ActionNotOpen: it is not in force.
    """
    row = AwayFiling.objects.select_for_update(of=("self",)).select_related("case")
    found, today = row.get(pk=filing.pk), timezone.localdate(at)
    reading = read_book(today)
    found.case = advance(case=found.case, action="END", by=by, at=at, reading=reading)
    if found.span is not None:
        begun = found.span.lower <= today
        until = max(today, found.span.lower + timedelta(days=1))
        found.span = DateRange(found.span.lower, until, "[)") if begun else None
        found.save(update_fields=["span"])
    note("end_filing", (SUBJECT, found.pk), by, at, person_id=found.person_id)
    return found


def nodes_to_file_for() -> list[Node]:
    """Return the nodes with which settlement is agreed, by their codes."""
    rows = Node.objects.filter(stopped_at=None, contents__contains=[SETTLEMENT])
    return list(rows.order_by("code"))


def _facts(wish: Wish, node: Node, day: date) -> Filed:
    same = _same(wish.person_id, node, wish.kind, DateRange(wish.since, None))
    referred = Referral.objects.filter(
        person=wish.person_id,
        to_institution__partner__node=node,
        case__state__in=LEADS_TO,
    )
    return Filed(
        kind=wish.kind,
        since=wish.since,
        today=day,
        is_insured=is_insured(wish.person_id, max(wish.since, day)),
        is_elsewhere=SETTLEMENT in node.contents and node.stopped_at is None,
        proof=wish.proof,
        has_referral=referred.exists(),
        is_treated=wish.is_treated,
        has_same=same.exists(),
    )


def _same(person_id: int, node: Node, kind: str, span: DateRange) -> QuerySet[AwayFiling]:
    """Return the filings of a kind that are in force in some of the days."""
    rows = AwayFiling.objects.filter(person=person_id, node=node, kind=kind)
    return rows.filter(span__overlap=span)


def _put_in_force(
    row: AwayFiling, decision: Decision, *, by: Actor, at: datetime, words: str = ""
) -> AwayFiling:
    reading = read_book(timezone.localdate(at))
    months = decision.result["months"]
    span = DateRange(row.since, _after(row.since, months) if months else None, "[)")
    if _same(row.person_id, row.node, row.kind, span).exists():
        raise FilingRefused(reason="FILING_STANDS")
    row.case = advance(
        case=row.case, action="ACCEPT", by=by, at=at, reading=reading, decision=decision, note=words
    )
    row.span = span
    row.save(update_fields=["span"])
    note("filing_in_force", (SUBJECT, row.pk), by, at, person_id=row.person_id, state=IN_FORCE)
    return row


def _after(day: date, months: int) -> date:
    """Return the day so many months later; of a month that is too short its last day."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    first = date(year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return min(first.replace(day=min(day.day, last.day)), last)
