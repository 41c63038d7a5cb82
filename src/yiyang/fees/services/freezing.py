"""Everything a run reckons with, taken at one moment: what happens later changes nothing in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from yiyang.accounts.digests import digest_of_query
from yiyang.accounts.models import Run
from yiyang.accounts.services import pin_input
from yiyang.audit.services import Actor
from yiyang.decisions.services import Subject as About
from yiyang.decisions.services import decide
from yiyang.fees.models import Term, Unit
from yiyang.fees.periods import Period, period_of
from yiyang.fees.services.working import freeze_work
from yiyang.kernel.plain import canonical, digest
from yiyang.performance.selectors import factors
from yiyang.policy.book import Reading
from yiyang.rules.fees import DAYS, WHOLE, Priced, Situation, entitled, terms
from yiyang.rules.packages import packages

ACTS = """
create temporary table fee_act on commit drop as
select a.id, a.person_id, a.institution_id, coalesce(a.practitioner_id, 0) as practitioner,
       (lower(a.span) at time zone %(zone)s)::date as day
from ledger_act a
where lower(a.span) >= %(since)s and lower(a.span) < %(until)s and a.id <= %(last_act)s
  and a.reverses_id is null and not a.kind = any(%(not_service)s)
  and not a.flags && %(flags_held)s::varchar[]
  and not exists (select from ledger_act r where r.reverses_id = a.id and r.id <= %(last_act)s)
"""
MONTHS_TOUCHED = """
(extract(year from upper(d.span) - 1) * 12 + extract(month from upper(d.span) - 1)
 - extract(year from lower(d.span)) * 12 - extract(month from lower(d.span)) + 1)::integer
"""
FROZEN = """
create temporary table fee_frozen on commit drop as
select m.id as member, m.person_id as person, m.institution_id as institution,
       coalesce(m.team_id, 0) as team, coalesce(m.practitioner_id, 0) as practitioner,
       coalesce(k.package, '') as package, m.span * %(period)s::daterange as signed,
       case when isempty(d.span) then 0 else {units} end as units,
       coalesce(s.acts, 0) as acts, a.state as state, d.span as span,
       coalesce(k.package = any(%(packages)s), false) as has_package,
       not isempty(d.span) as has_days, d.died_on is not null as has_died,
       coalesce(s.acts, 0) > 0 as is_served, u.factor is not null as is_appraised
from agreements_member m
join agreements_agreement a on a.id = m.agreement_id
join people_person p on p.id = m.person_id
left join lateral (select distinct unnest(m.packages) as package) k on true
left join (
  select n.id, count(*) as acts from agreements_member n
  join fee_act t on t.person_id = n.person_id and t.institution_id = n.institution_id
    and t.day <@ n.span
  where n.slot = 'FAMILY_DOCTOR' group by n.id
) s on s.id = m.id
left join fees_unit u on u.run_id = %(run)s and u.institution_id = m.institution_id
  and u.team = coalesce(m.team_id, 0)
cross join lateral (select (p.died_at at time zone %(zone)s)::date as died_on) x
cross join lateral (
  select m.span * a.span * %(period)s::daterange * daterange(null, x.died_on) as span, x.died_on
) d
where a.kind = 'FAMILY_DOCTOR' and m.slot = 'FAMILY_DOCTOR' and m.span && %(period)s::daterange
"""
SITUATIONS = """
select distinct state, has_package, has_days, has_died, is_served, is_appraised
from fee_frozen order by 1, 2, 3, 4, 5, 6
"""
SUBJECTS = """
insert into fees_subject (run_id, member_id, person_id, institution_id, team, practitioner,
                          package, span, units, acts, counts, reasons, decision_id)
select %(run)s, f.member, f.person, f.institution, f.team, f.practitioner, f.package,
       case when isempty(f.span) then f.signed else f.span end, f.units, f.acts, v.counts,
       v.reasons::varchar[], v.decision
from fee_frozen f
join jsonb_to_recordset(%(verdicts)s::jsonb) as v(state text, has_package boolean,
       has_days boolean, has_died boolean, is_served boolean, is_appraised boolean,
       counts boolean, reasons text[], decision bigint)
  using (state, has_package, has_days, has_died, is_served, is_appraised)
"""
INPUT = """
select s.member_id, s.package, s.person_id, s.institution_id, s.team, s.practitioner,
       s.span, s.units, s.acts, s.counts, s.reasons
from fees_subject s where s.run_id = %s order by s.member_id, s.package
"""
TERMS_IN = """
select package, price_fen, whole, payer, place, parts from fees_term
where run_id = %s order by package, payer
"""
UNITS_IN = "select institution_id, team, factor from fees_unit where run_id = %s order by 1, 2"
WORK_IN = """
select institution_id, practitioner_id, role, members, acts, quality, from_hospital
from fees_work where run_id = %s order by 1, 2
"""
INPUTS = (INPUT, TERMS_IN, UNITS_IN, WORK_IN)
PARTS = """
select institution_id, count(*) from fees_subject where run_id = %s and counts
group by institution_id order by institution_id
"""


@transaction.atomic
def freeze(*, run: Run, reading: Reading, chunk_size: int, by: Actor, at: datetime) -> None:
    """Take everything that the run reckons with, and plan its parts; once a run.

    Args:
        chunk_size: a part holds whole institutions with about so many packages signed.
    """
    period = period_of(run.period)
    known = _factors(period)
    last_act = _scalar("select coalesce(max(id), 0) from ledger_act")
    with connection.cursor() as cursor:
        cursor.execute(
            ACTS,
            {
                "since": _midnight(period.since),
                "until": _midnight(period.until),
                "last_act": last_act,
                "zone": settings.TIME_ZONE,
                "not_service": list(reading.codes("fees.not_service")),
                "flags_held": list(reading.codes("fees.flags_held")),
            },
        )
    _freeze_units(run, period, known)
    _freeze_subjects(run, period, reading, at)
    _freeze_terms(run, period, reading, at)
    freeze_work(run=run, period=period, factors=known)
    digests = [digest_of_query(sql, (run.pk,)) for sql in INPUTS]
    pin_input(
        run=run,
        digest=digest(digests),
        plan={
            "parts": _parts(run, chunk_size),
            "last_act": last_act,
            "not_service": list(reading.codes("fees.not_service")),
            "flags_held": list(reading.codes("fees.flags_held")),
        },
        by=by,
        at=at,
    )
    with connection.cursor() as cursor:  # a dry run inside a test's transaction freezes twice
        cursor.execute("drop table fee_act, fee_frozen")


def _factors(period: Period) -> dict[tuple[str, int], int]:
    return {key: _scaled(factor) for key, factor in factors(period.text).items()}


def _scaled(factor: Decimal) -> int:
    return int((factor * WHOLE).to_integral_value())


def _freeze_units(run: Run, period: Period, known: Mapping[tuple[str, int], int]) -> None:
    """A team's own factor where it was appraised, that of its institution otherwise."""
    sql = """
select distinct m.institution_id, coalesce(m.team_id, 0) from agreements_member m
where m.slot = 'FAMILY_DOCTOR' and m.span && %s::daterange order by 1, 2"""
    rows = []
    with connection.cursor() as cursor:
        cursor.execute(sql, (f"[{period.since},{period.until})",))
        for institution, team in cursor:
            own = known.get(("TEAM", team))
            factor = own if own is not None else known.get(("INSTITUTION", institution))
            if factor is not None:
                rows.append(Unit(run=run, institution_id=institution, team=team, factor=factor))
    Unit.objects.bulk_create(rows)


def _freeze_subjects(run: Run, period: Period, reading: Reading, at: datetime) -> None:
    by_day = reading.text("fees.reckoning") == DAYS
    units = "upper(d.span) - lower(d.span)" if by_day else MONTHS_TOUCHED
    with connection.cursor() as cursor:
        cursor.execute(
            FROZEN.format(units=units),
            {
                "period": f"[{period.since},{period.until})",
                "run": run.pk,
                "zone": settings.TIME_ZONE,
                "packages": sorted(packages(reading)),
            },
        )
        cursor.execute(SITUATIONS)
        situations = [Situation(*row) for row in cursor]
    verdicts = []
    for one in situations:
        answer = decide(entitled, one, reading=reading, subject=About("run", run.pk), at=at)
        verdicts.append(_verdict(one, answer.result, answer.decision.pk))
    with connection.cursor() as cursor:
        cursor.execute(SUBJECTS, {"run": run.pk, "verdicts": _json(verdicts)})


def _verdict(situation: Situation, answer: Any, decision: int) -> dict[str, Any]:
    return {
        **vars(situation),
        "counts": answer.counts,
        "reasons": list(answer.reasons),
        "decision": decision,
    }


def _freeze_terms(run: Run, period: Period, reading: Reading, at: datetime) -> None:
    signed = run.subjects.filter(counts=True).order_by("package").values_list("package", flat=True)
    rows = []
    for package in signed.distinct():
        answer = decide(
            terms,
            Priced(package, period.year),
            reading=reading,
            subject=About("run", run.pk),
            at=at,
        )
        rows += [
            Term(
                run=run,
                package=package,
                price_fen=answer.result.price_fen,
                whole=answer.result.whole,
                payer=bearer.payer,
                place=bearer.place,
                parts=bearer.parts,
                decision=answer.decision,
            )
            for bearer in answer.result.bearers
        ]
    Term.objects.bulk_create(rows)


def _parts(run: Run, chunk_size: int) -> list[list[int]]:
    parts: list[list[int]] = []
    room = 0
    with connection.cursor() as cursor:
        cursor.execute(PARTS, (run.pk,))
        for institution, packages_signed in cursor:
            if room <= 0:
                parts.append([])
                room = chunk_size
            parts[-1].append(institution)
            room -= packages_signed
    return parts


def _json(plain: Any) -> str:
    return canonical(plain).decode()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _scalar(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
