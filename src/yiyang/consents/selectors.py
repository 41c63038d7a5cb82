"""Reading the ledger of consents: only of people whom the reader may see as their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.shortcuts import get_object_or_404

from yiyang.access.denials import NEVER_DENIED
from yiyang.access.models import Account, Assignment, Denial, Grant
from yiyang.access.visibility import is_closed_in_part, visible_to
from yiyang.consents.facts import signer_of
from yiyang.consents.looks import Explained, look_of
from yiyang.consents.models import Consent, EmergencyAccess, ExportRequest, LookQuestion
from yiyang.kernel.identifiers import DISTRICT_DIGITS
from yiyang.network.models import Institution
from yiyang.people.models import Person, Relative

SPOKEN_FOR = ("PERSON", "REPRESENTATIVE")


@dataclass(frozen=True)
class Standing:
    """Somebody who has a reason to see a person now, how much, and because of what.

    ``is_closed``: the person's refusal covers it.  ``without``: categories that it closes.
    """

    grant: Grant
    institution: Institution | None
    account: Account | None
    is_closed: bool = False
    without: tuple[str, ...] = ()


def consents_for(assignment: Assignment) -> QuerySet[Consent]:
    """Return the consents of the people whose whole record an assignment may see."""
    seen = visible_to(assignment, person="person", scope=Grant.Scope.RECORD)
    return Consent.objects.filter(seen).select_related(
        "person", "grantee_account", "grantee_institution", "decision", "given_by", "witness"
    )


def own_consents(assignment: Assignment, person: Person) -> QuerySet[Consent]:
    """Return the consents of one person, newest first."""
    return consents_for(assignment).filter(person=person).order_by("-pk")


def consent_for(assignment: Assignment, consent_id: int) -> Consent:
    """Return a consent that the reader's account may give or end: their own, or as represented.

    Raises:
        Http404: there is no such consent, or it is not theirs; the two look the same.
    """
    found = get_object_or_404(consents_for(assignment), pk=consent_id)
    speaks = signer_of(assignment.account_id, found.person_id) in SPOKEN_FOR
    return found if speaks else get_object_or_404(Consent.objects.none())


def people_spoken_for(assignment: Assignment) -> QuerySet[Person]:
    """Return the people for whom the reader's account may consent, themselves first by name."""
    own = Account.objects.filter(pk=assignment.account_id).values("person")
    represented = Relative.objects.filter(
        account=assignment.account_id, is_representative=True
    ).values("person")
    seen = Person.objects.filter(visible_to(assignment, scope=Grant.Scope.RECORD))
    return (seen.filter(pk__in=own) | seen.filter(pk__in=represented)).order_by("name_key", "pk")


def emergency_until(assignment: Assignment, person: Person, at: datetime) -> datetime | None:
    """Return until when the reader sees a person because they broke the glass; None: they do not.

    Only an access in force at ``at``: a review that found abuse has ended it.
    """
    grants = Grant.objects.filter(
        person=person,
        grantee_kind=Grant.GranteeKind.ACCOUNT,
        grantee_id=assignment.account_id,
        purpose=Grant.Purpose.EMERGENCY,
        span__contains=at,
    )
    return max((grant.span.upper for grant in grants), default=None)


def who_sees(person: Person, at: datetime) -> list[Standing]:
    """Return who may see a person at a moment by a grant, relatives first, then institutions."""
    grants = Grant.objects.filter(person=person, span__contains=at)
    found = list(grants.order_by("grantee_kind", "-scope", "pk"))
    ids: dict[str, set[int]] = {"ACCOUNT": set(), "INSTITUTION": set()}
    for grant in found:
        ids[grant.grantee_kind].add(grant.grantee_id)
    accounts = Account.objects.in_bulk(ids["ACCOUNT"])
    institutions = Institution.objects.in_bulk(ids["INSTITUTION"])
    denials = list(Denial.objects.filter(person=person, span__contains=at))
    standing = []
    for grant in found:
        reaching = [denial for denial in denials if _reaches(denial, grant)]
        is_institution = grant.grantee_kind == "INSTITUTION"
        standing.append(
            Standing(
                grant,
                institutions.get(grant.grantee_id) if is_institution else None,
                None if is_institution else accounts.get(grant.grantee_id),
                any(not denial.categories for denial in reaching),
                tuple(sorted({code for denial in reaching for code in denial.categories})),
            )
        )
    return _joined(standing)


def _joined(found: list[Standing]) -> list[Standing]:
    """Name once who sees as much for the same reason by several grants: until the last ends."""
    lasting: dict[tuple[object, ...], Standing] = {}
    for one in found:
        grant, until = one.grant, one.grant.span.upper
        said = (grant.grantee_kind, grant.grantee_id, grant.scope, grant.origin_kind)
        known = lasting.setdefault((*said, one.is_closed, one.without), one)
        ends = known.grant.span.upper
        if ends is not None and (until is None or until > ends):
            lasting[(*said, one.is_closed, one.without)] = one
    return list(lasting.values())


def _reaches(denial: Denial, grant: Grant) -> bool:
    if grant.grantee_kind != "INSTITUTION" or grant.purpose in NEVER_DENIED:
        return False
    return grant.origin_kind not in denial.kept and denial.institution_id in (
        None,
        grant.grantee_id,
    )


def client_consent(person_id: int, client_id: str, at: datetime) -> Consent | None:
    """Return the consent in force by which an app may see a person, or None."""
    return (
        Consent.objects.filter(
            person=person_id,
            grantee_kind=Consent.Grantee.CLIENT,
            grantee_client=client_id,
            kind=Consent.Kind.PERMIT,
            state=Consent.State.IN_FORCE,
            span__contains=at,
        )
        .order_by("-pk")
        .first()
    )


def possible_relatives(person: Person) -> QuerySet[Relative]:
    """Return a person's relatives who can sign in, so that a consent can name them."""
    known = Relative.objects.filter(person=person, account__isnull=False, account__is_active=True)
    return known.exclude(account__person=person).order_by("pk")


def possible_institutions(person: Person) -> QuerySet[Institution]:
    """Return the open institutions that a consent can name: of the district, of other nodes."""
    code = person.place.code[:DISTRICT_DIGITS] if person.place else "-"
    near = Q(place__code__within=code) | Q(is_elsewhere=True)
    found = Institution.objects.filter(near, is_open=True)
    return found.order_by("name_zh", "pk")


def emergencies_for(assignment: Assignment) -> QuerySet[EmergencyAccess]:
    """Return the emergency accesses that an officer reviews: of the people of their place.

    Whose record it was is not shown to them: a reviewer needs the reason, not the name.
    """
    code = assignment.place.code if assignment.place else "-"
    found = EmergencyAccess.objects.filter(case__place__code__within=code)
    return found.select_related(
        "case", "account", "assignment__institution", "assignment__place", "decision"
    )


def emergency_for(assignment: Assignment, pk: int) -> EmergencyAccess:
    """Return one emergency access for its review.  Raises Http404."""
    return get_object_or_404(emergencies_for(assignment), pk=pk)


def questions_for(assignment: Assignment) -> QuerySet[LookQuestion]:
    """Return the questions about looks that an officer answers: of the people of their place."""
    code = assignment.place.code if assignment.place else "-"
    return LookQuestion.objects.filter(case__place__code__within=code).select_related("case")


def question_for(assignment: Assignment, pk: int) -> LookQuestion:
    """Return one question for its answer.  Raises Http404."""
    return get_object_or_404(questions_for(assignment), pk=pk)


def sees_already(assignment: Assignment, person_id: int) -> bool:
    """Tell whether somebody sees a whole record already, so that no glass is to be broken.

    A record of which a category is closed to them is not whole: an emergency opens that too.
    """
    if is_closed_in_part(assignment, person_id):
        return False
    seen = visible_to(assignment, scope=Grant.Scope.RECORD)
    return Person.objects.filter(seen, pk=person_id).exists()


def exports_of(assignment: Assignment) -> QuerySet[ExportRequest]:
    """Return the exports that an assignment's account has asked for, newest first."""
    mine = ExportRequest.objects.filter(asked_by__account=assignment.account_id)
    return mine.select_related("place", "answered_by__account").order_by("-pk")


def exports_to_answer(assignment: Assignment) -> QuerySet[ExportRequest]:
    """Return the exports of an officer's place, newest first."""
    code = assignment.place.code if assignment.place else "-"
    found = ExportRequest.objects.filter(place__code__within=code)
    return found.select_related(
        "place", "asked_by__account", "asked_by__institution", "asked_by__place"
    ).order_by("-pk")


def own_export_for(assignment: Assignment, pk: int) -> ExportRequest:
    """Return an export that the reader asked for.  Raises Http404."""
    return get_object_or_404(exports_of(assignment), pk=pk)


def export_to_answer(assignment: Assignment, pk: int) -> ExportRequest:
    """Return an export of an officer's place.  Raises Http404."""
    return get_object_or_404(exports_to_answer(assignment), pk=pk)


def questions_with_looks(
    assignment: Assignment, most: int
) -> list[tuple[LookQuestion, Explained | None]]:
    """Return the questions of an officer's place with the look each is about, open ones first."""
    found = questions_for(assignment).order_by(
        F("case__closed_at").desc(nulls_first=True), "answer_due_at", "pk"
    )[:most]
    return [(question, look_of(question)) for question in found]


def colleagues(assignment: Assignment) -> QuerySet[Account]:
    """Return who works at the reader's institution now, but for the reader."""
    found = Account.objects.filter(
        assignments__institution=assignment.institution_id or 0,
        assignments__span__contains=Now(),
        is_active=True,
    )
    return found.exclude(pk=assignment.account_id).distinct().order_by("first_name", "pk")


def place_of(assignment: Assignment) -> int:
    """Return the key of the place an assignment is for: its own, or of its institution."""
    if assignment.institution is not None:
        return assignment.institution.place_id
    return assignment.place_id or 0
