"""What the steps of a referral share: its locks, its sides, notices, grants, the audit row."""

from __future__ import annotations

from datetime import datetime

from yiyang.access.services import end_grants, write_grant
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.booking.facts import local_day
from yiyang.cases.models import Case
from yiyang.cases.services import TaskAddressee, advance, attach
from yiyang.cases.services.tasks import CASE
from yiyang.decisions.models import Decision
from yiyang.decisions.services import read_book
from yiyang.network.models import Institution, InstitutionKind
from yiyang.notices.services import notify
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.record.services import keep_summary
from yiyang.referrals.errors import EmptyText, WrongSide
from yiyang.referrals.flows import RECEIVER
from yiyang.referrals.models import Referral

ORIGIN = "referral"
ORANGE = "ORANGE"
HALF = 2  # an urgent notice goes to the next when half the clock has run
CENTRES = frozenset({InstitutionKind.CHC, InstitutionKind.CHS})
READ_WITH = ("person", "case", "from_institution", "to_institution", "booking__session")


def lock(referral: Referral) -> Referral:
    """Return a referral as it is, its person and its case held; one step goes on at a time."""
    Person.objects.select_for_update(no_key=True).get(pk=referral.person_id)
    case = Case.objects.select_for_update(no_key=True).get(pk=referral.case_id)
    fresh = Referral.objects.select_related(*READ_WITH).get(pk=referral.pk)
    fresh.case = case
    return fresh


def reading_for(urgency: str, at: datetime) -> Reading:
    """Open the book at the day of ``at``; an urgent referral's reading never refuses a mark."""
    reading = read_book(local_day(at))
    return reading.lenient() if urgency == ORANGE else reading


def only_receiver(referral: Referral, institution_id: int | None) -> None:
    """Raise WrongSide unless an institution is the referral's receiver."""
    if institution_id != referral.to_institution_id:
        raise WrongSide()


def only_sender(referral: Referral, institution_id: int | None) -> None:
    """Raise WrongSide unless an institution is the referral's sender."""
    if institution_id != referral.from_institution_id:
        raise WrongSide()


def said(text: str) -> str:
    """Return a text without its margins.  Raises EmptyText when nothing is left."""
    if not text.strip():
        raise EmptyText()
    return text.strip()


def step(
    referral: Referral,
    action: str,
    by: Actor,
    at: datetime,
    *,
    note: str = "",
    decision: Decision | None = None,
    expected_version: int | None = None,
) -> None:
    """Lead the case on by one action; at its end every grant of the referral ends too."""
    referral.case = advance(
        case=referral.case,
        action=action,
        by=by,
        at=at,
        reading=reading_for(referral.case.urgency, at),
        note=note,
        decision=decision,
        expected_version=expected_version,
        addressees={RECEIVER: TaskAddressee(institution_id=referral.to_institution_id)},
    )
    if referral.case.closed_at is not None:
        end_grants(origin_kind=ORIGIN, origin_id=referral.pk, by=by, at=at)
    record(
        by=by,
        at=at,
        action=f"referral.{action.lower()}",
        subject_kind="referral",
        subject_id=referral.pk,
        person_id=referral.person_id,
        payload={"state": referral.case.state},
    )
    changed(at, referral=referral.pk)


def let_see(referral: Referral, scope: str, by: Actor, at: datetime) -> None:
    """The receiver may see the person, as far as ``scope``, until the case ends."""
    end_grants(origin_kind=ORIGIN, origin_id=referral.pk, by=by, at=at)
    write_grant(
        person_id=referral.person_id,
        grantee_kind="INSTITUTION",
        grantee_id=referral.to_institution_id,
        purpose="TRANSFER",
        scope=scope,
        since=at,
        until=None,
        origin_kind=ORIGIN,
        origin_id=referral.pk,
        by=by,
        at=at,
    )


def send_record(referral: Referral, by: Actor, at: datetime) -> None:
    """Keep the person's summary as it is now and put it on the case."""
    summary = keep_summary(person_id=referral.person_id, by=by, at=at)
    reference = f"{summary.name} sha256:{summary.digest[:16]}"
    attach(case=referral.case, kind="HEALTH_SUMMARY", reference=reference, by=by, at=at)


def tell_receiver(
    referral: Referral, code: str, by: Actor, at: datetime, *, role: str | None = None
) -> None:
    """Notify the receiver: its desk that answers referrals, unless another role is named."""
    receiver = referral.to_institution
    _tell(referral, receiver, code, by, at, role=role or _desk_of(receiver))


def tell_sender(referral: Referral, code: str, by: Actor, at: datetime) -> None:
    """Notify the sender: the family doctors of a centre, the desk of a hospital."""
    sender = referral.from_institution
    role = "FAMILY_DOCTOR" if sender.kind in CENTRES else "HOSPITAL_DESK"
    _tell(referral, sender, code, by, at, role=role)


def _desk_of(institution: Institution) -> str:
    return "CENTRE_DESK" if institution.kind in CENTRES else "HOSPITAL_DESK"


def _tell(
    referral: Referral, institution: Institution, code: str, by: Actor, at: datetime, *, role: str
) -> None:
    """Notify a role; the next one when an urgent clock is half run."""
    tasks = referral.case.tasks.filter(institution=institution, state="OPEN", role=role)
    waiting = tasks.exclude(due_at=None).order_by("due_at").first()
    urgent = referral.case.urgency == ORANGE
    notify(
        code=code,
        params={"urgency": referral.case.urgency},
        subject_kind=CASE,
        subject_id=referral.case_id,
        role=role,
        institution_id=institution.pk,
        urgent=urgent,
        escalate_after=(waiting.due_at - at) / HALF if urgent and waiting else None,
        link=f"/referrals/{referral.case_id}/",
        by=by,
        at=at,
    )
