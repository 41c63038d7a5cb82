"""Acts of the ledger, with what was known of the person on their days, as rules take them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet
from django.utils import timezone

from yiyang.assessments.models import Assessment
from yiyang.beds.models import Presence
from yiyang.beds.selectors import AWAY_FROM_HOME
from yiyang.claims.models import Claim, Cover
from yiyang.decisions.services import read_book
from yiyang.fees.models import BillLine
from yiyang.ledger.models import Act
from yiyang.ledger.selectors import standing_acts
from yiyang.network.facts import Designated
from yiyang.network.models import Scheme
from yiyang.people.facts import age_on
from yiyang.people.models import Person
from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.adjudication.care_acts import CARE_DAY, HOSPITAL, ActsOfMonth, CareAct
from yiyang.rules.adjudication.care_shares import CareBill, CareShare
from yiyang.rules.adjudication.long_term_care import BONUS, HOME, INSTITUTION
from yiyang.rules.care.plan import UNIFIED

ITEMS = "services.ltci.groups"
INSTITUTION_BED = "INSTITUTION_BED"
LONGEST_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class Lies:
    """Where a person lay from a moment on, until None: still."""

    since: datetime
    until: datetime | None
    where: str
    institution_id: int


def next_month(first: date) -> date:
    """Return the first day of the month after."""
    return (first + LONGEST_MONTH).replace(day=1)


def monday_before(first: date) -> date:
    """Return the Monday of the week of a day."""
    return first - timedelta(days=first.weekday())


def care_items(reading: Reading) -> list[str]:
    """Return the codes of the items that long-term care insurance knows."""
    return [code for codes in reading.table(ITEMS).values() for code in codes]


def is_care(item: str, first: date) -> bool:
    """Tell whether an item is one of long-term care insurance in a month; none is before it."""
    try:
        return item in care_items(read_book(first))
    except NotInForce:
        return False


def acts_between(since: date, until: date, reading: Reading) -> QuerySet[Act]:
    """Return the standing acts of care that began from a day until another, excluded."""
    return standing_acts().filter(
        item__in=care_items(reading),
        span__startswith__gte=_midnight(since),
        span__startswith__lt=_midnight(until),
    )


def acts_of_month(person: Person, first: date, reading: Reading) -> ActsOfMonth:
    """Return a person's acts of care of a month, and of the week that reaches into it."""
    since, until = monday_before(first), next_month(first)
    rows = acts_between(since, until, reading).filter(person=person)
    acts = list(rows.select_related("practitioner").order_by("pk"))
    billed = set(BillLine.objects.filter(act__in=acts).values_list("act_id", flat=True))
    stays = lies_between(person.pk, since, until)
    known = _Known(person, {act.institution_id for act in acts})
    return ActsOfMonth(
        tuple(
            replace(
                known.act(act, _lay(act, stays)),
                is_billed=act.pk in billed,
                is_before=timezone.localdate(act.span.lower) < first,
            )
            for act in acts
        ),
        _months_at_home(person.pk, first, reading),
    )


class _Known:
    """What is known of a person on any day, and which institutions the insurance pays."""

    def __init__(self, person: Person, institutions: Collection[int]) -> None:
        self.person = person
        self.designated = Designated(Scheme.LONG_TERM_CARE, institutions)
        self.covers = list(Cover.objects.filter(person=person))
        rows = Assessment.objects.filter(person=person, instrument=UNIFIED)
        self.newest = list(rows.order_by("-assessed_at", "-pk"))

    def act(self, act: Act, lay: Lies | None) -> CareAct:
        """Return an act as the rule takes it."""
        on, worker, born = timezone.localdate(act.span.lower), act.practitioner, self.person.born_on
        return CareAct(
            key=str(act.pk),
            institution=str(act.institution_id),
            practitioner=str(worker.pk) if worker else "",
            profession=worker.profession if worker else "",
            item=act.item,
            since=act.span.lower,
            until=act.span.upper,
            insurance=self.insurance(on),
            age=None if born is None else age_on(born, on),
            level=self.level(on),
            lies_in=lay.where if lay else HOME,
            lies_at=str(lay.institution_id) if lay else "",
            is_designated=self.designated.on(act.institution_id, on),
        )

    def insurance(self, day: date) -> str:
        """Return by which insurance the person was insured on a day, or nothing."""
        for one in self.covers:
            if one.span.lower <= day and (one.span.upper is None or day < one.span.upper):
                return one.insurance
        return ""

    def level(self, day: date) -> int | None:
        """Return the level of the unified assessment in force on a day.

        A newer one supersedes an older one even where it has run out itself.
        """
        for row in self.newest:
            if timezone.localdate(row.assessed_at) <= day:
                holds = row.valid_until is None or day < row.valid_until
                return int(row.level) if holds and row.level.isdecimal() else None
        return None


def lies_between(person_id: int, since: date, until: date) -> list[Lies]:
    """Return where a person lay but at home, as far as it touches the days."""
    rows = Presence.objects.filter(
        person=person_id,
        bed_kind__in=(INSTITUTION_BED, *AWAY_FROM_HOME),
        span__overlap=DateTimeTZRange(_midnight(since), _midnight(until)),
    )
    found = [
        Lies(
            row.span.lower,
            row.span.upper,
            INSTITUTION if row.bed_kind == INSTITUTION_BED else HOSPITAL,
            row.claim.bed.institution_id,
        )
        for row in rows.select_related("claim__bed")
    ]
    # Who keeps a bed in an institution while in hospital lies in hospital.
    return sorted(found, key=lambda one: (one.where == INSTITUTION, one.since))


def _lay(act: Act, stays: Sequence[Lies]) -> Lies | None:
    began = act.span.lower
    return next(
        (one for one in stays if one.since <= began and (one.until is None or began < one.until)),
        None,
    )


def _months_at_home(person_id: int, first: date, reading: Reading) -> int:
    """Return how many months before this one, without a gap, had care at home.

    No more are counted than the highest step of what continuous care adds asks for.
    """
    since = first_counted(first, reading)
    rows = acts_between(since, first, reading).filter(person=person_id)
    stays = lies_between(person_id, since, first)
    at_home = (act for act in rows.only("span") if _lay(act, stays) is None)
    months = {timezone.localdate(act.span.lower).replace(day=1) for act in at_home}
    found, month = 0, first
    while (month := (month - timedelta(days=1)).replace(day=1)) in months:
        found += 1
    return found


def first_counted(first: date, reading: Reading) -> date:
    """Return the first of the months whose care counts for what a month is claimed as."""
    most = max(int(row["above_months"]) for row in reading.table(BONUS)["rows"]) + 1
    since = first
    for _ in range(most):
        since = (since - timedelta(days=1)).replace(day=1)
    return since


def care_bill(claim: Claim, without: frozenset[int] = frozenset()) -> CareBill:
    """Return a claim of care as its rule takes it, but for lines of these numbers."""
    return CareBill(
        tuple(
            CareShare(line.code, line.on, INSTITUTION if line.code == CARE_DAY else HOME, line.fen)
            for line in claim.lines.order_by("number")
            if line.number not in without
        )
    )


def rests_on_acts(claim: Claim) -> bool:
    """Tell whether each line of a claim of care still has an act, neither taken back nor billed."""
    good = standing_acts().filter(bill_line__isnull=True)
    return not claim.lines.exclude(acts__act__in=good).exists()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
