"""Keeping plans true: drawn again when something behind them has changed, ended with it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from yiyang.audit.services import Actor
from yiyang.care.facts import day_of
from yiyang.care.models import Plan
from yiyang.care.services.plans import draw_up_for_member, end_plan, member_of

MOST = 500  # plans looked after in one go; the rest follows in the next

# A plan is looked at again when its year or its membership has run out, when the membership will
# end before it, when its person has died, or when an assessment, a key group or a bed is newer.
STALE = """
select c.id from care_plan c
join agreements_member m on m.id = c.member_id
join agreements_agreement a on a.id = m.agreement_id
join people_person p on p.id = c.person_id
where c.state = 'CURRENT' and (
  not c.span @> %(day)s::date
  or not m.span @> %(day)s::date
  or upper(m.span) < upper(c.span)
  or a.state <> 'IN_FORCE'
  or p.died_at is not null
  or m.practitioner_id <> coalesce(c.practitioner_id, 0)
  or exists (select from assessments_assessment s join decisions_decision d on d.id = s.decision_id
             where s.person_id = c.person_id and d.made_at > c.drawn_at)
  or exists (select from key_groups_membership g join decisions_decision d on d.id = g.decision_id
             where g.person_id = c.person_id and d.made_at > c.drawn_at)
  or exists (select from beds_presence b
             where b.person_id = c.person_id and lower(b.span) > c.drawn_at)
  or exists (select from beds_presence b
             where b.person_id = c.person_id and upper(b.span) > c.drawn_at
               and upper(b.span) <= %(at)s)
)
order by c.id limit %(most)s
"""


def redraw_due(*, by: Actor, at: datetime, most: int = MOST) -> int:
    """Draw again or end every plan behind which something has changed; return how many.

    Each in a transaction of its own.  A person who has signed anew has their plan drawn by
    the new agreement; one without an agreement in force, or who has died, has theirs ended.
    """
    with connection.cursor() as cursor:
        cursor.execute(STALE, {"day": day_of(at), "at": at, "most": most})
        stale = [key for (key,) in cursor.fetchall()]
    for key in stale:
        _look_after(key, by, at)
    return len(stale)


@transaction.atomic
def _look_after(plan_id: int, by: Actor, at: datetime) -> None:
    plan = Plan.objects.select_for_update(of=("self",)).select_related("person").get(pk=plan_id)
    if plan.state != Plan.State.CURRENT:
        return
    member = None if plan.person.died_at else member_of(plan.person_id, day_of(at))
    if member is None:
        end_plan(person_id=plan.person_id, by=by, at=at)
    else:
        draw_up_for_member(member_id=member.pk, by=by, at=at)
