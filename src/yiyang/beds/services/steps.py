"""What the steps of a transfer share: the case's reading, its desk, its audit row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.audit.sql import built, columns, rows, width
from yiyang.audit.together import once
from yiyang.beds import claims, facts
from yiyang.beds.models import Transfer
from yiyang.cases.models import Case
from yiyang.cases.services import locking, open_task
from yiyang.cases.services.tasks import CASE
from yiyang.decisions.services import read_book
from yiyang.network.models import Institution, InstitutionKind
from yiyang.notices.services import notify
from yiyang.policy.book import Reading
from yiyang.rules.placement.terms import URGENT, Colour

CARE_DESK_KINDS = frozenset(
    {
        InstitutionKind.CARE_INSTITUTION,
        InstitutionKind.HOME_CARE_PROVIDER,
        InstitutionKind.DAY_CARE,
        InstitutionKind.ELDER_SERVICE_CENTRE,
    }
)
URGENCIES = {Colour.RED: "RED", Colour.ORANGE: "ORANGE", Colour.YELLOW: "YELLOW"}
READ_AGAIN = f"select {columns(Transfer)} from beds_transfer where id = %(transfer)s"
LOCK_BOTH = f"""
select {columns(Case, "cases_case")}, {columns(Transfer, "beds_transfer")}
from cases_case join beds_transfer on beds_transfer.case_id = cases_case.id
where beds_transfer.id = %(transfer)s for no key update
"""
FIRST_ROUND_SHARE = 2  # an urgent notice goes to the next when half the clock has run


def urgency_of(colour: Colour) -> str:
    """Return the urgency of a case by the colour of its alarm."""
    return URGENCIES.get(colour, "PLANNED")


def reading_for(transfer: Transfer | None, at: datetime, *, urgent: bool = False) -> Reading:
    """Open the book at the day of ``at``; an emergency's reading never refuses a mark."""
    reading = read_book(facts.local_day(at))
    if urgent or (transfer is not None and Colour(transfer.colour) in URGENT):
        return reading.lenient()
    return reading


def desk_role(institution: Institution) -> str:
    """Return the role of the desk that answers for an institution's beds."""
    return "CARE_DESK" if institution.kind in CARE_DESK_KINDS else "HOSPITAL_DESK"


def lock_case(transfer: Transfer) -> None:
    """Let one step of a transfer go on at a time: first its person, then its case, then beds.

    The transfer is read as it then is: another step may have ended while this one waited.  Who
    is moved and what was decided stay as the caller read them; claims are read when needed.
    """
    claims.lock_person(transfer.person_id)
    case, now = _lock_both(transfer)
    evaluated = transfer.evaluation_id == now.evaluation_id
    stay = ("person", "evaluation") if evaluated else ("person",)
    known = {name: row for name, row in transfer._state.fields_cache.items() if name in stay}
    transfer.__dict__.update(now.__dict__)
    transfer._state.fields_cache = known
    transfer.case = case


def _lock_both(transfer: Transfer) -> tuple[Case, Transfer]:
    """Lock a case that no step has locked yet together with its transfer, and read both."""
    found: list[Transfer] = []

    def read() -> Case:
        values = rows(LOCK_BOTH, transfer=transfer.pk)[0]
        found.append(built(Transfer, values[width(Case) :]))
        return built(Case, values[: width(Case)])

    case = once(locking.key(transfer.case_id), read)
    if not found:
        found.append(built(Transfer, rows(READ_AGAIN, transfer=transfer.pk)[0]))
    return case, found[0]


def audit(action: str, transfer: Transfer, by: Actor, at: datetime, **payload: Any) -> None:
    """Write the one audit row of a service on a transfer."""
    record(
        by=by,
        at=at,
        action=f"transfer.{action}",
        subject_kind="transfer",
        subject_id=transfer.pk,
        person_id=transfer.person_id,
        payload=payload,
    )
    changed(at, transfer=transfer.pk)


def link_to(transfer: Transfer) -> str:
    """Return the page of a transfer."""
    return f"/transfers/{transfer.case_id}/"


def tell_coordinator(
    transfer: Transfer, code: str, by: Actor, at: datetime, *, clock: datetime | None = None
) -> None:
    """Notify the coordinator on duty; with a clock, the next one before it has run out."""
    is_urgent = Colour(transfer.colour) in URGENT
    notify(
        code=code,
        params={"colour": transfer.colour, "trigger": transfer.trigger},
        subject_kind=CASE,
        subject_id=transfer.case_id,
        role="COORDINATOR",
        place_id=transfer.case.place_id,
        urgent=is_urgent,
        escalate_after=_half_of(at, clock) if is_urgent else None,
        link=link_to(transfer),
        by=by,
        at=at,
    )


def ask_desk(  # noqa: PLR0917 -- who is asked what, and the three things every step passes on
    transfer: Transfer,
    institution: Institution,
    task: str,
    code: str,
    reading: Reading,
    by: Actor,
    at: datetime,
    *,
    clock: str | None = None,
    role: str = "",
) -> None:
    """Open a task at an institution, of its desk unless told; tell whoever is on duty there."""
    role = role or desk_role(institution)
    opened = open_task(
        case=transfer.case,
        code=task,
        role=role,
        institution_id=institution.pk,
        clock=clock,
        reading=reading,
        by=by,
        at=at,
    )
    is_urgent = Colour(transfer.colour) in URGENT
    notify(
        code=code,
        params={"colour": transfer.colour, "kind": transfer.wanted_kind},
        subject_kind=CASE,
        subject_id=transfer.case_id,
        role=role,
        institution_id=institution.pk,
        urgent=is_urgent,
        escalate_after=_half_of(at, opened.due_at) if is_urgent else None,
        link=link_to(transfer),
        by=by,
        at=at,
    )


def _half_of(at: datetime, due: datetime | None) -> timedelta | None:
    return None if due is None else (due - at) / FIRST_ROUND_SHARE
