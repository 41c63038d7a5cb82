"""Claims as the insured, an institution's desk and the insurer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, QuerySet, Sum
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.beds.models import BedClaim
from yiyang.claims.importing import Whose
from yiyang.claims.models import Claim, Cover, Settlement
from yiyang.decisions.book import BookLost, kept_book
from yiyang.decisions.models import Decision
from yiyang.kernel.plain import from_plain
from yiyang.people.selectors import person_by_identifier, visible_people
from yiyang.policy.book import PolicyError, Reading
from yiyang.rules import adjudication as rule


@dataclass(frozen=True)
class Shown:
    """A claim with the settlement that stands, None while it has none."""

    claim: Claim
    settlement: Settlement | None


@dataclass(frozen=True)
class Sums:
    """What stands for the claims a desk sees, in fen."""

    claims: int
    total_fen: int
    fund_fen: int
    person_fen: int


@dataclass(frozen=True)
class Otherwise:
    """What funds would bear of the same claim with the referral turned round."""

    is_referred: bool
    fund_fen: int
    person_fen: int


def own_claims(assignment: Assignment) -> QuerySet[Claim]:
    """Return the claims of the reader's own people, the latest first."""
    return _own(assignment).order_by("-pk")


def own_claim(assignment: Assignment, pk: int) -> Claim:
    """Return a claim of the reader's own people.  Raises Http404."""
    return get_object_or_404(_own(assignment), pk=pk)


def _own(assignment: Assignment) -> QuerySet[Claim]:
    rows = Claim.objects.filter(
        visible_to(assignment, person="person_id", scope=Grant.Scope.SUMMARY)
    )
    return rows.exclude(state=Claim.State.CORRECTED).select_related("person", "institution")


def claims_for(assignment: Assignment) -> QuerySet[Claim]:
    """Return the claims of the institution somebody settles for, or of the insurer's place."""
    rows = Claim.objects.select_related("person", "institution").order_by("-pk")
    if assignment.institution_id is not None and has_power(assignment, Power.SETTLE):
        return rows.filter(institution=assignment.institution_id)
    if assignment.place is not None and has_power(assignment, Power.SEE_CLAIMS):
        return rows.filter(institution__place__code__within=assignment.place.code)
    return rows.none()


def claim_for(assignment: Assignment, pk: int) -> Claim:
    """Return a claim of ``claims_for``.  Raises Http404."""
    return get_object_or_404(claims_for(assignment), pk=pk)


def desk_claims(
    assignment: Assignment, state: str = "", institution_id: int | None = None
) -> QuerySet[Claim]:
    """Return the claims of a desk, the latest first; of one state or institution if given."""
    rows = claims_for(assignment)
    if institution_id is not None:
        rows = rows.filter(institution=institution_id)
    return rows.filter(state=state) if state else rows


def desk_sums(assignment: Assignment) -> Sums:
    """Return what the settlements that stand come to, for the claims a desk sees."""
    rows = Settlement.objects.filter(
        reversed_at=None, claim__in=claims_for(assignment).order_by().values("pk")
    )
    found = rows.aggregate(
        claims=Count("pk"), total=Sum("total_fen"), fund=Sum("fund_fen"), own=Sum("person_fen")
    )
    return Sums(found["claims"], found["total"] or 0, found["fund"] or 0, found["own"] or 0)


def settlements_of(claims: Sequence[Claim]) -> dict[int, Settlement]:
    """Return the settlement that stands of each claim; whoever calls has checked who may see."""
    found = Settlement.objects.filter(claim__in=claims, reversed_at=None)
    return {one.claim_id: one for one in found}


def claimant_for(assignment: Assignment, whose: Whose) -> int | None:
    """Return the person of a number for whom an institution may claim, or None.

    Whom it may see, or who has lain there: a claim comes when the stay is over, and with it the
    sight of the person.  Who is not known and who is nobody's concern there look alike.
    """
    person = person_by_identifier(whose.system, whose.value, whose.issuer)
    if person is None or assignment.institution_id is None:
        return None
    lay = BedClaim.objects.filter(
        person=person, bed__institution=assignment.institution_id, kind=BedClaim.Kind.OCCUPY
    )
    if lay.exists() or visible_people(assignment).filter(pk=person).exists():
        return person
    return None


def is_insured(person_id: int, day: date) -> bool:
    """Tell whether a person is insured on a day; whoever calls has checked who may know."""
    return Cover.objects.filter(person=person_id, span__contains=day).exists()


def standing(claim: Claim) -> Settlement | None:
    """Return the settlement of a claim that stands; whoever calls has checked who may see it."""
    rows = claim.settlements.filter(reversed_at=None).select_related("decision")
    return rows.prefetch_related("bearings").first()


def otherwise(decision: Decision) -> Otherwise | None:
    """Return the same claim with the referral turned round; None where that changes nothing.

    A referral is nothing to long-term care.
    Reckoned of the book and the facts that the decision was made from; nothing is stored.
    """
    if decision.rule != rule.adjudicate.name:
        return None
    try:
        facts = from_plain(rule.Claim, decision.facts)
        reading = Reading(kept_book(decision.book_digest), decision.day, decision.place)
        turned = replace(facts, is_referred=not facts.is_referred)
        found = rule.adjudicate(turned, reading)
    except (BookLost, PolicyError):
        return None
    if found.fund_fen == decision.result["fund_fen"]:
        return None
    return Otherwise(turned.is_referred, found.fund_fen, found.person_fen)


def with_settlements(claims: Sequence[Claim]) -> list[Shown]:
    """Return claims, each with the settlement of it that stands."""
    by_claim = settlements_of(claims)
    return [Shown(claim, by_claim.get(claim.pk)) for claim in claims]
