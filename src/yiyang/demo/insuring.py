"""Insurance in the demonstration: who is insured, and claims settled by the services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from yiyang.audit.services import PROGRAM
from yiyang.claims.counting import year_of
from yiyang.claims.models import Claim, Cover
from yiyang.claims.services import (
    AccountCredit,
    Asked,
    AskedLine,
    InsuredAs,
    credit_account,
    insure,
    receive_claim,
    settle_claim,
)
from yiyang.decisions.services import read_book
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.kernel.money import fen_from_yuan
from yiyang.network.models import Institution, InstitutionKind
from yiyang.people.models import Person

INSURED_SINCE = date(2012, 1, 1)


@dataclass(frozen=True)
class _Care:
    """A visit or a stay: where, of which kind, from and to which day."""

    institution: Institution
    kind: str
    begun: date
    ended: date


def store_claims(district: District, progress: Progress) -> None:
    """Insure some people, the shown resident first, and settle a visit and a stay of each."""
    at, said = district.plan.at, quantity("claims.people")
    today = timezone.localdate(at)
    centre = _near(InstitutionKind.CHC)
    hospital = _near(InstitutionKind.HOSPITAL)
    if centre is None or hospital is None:
        return
    for number, person in enumerate(_people(district, int(said["people"]))):
        cover = _insured(person, number, said["one_of_is_resident"], district)
        if cover.insurance == Cover.Insurance.EMPLOYEE:
            told = AccountCredit(year_of(today, read_book(today)))
            credit_account(cover=cover, told=told, by=PROGRAM, at=at)
        visit_on = today - timedelta(days=said["visit_days_ago"] + number)
        visit = _Care(centre, "OUTPATIENT", visit_on, visit_on)
        _send(person, visit, number, district)
        if number % said["one_of_has_stay"] == 0:
            ended = today - timedelta(days=number + 1)
            begun = ended - timedelta(days=said["stay_days"])
            stay = _Care(hospital, "INPATIENT", begun, ended)
            claim = _send(person, stay, number, district)
            progress("claim", claim.lines.count())


def _insured(person: Person, number: int, one_of: int, district: District) -> Cover:
    is_resident = number % one_of == one_of - 1
    told = InsuredAs(
        insurance="RESIDENT" if is_resident else "EMPLOYEE",
        status="RESIDENT" if is_resident else "RETIRED",
        since=INSURED_SINCE,
        assistance="LOW_INCOME" if person.low_income else "",
    )
    return insure(person_id=person.pk, told=told, by=PROGRAM, at=district.plan.at)


def _send(person: Person, care: _Care, number: int, district: District) -> Claim:
    """Send a claim of invented lines and settle it; every other stay was referred elsewhere."""
    lines = tuple(
        AskedLine(
            code=one["code"],
            name=one["name"],
            charge=one["charge"],
            on=care.ended,
            fen=fen_from_yuan(one["yuan"]),
            catalogue=one["catalogue"],
            first_self_pay=Decimal(one.get("first", "0")),
        )
        for one in quantity(f"claims.{care.kind.lower()}")
    )
    asked = Asked(
        person_id=person.pk,
        institution_id=care.institution.pk,
        source=f"DEMO-{care.kind[:3]}-{number + 1:03}",
        kind=care.kind,
        begun_on=care.begun,
        ended_on=care.ended,
        lines=lines,
        referral_number="" if number % 2 else f"DEMO-REF-{number + 1:03}",
    )
    claim = receive_claim(asked=asked, by=PROGRAM, at=district.plan.at)
    settle_claim(claim=claim, by=PROGRAM, at=district.plan.at)
    return claim


def _people(district: District, count: int) -> Sequence[Person]:
    rows = Person.objects.filter(died_at=None).exclude(born_on=None)
    first = list(rows.filter(pk=district.resident))
    return first + list(rows.exclude(pk=district.resident).order_by("pk")[: count - len(first)])


def _near(kind: str) -> Institution | None:
    """The designated institution of a kind with the highest level, the first of them."""
    rows = Institution.objects.filter(kind=kind, designated=True, is_open=True)
    return rows.order_by("-level", "pk").first()
