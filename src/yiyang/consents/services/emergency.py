"""Breaking the glass: a reason, a grant for hours, a word to the person, a review that is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.access.models import Account, Grant, Role
from yiyang.access.services import end_grants, write_grant
from yiyang.audit.services import Actor, record
from yiyang.cases.models import Case
from yiyang.cases.services import advance, open_case
from yiyang.consents.errors import GlassNotBroken, OwnAccessReviewed, WordsNeeded
from yiyang.consents.facts import provisions_of
from yiyang.consents.flows import ABUSED, REVIEW
from yiyang.consents.models import EmergencyAccess
from yiyang.consents.services.giving import book_of, role_of
from yiyang.decisions.services import Subject, decide
from yiyang.kernel.identifiers import DISTRICT_DIGITS
from yiyang.network.models import Place
from yiyang.notices.services import notify
from yiyang.people.models import Person, Relative
from yiyang.policy.book import Reading
from yiyang.rules.consents.seeing import EMERGENCY, INSTITUTION, SightFacts, may_see

ORIGIN = "emergency"
PLANNED = "PLANNED"  # the clock of a review is a line of the book, not one of urgency
SHORTEST = timedelta(hours=1)  # where the book has no line: one of its own unit


@transaction.atomic
def break_glass(
    *, person_id: int, reason: str, words: str, by: Actor, at: datetime
) -> EmergencyAccess:
    """Let a clinician see a whole record for some hours; the person hears of it at once.

    Missing or unsettled values of the book never stop it: the shortest time is taken.

    Raises:
        WordsNeeded: nothing is said about why.
        GlassNotBroken: the role or the reason does not allow it.
    """
    if not words.strip():
        raise WordsNeeded
    person = Person.objects.select_related("place").get(pk=person_id)
    reading = book_of(person, at).lenient()
    facts = SightFacts(
        purpose=EMERGENCY,
        scope=Grant.Scope.RECORD,
        role=role_of(by),
        relation=INSTITUTION,
        actor=f"ACCOUNT:{by.account_id}",
        origin=ORIGIN,
        reason=reason,
        provisions=provisions_of(person_id, at),
    )
    sight = may_see(facts, reading)
    if not sight.allowed:
        first = sight.reasons[0]
        raise GlassNotBroken(reason=first.code, **first.params)
    lasts = reading.safest_duration("consents.emergency_lasts") or SHORTEST
    case = _review(person, by, at)
    seen = decide(
        may_see, facts, reading=reading, subject=Subject("case", case.pk, person_id), at=at
    )
    task = case.tasks.order_by("pk").first()
    access = EmergencyAccess.objects.create(
        person=person,
        account_id=by.account_id,
        assignment_id=by.assignment_id,
        reason=reason,
        words=words.strip(),
        span=DateTimeTZRange(at, at + lasts, "[)"),
        review_due_at=task.due_at if task else None,
        case=case,
        decision=seen.decision,
    )
    _open(access, by, at)
    return access


@transaction.atomic
def review_emergency(
    *, access_id: int, is_justified: bool, words: str, by: Actor, at: datetime
) -> EmergencyAccess:
    """Say whether breaking the glass was justified; an abuse ends what is left of it at once.

    Raises:
        OwnAccessReviewed: the reviewer is who broke the glass.
        NoteMissing, ActionNotOpen: nothing is said, or it was reviewed before.
    """
    found = EmergencyAccess.objects.select_related("case", "person__place").get(pk=access_id)
    if found.account_id == by.account_id:
        raise OwnAccessReviewed
    action = "FIND_JUSTIFIED" if is_justified else "FIND_ABUSE"
    reading = book_of(found.person, at).lenient()
    case = advance(case=found.case, action=action, by=by, at=at, reading=reading, note=words)
    if case.state == ABUSED:
        end_grants(origin_kind=ORIGIN, origin_id=found.pk, by=by, at=at)
    found.case = case
    verdict = {"verdict": case.state}
    tell_person(found.person, "EMERGENCY_REVIEWED", about=found.pk, params=verdict, by=by, at=at)
    record(
        by=by,
        at=at,
        action="emergency.reviewed",
        subject_kind=ORIGIN,
        subject_id=found.pk,
        person_id=found.person_id,
        payload={"verdict": case.state},
    )
    return found


def tell_person(
    person: Person, code: str, *, about: int, params: dict[str, str], by: Actor, at: datetime
) -> int:
    """Tell the person, and who represents them, by notice; return how many accounts were told."""
    represents = Relative.objects.filter(
        person=person, is_representative=True, account__isnull=False
    ).values("account")
    own = Account.objects.filter(person=person, is_active=True)
    told = own | Account.objects.filter(pk__in=represents, is_active=True)
    for account in told.order_by("pk"):
        notify(
            code=code,
            params=params,
            subject_kind=code,
            subject_id=about,
            role=Role.RESIDENT,
            account_id=account.pk,
            link=f"/my/people/{person.pk}/looks/",
            by=by,
            at=at,
        )
    return len(told)


def district_of(reading: Reading) -> int | None:
    """Return the key of the district whose officers review, of a person's own reading.

    It is where they live, and this node's own where nobody knows their place: somebody reviews
    each.
    """
    code = reading.place[:DISTRICT_DIGITS]
    return Place.objects.filter(code=code).values_list("pk", flat=True).first()


def _review(person: Person, by: Actor, at: datetime) -> Case:
    """The case of the review; it names nobody: its officer sees no person."""
    reading = book_of(person, at).lenient()
    return open_case(
        kind=REVIEW,
        person_id=None,
        institution_id=None,
        place_id=district_of(reading),
        urgency=PLANNED,
        by=by,
        at=at,
        reading=reading,
    )


def _open(access: EmergencyAccess, by: Actor, at: datetime) -> None:
    write_grant(
        person_id=access.person_id,
        grantee_kind=Grant.GranteeKind.ACCOUNT,
        grantee_id=access.account_id,
        purpose=Grant.Purpose.EMERGENCY,
        scope=Grant.Scope.RECORD,
        since=at,
        until=access.span.upper,
        origin_kind=ORIGIN,
        origin_id=access.pk,
        by=by,
        at=at,
    )
    reason = {"reason": access.reason}
    tell_person(access.person, "EMERGENCY_LOOK", about=access.pk, params=reason, by=by, at=at)
    notify(
        code="EMERGENCY_TO_REVIEW",
        params=reason,
        subject_kind="CASE",
        subject_id=access.case_id,
        role=Role.AUDIT_OFFICER,
        place_id=access.case.place_id,
        link="/officers/emergencies/",
        by=by,
        at=at,
    )
    record(
        by=by,
        at=at,
        action="emergency.glass_broken",
        subject_kind=ORIGIN,
        subject_id=access.pk,
        person_id=access.person_id,
        payload={"reason": access.reason, "until": access.span.upper},
    )
