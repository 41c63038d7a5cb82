"""Claims on beds and presence of people: the few statements that change them.

Call inside a transaction.  The order of locks is always person, case, claim, bed; the sweep
passes over a case that a step is just leading on.  A claim begins at
the caller's moment, or at the bed's last change where that is later: both are read under the
bed's lock, so that two claims never overlap however the clocks of two callers differ
(docs/decisions/003).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from yiyang.audit.projected import changed
from yiyang.audit.sql import row as first
from yiyang.audit.sql import rows
from yiyang.audit.together import once
from yiyang.rules.placement.filters import SEX_RULES
from yiyang.rules.placement.places import Seeker

HOME_KINDS = ("HOME_CARE_BED", "HOME_MEDICAL_BED", "HOME_PALLIATIVE")
CARE_KINDS = ("HOME_CARE_BED", "INSTITUTION_BED")

LOCK_PERSON = "select 1 from people_person where id = %(person)s for no key update"

HOLD = """
with chosen as materialized (
  select id, greatest(%(at)s, state_since) as since from network_bed
  where kind = %(kind)s and institution_id = %(institution)s and state = 'FREE'
    and is_pooled = %(is_pooled)s
    and sex_rule = any(%(sex_rules)s)
    and (isolation or not %(isolation)s) and (nursing_type or not %(nursing)s)
    and (dementia_unit or not %(dementia)s)
    and price_fen_per_month <= %(budget)s
    and (subsidy_class = '' or subsidy_class = %(subsidy)s or %(shielded)s)
    and (%(bed)s::bigint is null or id = %(bed)s)
  order by id limit 1 for no key update skip locked
), taken as (
  update network_bed bed set state = 'HELD', state_since = chosen.since
  from chosen where bed.id = chosen.id returning bed.id, chosen.since
)
insert into beds_bedclaim
  (bed_id, person_id, case_id, kind, span, is_active, end_reason, diagnosis)
select id, %(person)s, %(case)s, 'HOLD', tstzrange(since, since + %(lasts)s::interval), true, '', ''
from taken returning id, bed_id, upper(span), lower(span),
  (select kind from network_institution where id = %(institution)s)
"""

OCCUPY = """
with claim as (
  update beds_bedclaim set kind = 'OCCUPY', span = tstzrange(greatest(%(at)s, lower(span)), null)
  where id = %(claim)s and kind = 'HOLD' and is_active
    and (upper_inf(span) or upper(span) > %(at)s)
  returning id, bed_id, person_id, lower(span) as since
), bed as (
  update network_bed bed set state = 'OCCUPIED', state_since = claim.since
  from claim where bed.id = claim.bed_id returning bed.kind
)
insert into beds_presence (person_id, axis, bed_kind, claim_id, span)
select person_id, %(axis)s, bed.kind, claim.id, tstzrange(claim.since, null) from claim, bed
returning claim_id, (select bed_id from claim)
"""

END = """
with claim as (
  update beds_bedclaim
  set span = tstzrange(lower(span), greatest(%(at)s, lower(span) + interval '1 microsecond')),
      is_active = false, end_reason = %(reason)s
  where id = %(claim)s and is_active returning id, bed_id, upper(span) as until
), presence as (
  update beds_presence presence
  set span = tstzrange(lower(span), greatest(claim.until, lower(span) + interval '1 microsecond'))
  from claim where presence.claim_id = claim.id and upper_inf(presence.span)
)
update network_bed bed set state_since = claim.until, state = case
    when bed.state = 'OUT_OF_SERVICE' then bed.state
    when %(to_clean)s and bed.kind <> all(%(home_kinds)s) then 'CLEANING' else 'FREE' end
from claim where bed.id = claim.bed_id returning bed.id
"""

BEGIN = """
with bed as (
  update network_bed bed set state = %(state)s, state_since = greatest(%(at)s, state_since)
  where id = %(bed)s returning id, kind, state_since as since
), claim as (
  insert into beds_bedclaim
    (bed_id, person_id, case_id, kind, span, is_active, end_reason, diagnosis)
  select id, %(person)s, %(case)s, %(claim_kind)s,
         tstzrange(since, since + %(lasts)s::interval), true, '', ''
  from bed returning id, bed_id, person_id, lower(span) as since
), presence as (
  insert into beds_presence (person_id, axis, bed_kind, claim_id, span)
  select person_id, %(axis)s, bed.kind, claim.id, tstzrange(claim.since, null)
  from claim, bed where %(claim_kind)s = 'OCCUPY'
)
select id from claim
"""

SWEEP = """
with cases as materialized (
  select id from cases_case where id in (
    select case_id from beds_bedclaim
    where is_active and kind = 'HOLD' and upper(span) <= %(at)s order by id limit %(limit)s)
  for no key update skip locked
), expired as (
  select id, bed_id from beds_bedclaim
  where is_active and kind in ('HOLD', 'KEEP') and upper(span) <= %(at)s
    and (kind = 'KEEP' or case_id is null or case_id in (select id from cases))
    and (%(institution)s::bigint is null
         or bed_id in (select id from network_bed where institution_id = %(institution)s))
  order by id limit %(limit)s for no key update skip locked
), ended as (
  update beds_bedclaim claim set is_active = false, end_reason = 'EXPIRED'
  from expired where claim.id = expired.id
  returning claim.id, claim.bed_id, claim.case_id, claim.person_id, claim.kind,
            upper(claim.span) as until
), bed as (
  update network_bed bed set state_since = greatest(ended.until, bed.state_since), state = case
    when bed.state = 'OUT_OF_SERVICE' then bed.state
    when ended.kind = 'KEEP' and bed.kind <> all(%(home_kinds)s) then 'CLEANING' else 'FREE' end
  from ended where bed.id = ended.bed_id
)
select id, case_id, person_id, kind, bed_id from ended order by id
"""


@dataclass(frozen=True)
class Held:
    """A reserved bed: the claim, the bed, and until when; None where it has no end."""

    claim: int
    bed: int
    until: datetime | None
    since: datetime
    institution_kind: str


@dataclass(frozen=True)
class Swept:
    """A claim that ended by itself."""

    claim: int
    case: int | None
    person: int
    kind: str
    bed: int


def lock_person(person_id: int) -> None:
    """Let one move of a person go on at a time."""
    once(("person", person_id), lambda: first(LOCK_PERSON, person=person_id))


def hold(
    seeker: Seeker,
    *,
    institution_id: int,
    person_id: int,
    case_id: int | None,
    at: datetime,
    lasts: timedelta | None,
    bed_id: int | None = None,
    is_pooled: bool = False,
) -> Held | None:
    """Reserve one free bed that suits the person, passing over beds others are just taking.

    Args:
        is_pooled: among the beds given to the pool of a response, and no others.
        seeker: the wishes that filter the beds, the same ones that ranking used.
        lasts: None where the reservation has no end of its own.
        bed_id: only this bed, where a person chose one; None for any.

    Returns:
        What was reserved, or None when nothing suitable is free.
    """
    unlimited = seeker.is_shielded or seeker.budget_fen_per_month is None
    row = first(
        HOLD,
        at=at,
        kind=seeker.kind.value,
        institution=institution_id,
        sex_rules=list(SEX_RULES.get(seeker.sex, ("ANY",))),
        isolation=seeker.isolation,
        nursing=seeker.nursing,
        dementia=seeker.dementia,
        budget=2**62 if unlimited else seeker.budget_fen_per_month,
        subsidy=seeker.subsidy_class,
        shielded=seeker.is_shielded,
        bed=bed_id,
        is_pooled=is_pooled,
        person=person_id,
        case=case_id,
        lasts=lasts,
    )
    if row is None:
        return None
    held = Held(*row)
    changed(at, bed=held.bed, claim=held.claim)
    return held


def occupy(claim_id: int, *, axis: str, at: datetime) -> bool:
    """Turn a reservation into a stay with presence; False when it is no reservation any more."""
    row = first(OCCUPY, claim=claim_id, axis=axis, at=at)
    if row is not None:
        changed(at, bed=row[1], claim=claim_id)
    return row is not None


def begin(
    kind: str,
    *,
    bed_id: int,
    person_id: int,
    case_id: int | None,
    at: datetime,
    lasts: timedelta | None = None,
    axis: str = "CARE",
) -> int:
    """Begin a claim on a bed known to be the person's own: a KEEP, or the stay after one."""
    state = {"KEEP": "KEPT", "OCCUPY": "OCCUPIED"}[kind]
    row = first(
        BEGIN,
        at=at,
        bed=bed_id,
        state=state,
        person=person_id,
        case=case_id,
        claim_kind=kind,
        lasts=lasts,
        axis=axis,
    )
    assert row is not None, "the person's own bed exists"
    changed(at, bed=bed_id, claim=int(row[0]))
    return int(row[0])


def end(claim_id: int, *, reason: str, to_clean: bool, at: datetime) -> None:
    """End a claim and its presence; the bed becomes free, or is cleaned first."""
    row = first(
        END, claim=claim_id, at=at, reason=reason, to_clean=to_clean, home_kinds=list(HOME_KINDS)
    )
    changed(at, bed=row, claim=claim_id)


def sweep(at: datetime, *, limit: int, institution_id: int | None = None) -> list[Swept]:
    """End reservations and kept beds whose time has run out; return what was ended."""
    values = {"at": at, "limit": limit, "institution": institution_id}
    swept = [Swept(*row) for row in rows(SWEEP, **values, home_kinds=list(HOME_KINDS))]
    changed(at, bed=[one.bed for one in swept], claim=[one.claim for one in swept])
    return swept


def axis_of(kind: str) -> str:
    """Return the axis that a kind of bed fills."""
    return "CARE" if kind in CARE_KINDS else "MEDICAL"
