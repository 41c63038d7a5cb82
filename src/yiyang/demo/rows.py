"""The rows of the synthetic district: immutable, named like the columns they become.

Keys are given here, so that rows point to each other before any of them is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple


class During(NamedTuple):
    """A half-open period of moments or of days; None where it is open."""

    since: datetime | date | None
    until: datetime | date | None = None


class PlaceRow(NamedTuple):
    id: int
    code: str
    name_zh: str
    name_en: str
    parent_id: int | None
    lon: float | None
    lat: float | None
    boundary: dict[str, Any] | None


class InstitutionRow(NamedTuple):
    id: int
    code: str
    name_zh: str
    name_en: str
    kind: str
    ownership: str
    level: int | None
    credit_code: str
    place_id: int
    address: str
    phone: str
    lon: float
    lat: float
    designated: bool
    inhouse_of_id: int | None
    operator_id: int | None
    medical_way: str
    highest_care_level: int | None


class ServesRow(NamedTuple):
    institution_id: int
    place_id: int


class CapabilityRow(NamedTuple):
    institution_id: int
    code: str


class DesignationRow(NamedTuple):
    institution_id: int
    scheme: str
    span: During


class WardRow(NamedTuple):
    id: int
    institution_id: int
    code: str
    name_zh: str
    name_en: str


class BedRow(NamedTuple):
    id: int
    code: str
    institution_id: int
    ward_id: int | None
    kind: str
    room: str
    sex_rule: str
    isolation: bool
    nursing_type: bool
    dementia_unit: bool
    price_fen_per_month: int
    subsidy_class: str
    state: str
    state_since: datetime


class PractitionerRow(NamedTuple):
    id: int
    code: str
    name: str
    profession: str
    licence: str
    account_id: int | None


class PostRow(NamedTuple):
    practitioner_id: int
    institution_id: int
    duty: str
    span: During


class TeamRow(NamedTuple):
    id: int
    code: str
    name_zh: str
    name_en: str
    institution_id: int


class TeamMemberRow(NamedTuple):
    team_id: int
    practitioner_id: int
    duty: str
    leads: bool


class PersonRow(NamedTuple):
    id: int
    name: str
    name_key: str
    sex: str
    born_on: date
    place_id: int
    address: str
    lon: float
    lat: float
    phone: str
    household: str
    has_carer: bool
    low_income: bool
    special_family: bool
    max_distance_metres: int | None
    budget_fen_per_month: int | None
    subsidy_class: str
    created_at: datetime


class ResidentIdRow(NamedTuple):
    """A resident's number in the clear; the loader seals it before it is stored."""

    person_id: int
    value: str


class RelativeRow(NamedTuple):
    person_id: int
    name: str
    relation: str
    phone: str
    is_representative: bool
    is_carer: bool


class PreferenceRow(NamedTuple):
    person_id: int
    institution_id: int
    rank: int


class AgreementRow(NamedTuple):
    id: int
    kind: str
    number: str
    title_zh: str
    title_en: str
    state: str
    span: During
    transfer_priority: bool
    form: str = ""
    signed_at: datetime | None = None
    end_reason: str = ""


class PartyRow(NamedTuple):
    agreement_id: int
    institution_id: int | None
    practitioner_id: int | None
    team_id: int | None
    role: str


class MemberRow(NamedTuple):
    id: int
    agreement_id: int
    person_id: int
    slot: str
    institution_id: int
    span: During
    practitioner_id: int | None = None
    team_id: int | None = None
    packages: Sequence[str] = ()
    on_panel: bool = False
    end_reason: str = ""


class PanelRow(NamedTuple):
    practitioner_id: int
    signed: int
    most: int


class ClaimRow(NamedTuple):
    id: int
    bed_id: int
    person_id: int
    kind: str
    span: During
    is_active: bool
    end_reason: str
    responsible_id: int | None
    diagnosis: str


class PresenceRow(NamedTuple):
    person_id: int
    axis: str
    bed_kind: str
    claim_id: int
    span: During


class GrantRow(NamedTuple):
    person_id: int
    grantee_kind: str
    grantee_id: int
    purpose: str
    scope: str
    span: During
    origin_kind: str
    origin_id: int


class AccountRow(NamedTuple):
    id: int
    username: str
    password: str  # as Django keeps it: a digest
    first_name: str
    email: str
    date_joined: datetime
    person_id: int | None


class AssignmentRow(NamedTuple):
    id: int
    account_id: int
    role: str
    institution_id: int | None
    place_id: int | None
    span: During


class DutyRow(NamedTuple):
    account_id: int
    role: str
    institution_id: int | None
    place_id: int | None
    order: int
    span: During


class CaseRow(NamedTuple):
    id: int
    kind: str
    flow_version: str
    state: str
    lock_version: int
    person_id: int
    place_id: int
    urgency: str
    opened_at: datetime
    closed_at: datetime


class EventRow(NamedTuple):
    case_id: int
    at: datetime
    account_id: int
    assignment_id: int
    action: str
    from_state: str
    to_state: str
    params: dict[str, Any]


class TransferRow(NamedTuple):
    id: int
    case_id: int
    person_id: int
    trigger: str
    colour: str
    requester: str
    reason: str
    wanted_kind: str
    from_claim_id: int | None
    to_claim_id: int
    queue_class: str
    need_level: int


class ActRow(NamedTuple):
    kind: str
    person_id: int
    institution_id: int
    span: During
    unit: str
    source_kind: str
    source_id: str
    recorded_at: datetime
