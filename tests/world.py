"""Rows for tests, with sensible defaults: ``make_person(born_on=...)`` says only what matters.

Everything is in Jing'an unless told.  Spans begin on ``BEGAN``, before any moment of a test.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from pypinyin import lazy_pinyin

from tests.conftest import NOW
from yiyang.access.models import Account, Assignment, Grant, Role
from yiyang.agreements.models import Agreement, Member, Party
from yiyang.audit.services import Actor
from yiyang.network.models import (
    Bed,
    BedKind,
    Capability,
    Designation,
    Duty,
    Institution,
    InstitutionKind,
    Place,
    Post,
    Practitioner,
    Scheme,
    Ward,
)
from yiyang.people.models import Person

BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
NAMES = {
    "CN": ("中国", "China"),
    "310000": ("上海市", "Shanghai"),
    "310106": ("静安区", "Jing'an District"),
    "310106006": ("江宁路街道", "Jiangning Road Sub-district"),
    "310106013": ("静安寺街道", "Jing'an Temple Sub-district"),
}
KIND_OF_BED = {
    InstitutionKind.HOSPITAL: BedKind.HOSPITAL_BED,
    InstitutionKind.NURSING_HOME: BedKind.HOSPITAL_BED,
    InstitutionKind.CHC: BedKind.HOME_MEDICAL_BED,
    InstitutionKind.HOSPICE: BedKind.PALLIATIVE_BED,
    InstitutionKind.HOME_CARE_PROVIDER: BedKind.HOME_CARE_BED,
}
_number = count(1)


def make_place(code: str = "310106006", **columns: Any) -> Place:
    """Return the place with a division code, made with its parents when it is not there."""
    known = Place.objects.filter(code=code).first()
    if known is not None:
        return known
    name_zh, name_en = NAMES.get(code, (f"地方{code}", f"Place {code}"))
    columns = {"name_zh": name_zh, "name_en": name_en, "lon": 121.448, "lat": 31.229} | columns
    return Place.objects.create(code=code, parent=_parent(code), **columns)


def _parent(code: str) -> Place | None:
    if code == "CN":
        return None
    if code.endswith("0000"):
        return make_place("CN")
    return make_place(code[:6] if len(code) > 6 else code[:2] + "0000")


def make_institution(kind: str = InstitutionKind.CARE_INSTITUTION, **columns: Any) -> Institution:
    """Return a new public institution at the middle of its place."""
    number = next(_number)
    place = columns.pop("place", None) or make_place()
    defaults: dict[str, Any] = {
        "code": f"I{number:05}",
        "name_zh": f"机构{number}",
        "name_en": f"Institution {number}",
        "ownership": Institution.Ownership.PUBLIC,
        "lon": place.lon,
        "lat": place.lat,
    }
    made = Institution.objects.create(kind=kind, place=place, **(defaults | columns))
    if made.designated:
        make_designation(made)
    return made


def make_capability(institution: Institution, code: str) -> Capability:
    """Return something new that an institution can do; is it paid for that, it ever was."""
    if code == Scheme.LONG_TERM_CARE:
        make_designation(institution, code)
    return Capability.objects.create(institution=institution, code=code)


def make_designation(
    institution: Institution,
    scheme: str = Scheme.MEDICAL,
    since: date | None = None,
    until: date | None = None,
) -> Designation:
    """Return new days of an institution's being designated; what holds now is not set."""
    span = DateRange(since, until)
    return Designation.objects.create(institution=institution, scheme=scheme, span=span)


def make_ward(institution: Institution | None = None, **columns: Any) -> Ward:
    """Return a new ward."""
    number = next(_number)
    defaults = {"code": f"W{number}", "name_zh": f"{number}病区", "name_en": f"Ward {number}"}
    return Ward.objects.create(
        institution=institution or make_institution(), **(defaults | columns)
    )


def make_bed(
    institution: Institution | None = None, kind: str | None = None, **columns: Any
) -> Bed:
    """Return a new free bed of the kind that suits its institution unless told."""
    institution = institution or make_institution()
    kind = kind or KIND_OF_BED.get(institution.kind, BedKind.INSTITUTION_BED)
    defaults: dict[str, Any] = {"code": f"B{next(_number):06}", "state_since": BEGAN}
    return Bed.objects.create(institution=institution, kind=kind, **(defaults | columns))


def make_person(name: str = "张桂英", **columns: Any) -> Person:
    """Return a new resident: a woman born in 1942, with her family, in Jiangning Road."""
    defaults: dict[str, Any] = {
        "household": Person.Household.WITH_FAMILY,
        "has_carer": True,
        "name_key": " ".join(lazy_pinyin(name)),
        "sex": Person.Sex.FEMALE,
        "born_on": date(1942, 5, 4),
        "created_at": NOW,
    }
    place = columns.pop("place", None) or make_place()
    place_columns = {"place": place, "lon": place.lon, "lat": place.lat}
    return Person.objects.create(name=name, **(defaults | place_columns | columns))


def make_account(username: str | None = None, **columns: Any) -> Account:
    """Return a new account; without ``password`` it can sign in only through ``journey``."""
    name = username or f"user{next(_number)}"
    columns = {"email": f"{name}@example.org"} | columns
    return Account.objects.create_user(name, **columns)


def make_assignment(
    role: str = Role.COORDINATOR,
    account: Account | None = None,
    *,
    institution: Institution | None = None,
    place: Place | None = None,
) -> Assignment:
    """Return a new assignment in force; for the whole district unless an institution is given."""
    if institution is None and place is None and role != Role.RESIDENT:
        place = make_place("310106")
    return Assignment.objects.create(
        account=account or make_account(),
        role=role,
        institution=institution,
        place=place,
        span=DateTimeTZRange(BEGAN, None),
    )


def actor_of(assignment: Assignment) -> Actor:
    """Return who acts under an assignment."""
    return Actor(assignment.account_id, assignment.pk)


def make_grant(
    person: Person, to: Account | Institution, scope: str = Grant.Scope.RECORD, **columns: Any
) -> Grant:
    """Let an account or an institution see a person; for care, from ``BEGAN``, unless told."""
    kind = Grant.GranteeKind.ACCOUNT if isinstance(to, Account) else Grant.GranteeKind.INSTITUTION
    defaults: dict[str, Any] = {
        "purpose": Grant.Purpose.CARE,
        "span": DateTimeTZRange(BEGAN, None),
        "origin_kind": "test",
        "origin_id": 0,
    }
    return Grant.objects.create(
        person=person, grantee_kind=kind, grantee_id=to.pk, scope=scope, **(defaults | columns)
    )


def make_practitioner(
    institution: Institution | None = None, profession: str = "DOCTOR", **columns: Any
) -> Practitioner:
    """Return a new practitioner, with a post at ``institution`` when one is given."""
    defaults: dict[str, Any] = {"code": f"P{next(_number):05}", "name": "李医生"}
    practitioner = Practitioner.objects.create(profession=profession, **(defaults | columns))
    if institution is not None:
        Post.objects.create(
            practitioner=practitioner,
            institution=institution,
            duty=profession,
            span=DateRange(BEGAN.date(), None),
        )
    return practitioner


def make_duty(
    role: str,
    account: Account | None = None,
    *,
    institution: Institution | None = None,
    place: Place | None = None,
    order: int = 1,
) -> Duty:
    """Put an account on duty from ``BEGAN``; for the whole district unless told."""
    return Duty.objects.create(
        account=account or make_account(),
        role=role,
        institution=institution,
        place=place if institution or place else make_place("310106"),
        order=order,
        span=DateTimeTZRange(BEGAN, None),
    )


def make_agreement(kind: str, *institutions: Institution, **columns: Any) -> Agreement:
    """Return a new agreement in force from 2026 on between institutions, unless told."""
    defaults: dict[str, Any] = {
        "number": f"A{next(_number):05}",
        "state": Agreement.State.IN_FORCE,
        "span": DateRange(date(2026, 1, 1), date(2126, 1, 1)),
    }
    agreement = Agreement.objects.create(kind=kind, **(defaults | columns))
    for institution in institutions:
        Party.objects.create(agreement=agreement, institution=institution, role="MEMBER")
    return agreement


def make_member(
    agreement: Agreement, person: Person, slot: str, institution: Institution
) -> Member:
    """Put a person under an agreement, in a slot, for as long as it runs."""
    return Member.objects.create(
        agreement=agreement, person=person, slot=slot, institution=institution, span=agreement.span
    )
