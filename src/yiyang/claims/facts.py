"""A stored claim as the frozen value that adjudication takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from yiyang.accounts.models import Account
from yiyang.accounts.owners import Owner
from yiyang.accounts.selectors import balance
from yiyang.booking.facts import standing_of
from yiyang.claims.counting import counted_before
from yiyang.claims.errors import NoBirthday, NoLevel, NotInsured
from yiyang.claims.models import Claim, ClaimLine, Cover
from yiyang.network.facts import Designated, level_of
from yiyang.network.models import Scheme
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.referrals.models import Referral
from yiyang.rules import adjudication as rule
from yiyang.rules.booking.terms import INSIDE

LEADS_TO = ("ACCEPTED", "ARRIVED", "LOOP_CLOSED")  # states of a referral that holds


@dataclass(frozen=True)
class Cause:
    """Who is insured for a claim, and in which insurance year it counts."""

    cover: Cover
    year_from: date


def cover_of(person_id: int, day: date) -> Cover:
    """Return how a person is insured on a day.

    Raises:
        NotInsured: not at all.
    """
    found = Cover.objects.filter(person=person_id, span__contains=day).first()
    if found is None:
        raise NotInsured()
    return found


def claim_facts(
    claim: Claim, cause: Cause, reading: Reading, lines: Iterable[ClaimLine] | None = None
) -> rule.Claim:
    """Return what the rule asks about a claim; the caller holds the locks of who pays.

    The institution must be designated on the day the care began: a stay that goes on beyond the end
    of a designation is paid.  Of another node's, that node has seen to it.

    Args:
        lines: of a claim that is not stored; None: those that are.

    Raises:
        NoBirthday, NoLevel: the age, or the level of the hospital, is not known.
    """
    institution = claim.institution
    level = level_of(institution)
    if level is None:
        raise NoLevel()
    found = claim.lines.order_by("number") if lines is None else lines
    standing = standing_of(claim.person_id, claim.begun_on)
    return rule.Claim(
        kind=claim.kind,
        level=level,
        is_designated=institution.is_elsewhere or _is_designated(claim),
        is_referred=is_referred(claim, reading),
        is_emergency=claim.is_emergency,
        lines=tuple(line_facts(line) for line in found),
        insured=_insured(claim, cause.cover),
        accumulated=counted_before(claim, cause.year_from, reading),
        filing=claim.filing,
        major_illness=claim.major_illness,
        diagnosis=claim.diagnosis,
        in_combination=standing.is_contracted and standing.relation(institution.pk) in INSIDE,
    )


def _is_designated(claim: Claim) -> bool:
    asked = Designated(Scheme.MEDICAL, [claim.institution_id])
    return asked.on(claim.institution_id, claim.begun_on)


def is_referred(claim: Claim, reading: Reading) -> bool:
    """Tell whether an accepted referral leads to a claim's institution, made here or elsewhere.

    One made here counts where it was for a reason with priority: what the person was told then.
    """
    if claim.referral_number:
        return True
    days = reading.integer("adjudication.referral_days")
    began = timezone.make_aware(datetime.combine(claim.begun_on, time.min))
    rows = Referral.objects.filter(
        person=claim.person_id,
        to_institution=claim.institution_id,
        has_priority=True,
        case__state__in=LEADS_TO,
        answered_at__gte=began - timedelta(days=days),
        answered_at__lt=began + timedelta(days=1),
    )
    return rows.exclude(direction=Referral.Direction.DOWN).exists()


def age_on(person: Person, day: date) -> int:
    """Return a person's age in completed years.

    Raises:
        NoBirthday: the date of birth is not known.
    """
    born = person.born_on
    if born is None:
        raise NoBirthday()
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def savings_of(person_id: int) -> int:
    """Return what is on a person's personal account, in fen."""
    return max(balance(Owner(Account.Kind.SAVINGS, person_id).code), 0)


def _insured(claim: Claim, cover: Cover) -> rule.Insured:
    return rule.Insured(
        insurance=cover.insurance,
        status=cover.status,
        age=age_on(claim.person, claim.ended_on),
        assistance=cover.assistance,
        top_ups=tuple(
            rule.TopUp(layer, percent)
            for layer, percent in (
                ("CIVIL_SERVANT", cover.civil_servant_percent),
                ("EMPLOYER", cover.employer_percent),
                ("OTHER", cover.other_percent),
            )
            if percent
        ),
        account_fen=savings_of(claim.person_id),
        family_account_fen=savings_of(cover.family_payer_id) if cover.family_payer_id else 0,
        retired_year=cover.retired_year,
    )


def line_facts(line: ClaimLine) -> rule.Line:
    """Return a line as the rule takes it."""
    return rule.Line(
        code=line.code,
        fen=line.fen,
        catalogue=line.catalogue,
        first_self_pay=line.first_self_pay,
        limit_fen=line.limit_fen,
        hospital_fen=line.hospital_fen,
    )
