"""Care in the demonstration: plans, due work, a year of follow-ups, questions that wait.

Plans are drawn and follow-ups judged by the rules, each with its decision, so that ``yiyang
explain`` replays every one; what follow-ups measured stands in the people's records.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from yiyang.access.models import Assignment
from yiyang.audit.services import PROGRAM
from yiyang.care.models import DueWork, FollowUp, Plan, PlanItem
from yiyang.care.services import Said, answer, ask
from yiyang.decisions.book import current_book
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, drawn_up, keep_book
from yiyang.demo import plan as demo_plan
from yiyang.demo.care_follow_ups import FOLLOWED, Followed, KeysOfWork, Programmed, Year
from yiyang.demo.care_observed import store_observed
from yiyang.demo.care_rows import CareActRow, DueRow, Kept, Keys, PlanItemRow, PlanRow, put
from yiyang.demo.district import District
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import During
from yiyang.demo.storing import store_instances
from yiyang.ledger.models import Act
from yiyang.network.models import Practitioner
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.care.plan import DrawnPlan, PlanFacts, PlannedItem, draw_plan, windows
from yiyang.rules.instruments.validity import months_after

FOLLOW_UP = "FOLLOW_UP_"
BATCH = 1000  # people at a time
MINUTES = timedelta(minutes=20)
LATE_AT_MOST = timedelta(days=60)

# Who has a family doctor, with what a plan is drawn from: one row a person.
SIGNED = """
select m.id, m.person_id, p.born_on, m.institution_id,
  coalesce(m.practitioner_id, doctor.practitioner_id), coalesce(m.team_id, team.team_id),
  m.packages, lower(m.span), upper(m.span),
  coalesce((select array_agg(g."group" order by g."group") from key_groups_membership g
            where g.person_id = p.id and g.span @> %(day)s), '{}'),
  coalesce((select array_agg(b.bed_kind order by b.bed_kind) from beds_presence b
            where b.person_id = p.id and upper_inf(b.span)), '{}'),
  (select a.level from assessments_assessment a
   where a.person_id = p.id and a.instrument = 'GB42195' and a.valid_until > %(day)s
   order by a.assessed_at desc limit 1)
from agreements_member m
join agreements_agreement a on a.id = m.agreement_id and a.state = 'IN_FORCE'
join people_person p on p.id = m.person_id and p.died_at is null
left join agreements_party doctor
  on doctor.agreement_id = m.agreement_id and doctor.practitioner_id is not null
left join agreements_party team
  on team.agreement_id = m.agreement_id and team.team_id is not null
where m.slot = 'FAMILY_DOCTOR' and m.span @> %(day)s
  and not exists (select from care_plan c where c.person_id = p.id)
  and m.person_id %% %(one_in)s = 0
order by m.id
"""


class Signer(NamedTuple):
    """A person with a family doctor, as ``SIGNED`` reads one."""

    member_id: int
    person_id: int
    born_on: date | None
    institution_id: int
    practitioner_id: int | None
    team_id: int | None
    packages: list[str]
    since: date
    until: date | None
    groups: list[str]
    beds: list[str]
    level: str | None


def store_care(district: District, progress: demo_plan.Progress) -> None:
    """Store plans, due work and follow-ups of everybody signed, and questions at one desk."""
    maker = _Maker(district.plan)
    keep_book(maker.reading.book, district.plan.at)
    signers = list(_signers(district.plan))
    for first in range(0, len(signers), BATCH):
        for signer in signers[first : first + BATCH]:
            maker.plan_for(signer)
        maker.store(progress)
    _ask_the_shown_doctor(district.plan, progress)


def _signers(plan: demo_plan.Plan) -> Iterator[Signer]:
    one_in = quantity("care.planned_one_in", plan.size)
    day = plan.at.astimezone(CHINA).date()
    with connection.cursor() as cursor:
        cursor.execute(SIGNED, {"day": day, "one_in": one_in})
        yield from (Signer(*row) for row in cursor.fetchall())


class _Maker:
    """Makes the rows of plans, and stores them a batch at a time."""

    def __init__(self, plan: demo_plan.Plan) -> None:
        self.at, self.random = plan.at, plan.random("care")
        self.today = plan.at.astimezone(CHINA).date()
        self.reading = Reading(current_book(), self.today, settings.PLACE, False)
        self.kept = Kept()
        self.plans, self.items = Keys(Plan), Keys(PlanItem)
        keys = KeysOfWork(Keys(Act), Keys(DueWork), Keys(Decision))
        self.acts, self.due, self.decisions = keys
        self.year = Year(self.random, self.reading, self.kept, keys)
        self.done_share = quantity("care.services_done")
        self.programmes = self.reading.table("follow_up.programmes")

    def plan_for(self, who: Signer) -> None:
        """Make one person's plan with its dates, and their follow-ups."""
        since, year_until = _year_of(who, self.today)
        until = min(year_until, who.until or year_until)
        drawn, decision = self._drawn(who, since, until, year_until)
        plan = PlanRow(
            self.plans.next(), who.person_id, who.member_id, During(since, until),
            who.institution_id, who.practitioner_id, who.team_id, self.at, decision,
        )  # fmt: skip
        self.kept.plans.append(plan)
        rows: dict[str, int] = {}
        for planned in drawn.items:
            rows[planned.code] = self._item(plan, planned)
        followed = Followed(
            who.person_id, who.born_on, who.institution_id, who.practitioner_id, who.team_id
        )
        for group in FOLLOWED:
            if group in who.groups:
                item = self.programmes[group]
                self.year.follow(followed, Programmed(group, item, rows.get(item)))

    def _drawn(
        self, who: Signer, since: date, until: date, year_until: date
    ) -> tuple[DrawnPlan, int]:
        """Draw a plan by the rule; return it with the key of its decision."""
        facts = PlanFacts(
            since=since,
            until=until,
            packages=tuple(sorted(who.packages)),
            levels=(("GB42195", who.level),) if who.level else (),
            groups=tuple(who.groups),
            beds=tuple(who.beds),
            year_until=year_until,
        )
        reading = Reading(self.reading.book, self.today, self.reading.place, False)
        drawn = draw_plan(facts, reading)
        subject = Subject("PLAN", who.member_id, who.person_id)
        decision = drawn_up(draw_plan, facts, drawn, reading=reading, subject=subject, at=self.at)
        decision.pk = self.decisions.next()
        self.kept.decisions.append(decision)
        return drawn, decision.pk

    def _item(self, plan: PlanRow, planned: PlannedItem) -> int:
        reasons = [{"source": r.source, "code": r.code, "count": r.count} for r in planned.reasons]
        row = PlanItemRow(
            self.items.next(), plan.id, planned.code, planned.count, planned.every_days, reasons
        )
        self.kept.items.append(row)
        if planned.every_days is not None and not planned.code.startswith(FOLLOW_UP):
            self._dates(plan, row, is_visit=planned.is_visit)
        return row.id

    def _dates(self, plan: PlanRow, row: PlanItemRow, *, is_visit: bool) -> None:
        """Give an item its dates: services were begun with the year, visits begin today."""
        since, until = plan.span.since, plan.span.until
        count = row.count
        if is_visit and row.every_days:
            since = max(since, self.today)
            count = min(count, -(-(until - since).days // row.every_days))
        for first, last in windows(since, until, count):
            is_done = last < self.today and (
                last < self.today - LATE_AT_MOST or self.random.random() < self.done_share
            )
            act = self._act(plan, row.item, first, last) if is_done else None
            self.kept.due.append(
                DueRow(
                    int(act.source_id) if act else self.due.next(), plan.person_id, row.item,
                    row.id, "VISIT" if is_visit else "SERVICE", first, last,
                    "DONE" if act else "DUE", plan.institution_id, plan.practitioner_id,
                    plan.team_id, act.id if act else None,
                )
            )  # fmt: skip

    def _act(self, plan: PlanRow, item: str, first: date, last: date) -> CareActRow:
        day = first + timedelta(days=self.random.randint(0, (last - first).days))
        until = datetime(day.year, day.month, day.day, self.random.randint(9, 16), 30, tzinfo=CHINA)
        act = CareActRow(
            self.acts.next(), "SERVICE", item, plan.person_id, plan.institution_id,
            plan.practitioner_id, During(until - MINUTES, until), "TIME", "due_work",
            str(self.due.next()), until,
        )  # fmt: skip
        self.kept.acts.append(act)
        return act

    def store(self, progress: demo_plan.Progress) -> None:
        """Store what was made so far."""
        kept = self.kept
        if kept.decisions:
            store_instances(kept.decisions)
            progress("decision", len(kept.decisions))
            kept.decisions.clear()
        observed = list(kept.follow_ups)
        for rows, model in (
            (kept.plans, Plan),
            (kept.items, PlanItem),
            (kept.acts, Act),
            (kept.due, DueWork),
            (kept.follow_ups, FollowUp),
        ):
            progress(model._meta.model_name, put(rows, model))
            rows.clear()
        if observed:
            store_observed(observed, self.at, progress)


def _year_of(who: Signer, today: date) -> tuple[date, date]:
    since, until = who.since, months_after(who.since, 12)
    while until <= today:
        since, until = until, months_after(until, 12)
    return since, until


def _ask_the_shown_doctor(plan: demo_plan.Plan, progress: demo_plan.Progress) -> None:
    """Put questions to the doctor with the shown sign-in: some answered, some wait, one late."""
    shown = Assignment.objects.filter(account__username="family_doctor").first()
    doctor = shown and Practitioner.objects.filter(account=shown.account_id).first()
    if doctor is None:
        return
    people = Plan.objects.filter(practitioner=doctor).order_by("person")
    random: Random = plan.random("questions")
    told: list[dict[str, Any]] = quantity("care.questions")
    for person_id, one in zip(people.values_list("person_id", flat=True), told, strict=False):
        asked_at = plan.at - timedelta(hours=one["hours_ago"], minutes=random.randint(0, 50))
        said = Said(one["kind"], "PLATFORM", one["question"])
        asked = ask(person_id=person_id, said=said, by=PROGRAM, at=asked_at)
        if one.get("answer"):
            answer(
                consultation_id=asked.pk,
                words=one["answer"],
                practitioner_id=doctor.pk,
                by=PROGRAM,
                at=asked_at + timedelta(hours=2),
            )
    progress("consultation", len(told))
