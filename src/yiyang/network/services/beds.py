"""Wards and beds as things: what they are like, and whether they are in service.

Who has a bed is not settled here: claims belong to ``beds``, and a bed that somebody has is
not taken out of service.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.checks import bed_findings
from yiyang.network.models import Bed, Ward
from yiyang.network.services.writing import CodeTaken, change_fields, unique_code, write_trail

SERVICE_STATES = frozenset({Bed.State.FREE, Bed.State.CLEANING, Bed.State.OUT_OF_SERVICE})

__all__ = [
    "BadBed",
    "BedFields",
    "BedInUse",
    "CodeTaken",
    "add_bed",
    "add_ward",
    "change_bed",
    "set_service_state",
]


class BedInUse(Refused):
    """Somebody holds, occupies or keeps this bed."""

    code = "BED_IN_USE"


class BadBed(Refused):
    """What was given about the bed cannot be true; ``findings`` name every fault."""

    code = "BAD_BED"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


@dataclass(frozen=True)
class BedFields:
    """What a bed is like; the price in fen a month."""

    code: str
    kind: str
    ward_id: int | None = None
    room: str = ""
    sex_rule: str = Bed.SexRule.ANY
    isolation: bool = False
    nursing_type: bool = False
    dementia_unit: bool = False
    price_fen_per_month: int = 0
    subsidy_class: str = ""


@transaction.atomic
def add_ward(
    *, institution_id: int, code: str, name_zh: str, name_en: str, by: Actor, at: datetime
) -> Ward:
    """Add a ward to an institution.  Raises CodeTaken when it has one with this code."""
    with unique_code(code):
        ward = Ward.objects.create(
            institution_id=institution_id, code=code, name_zh=name_zh, name_en=name_en
        )
    write_trail("add_ward", ward, by, at, {"institution": institution_id, "code": code})
    return ward


@transaction.atomic
def add_bed(*, institution_id: int, fields: BedFields, by: Actor, at: datetime) -> Bed:
    """Add a free bed to an institution.

    Raises:
        BadBed: something about it cannot be true, or its ward is another institution's.
        CodeTaken: a bed has this code already.
    """
    _refuse_faults(institution_id, fields)
    with unique_code(fields.code):
        bed = Bed.objects.create(institution_id=institution_id, state_since=at, **asdict(fields))
    write_trail("add_bed", bed, by, at, asdict(fields))
    return bed


@transaction.atomic
def change_bed(*, bed_id: int, fields: BedFields, by: Actor, at: datetime) -> Bed:
    """Change what a bed is like.

    Raises:
        BedInUse: its kind is to change while somebody has it.
        BadBed, CodeTaken: as ``add_bed``.
    """
    bed = Bed.objects.select_for_update().get(pk=bed_id)
    _refuse_faults(bed.institution_id, fields)
    if fields.kind != bed.kind and bed.state not in SERVICE_STATES:
        raise BedInUse(bed=bed.code)
    with unique_code(fields.code):
        changed = change_fields(bed, asdict(fields))
    write_trail("change_bed", bed, by, at, changed)
    return bed


@transaction.atomic
def set_service_state(*, bed_id: int, state: str, by: Actor, at: datetime) -> Bed:
    """Make a bed that nobody has free, being cleaned, or out of service.

    Raises:
        BedInUse: somebody holds, occupies or keeps it, or ``state`` is one of a claim.
    """
    bed = Bed.objects.select_for_update().get(pk=bed_id)
    if bed.state not in SERVICE_STATES or state not in SERVICE_STATES:
        raise BedInUse(bed=bed.code)
    if bed.state != state:
        was = bed.state
        change_fields(bed, {"state": state, "state_since": at})
        write_trail("set_service_state", bed, by, at, {"from": was, "to": state})
    return bed


def _refuse_faults(institution_id: int, fields: BedFields) -> None:
    findings = bed_findings(
        kind=fields.kind,
        sex_rule=fields.sex_rule,
        price_fen_per_month=fields.price_fen_per_month,
    )
    wards = Ward.objects.filter(pk=fields.ward_id, institution=institution_id)
    if fields.ward_id is not None and not wards.exists():
        findings.append(Finding("UNKNOWN_WARD", "ward", Message("UNKNOWN_WARD")))
    if findings:
        raise BadBed(findings)
