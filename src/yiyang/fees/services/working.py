"""What everybody did for the counted members, taken when a run begins."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from yiyang.accounts.models import Run
from yiyang.fees.models import Unit, Work
from yiyang.fees.periods import Period
from yiyang.network.models import InstitutionKind
from yiyang.rules.fees import WHOLE

WORK = """
with counted as (
  select institution_id, person_id, member_id, team, practitioner
  from fees_subject where run_id = %(run)s and counts
), panel as (
  select institution_id, practitioner, count(distinct member_id) as members,
         min(team) as team
  from counted where practitioner <> 0 group by 1, 2
), acting as (
  select a.institution_id, a.practitioner, count(*) as acts
  from fee_act a
  join (select distinct institution_id, person_id from counted) c using (institution_id, person_id)
  where a.practitioner <> 0 group by 1, 2
), work as (
  select institution_id, practitioner, coalesce(members, 0) as members,
         coalesce(acts, 0) as acts, team
  from panel full join acting using (institution_id, practitioner)
)
select w.institution_id, w.practitioner, w.team, p.profession, w.members, w.acts, exists (
    select from network_post o join network_institution i on i.id = o.institution_id
    where o.practitioner_id = w.practitioner and o.span && %(period)s::daterange
      and i.kind = %(hospital)s and i.id <> w.institution_id)
from work w join network_practitioner p on p.id = w.practitioner
order by w.institution_id, w.practitioner
"""


def freeze_work(*, run: Run, period: Period, factors: Mapping[tuple[str, int], int]) -> None:
    """Keep who worked for which institution's members, how much, and how well.

    Quality is the practitioner's own appraisal; without one, that of the team they answer in,
    or of the institution.
    """
    units = {
        (institution, team): factor
        for institution, team, factor in Unit.objects.filter(run=run).values_list(
            "institution_id", "team", "factor"
        )
    }
    rows = []
    with connection.cursor() as cursor:
        cursor.execute(
            WORK,
            {
                "run": run.pk,
                "period": f"[{period.since},{period.until})",
                "hospital": InstitutionKind.HOSPITAL.value,
            },
        )
        for institution, practitioner, team, role, members, acts, from_hospital in cursor:
            own = factors.get(("PRACTITIONER", practitioner))
            of_unit = units.get((institution, team or 0), factors.get(("INSTITUTION", institution)))
            rows.append(
                Work(
                    run=run,
                    institution_id=institution,
                    practitioner_id=practitioner,
                    role=role,
                    members=members,
                    acts=acts,
                    quality=own if own is not None else WHOLE if of_unit is None else of_unit,
                    from_hospital=from_hospital,
                )
            )
    Work.objects.bulk_create(rows, batch_size=5_000)
