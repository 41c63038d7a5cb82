"""Institutions and what they offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.network.checks import institution_findings
from yiyang.network.models import Capability, Institution, Place
from yiyang.network.services.designations import (
    LONG_TERM_CARE,
    follow_capabilities,
    follow_flags,
)
from yiyang.network.services.writing import change_fields, unique_code, write_trail

COORDINATES = ("lon", "lat")


class BadInstitution(Refused):
    """What was given about the institution cannot be true; ``findings`` name every fault."""

    code = "BAD_INSTITUTION"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


@dataclass(frozen=True)
class InstitutionFields:
    """What is said about an institution; the levels are None where they do not apply."""

    code: str
    name_zh: str
    name_en: str
    kind: str
    ownership: str
    place_id: int
    lon: float
    lat: float
    level: int | None = None
    credit_code: str = ""
    address: str = ""
    phone: str = ""
    designated: bool = False
    converted: bool = False
    inhouse_of_id: int | None = None
    operator_id: int | None = None
    highest_care_level: int | None = None
    is_open: bool = True


@transaction.atomic
def register_institution(
    *, fields: InstitutionFields, farthest_metres: int, by: Actor, at: datetime
) -> Institution:
    """Register an institution; one that is designated was so before it stood here.

    Raises:
        BadInstitution: something about it cannot be true.
        CodeTaken: an institution has this code already.
    """
    _refuse_faults(fields, farthest_metres)
    with unique_code(fields.code):
        institution = Institution.objects.create(**asdict(fields))
    _follow_flag(institution, False, at, is_new=True)
    write_trail("register_institution", institution, by, at, _plain(asdict(fields)))
    return institution


@transaction.atomic
def change_institution(
    *,
    institution_id: int,
    fields: InstitutionFields,
    farthest_metres: int,
    by: Actor,
    at: datetime,
) -> Institution:
    """Change what is said about an institution; raises as ``register_institution``.

    Whether it is designated counts from today (``add_designation`` tells other days).
    """
    institution = Institution.objects.select_for_update().get(pk=institution_id)
    was = institution.designated
    _refuse_faults(fields, farthest_metres)
    with unique_code(fields.code):
        changed = change_fields(institution, asdict(fields))
    _follow_flag(institution, was, at)
    write_trail("change_institution", institution, by, at, _plain(changed))
    return institution


@transaction.atomic
def set_capabilities(
    *, institution_id: int, codes: Iterable[str], by: Actor, at: datetime, is_new: bool = False
) -> None:
    """Replace what an institution can do by a set of codes.

    Args:
        is_new: it is registered with these, so what it is paid for counts from ever, not from
            today.
    """
    institution = Institution.objects.select_for_update().get(pk=institution_id)
    wanted = set(codes)
    held = set(institution.capabilities.values_list("code", flat=True))
    institution.capabilities.filter(code__in=held - wanted).delete()
    Capability.objects.bulk_create(
        Capability(institution=institution, code=code) for code in sorted(wanted - held)
    )
    had, has = ([institution_id] if LONG_TERM_CARE in some else [] for some in (held, wanted))
    new = has if is_new else []
    follow_capabilities(had, has, timezone.localdate(at), new=new)
    if wanted != held:
        write_trail("set_capabilities", institution, by, at, {"codes": sorted(wanted)})


@transaction.atomic
def set_medical_way(*, institution_id: int, way: str, by: Actor, at: datetime) -> None:
    """Keep the way of medical care that a decision has found."""
    institution = Institution.objects.select_for_update().get(pk=institution_id)
    if change_fields(institution, {"medical_way": way}):
        write_trail("set_medical_way", institution, by, at, {"way": way})


def _follow_flag(
    institution: Institution, was: bool, at: datetime, *, is_new: bool = False
) -> None:
    keys = [institution.pk]
    before, after = (keys if flag else [] for flag in (was, institution.designated))
    follow_flags(before, after, timezone.localdate(at), new=keys if is_new else [])


def _refuse_faults(fields: InstitutionFields, farthest_metres: int) -> None:
    place = Place.objects.select_related("parent__parent").filter(pk=fields.place_id).first()
    findings = institution_findings(fields, place, farthest_metres)
    if findings:
        raise BadInstitution(findings)


def _plain(fields: dict[str, object]) -> dict[str, object]:
    """The fields as the trail keeps them: a coordinate as text, because it is no exact number."""
    return {name: str(v) if name in COORDINATES else v for name, v in fields.items()}
