"""Acts told are asked of the rule, kept with its decision, and held apart by the database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tests.at_once import at_once
from tests.conftest import NOW
from tests.world import make_bed, make_institution, make_person, make_practitioner
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, Presence
from yiyang.beds.selectors import hospital_stays
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act, TimeTaken
from yiyang.ledger.selectors import standing_acts
from yiyang.ledger.services import (
    ActNotAccepted,
    ActRecorded,
    ActReversed,
    deliver,
    judge_and_deliver,
    reverse_act,
)
from yiyang.network.models import InstitutionKind, Post

HOUR = timedelta(hours=1)


class Told:
    """A carer's home visit of an hour, an hour before it is told."""

    def __init__(self) -> None:
        self.home = make_institution(InstitutionKind.HOME_CARE_PROVIDER)
        self.carer = make_practitioner(self.home, "CARER")
        self.person = make_person()
        self.count = 0

    def act(self, **columns: Any) -> dict[str, Any]:
        self.count += 1
        told = {
            "kind": "HOME_VISIT",
            "person_id": self.person.pk,
            "institution_id": self.home.pk,
            "practitioner_id": self.carer.pk,
            "since": NOW - 2 * HOUR,
            "until": NOW - HOUR,
            "item": "LTCI_02",
            "source_kind": "test",
            "source_id": str(self.count),
            "hospital_stays": (),
            "by": PROGRAM,
            "at": NOW,
        }
        return told | columns


def nothing_more(before: tuple[int, ...]) -> bool:
    return rows() == before


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Act, TimeTaken, Decision, Entry))


@pytest.mark.django_db
def test_an_act_is_kept_with_its_decision_its_item_and_its_flags() -> None:
    told = Told()
    act = deliver(**told.act(until=NOW - 2 * HOUR + timedelta(minutes=19)))
    act.refresh_from_db()
    assert (act.item, act.flags) == ("LTCI_02", ["ACT_SHORT"])
    assert act.decision.rule == "ledger.accept_act"
    assert act.decision.person_id == told.person.pk
    assert act.time_taken.practitioner_id == told.carer.pk


@pytest.mark.django_db
def test_a_refused_act_has_written_nothing() -> None:
    told = Told()
    deliver(**told.act())
    before = rows()
    with pytest.raises(ActNotAccepted) as refused:
        deliver(**told.act(person_id=make_person().pk, since=NOW - 1.5 * HOUR))
    assert refused.value.message.params == {"reason": "ACT_OVERLAP"}
    with pytest.raises(ActNotAccepted):
        deliver(**told.act(practitioner_id=make_practitioner(profession="CARER").pk))
    assert nothing_more(before)


@pytest.mark.django_db
def test_one_source_has_one_act_also_when_it_is_told_again() -> None:
    told = Told()
    first = told.act()
    deliver(**first)
    before = rows()
    with pytest.raises(ActRecorded):
        deliver(**first | {"since": NOW - 9 * HOUR, "until": NOW - 8 * HOUR})
    assert nothing_more(before)


@pytest.mark.django_db
def test_whoever_keeps_the_evidence_gets_the_decision_of_a_refused_act() -> None:
    told = Told()
    done = judge_and_deliver(**told.act(practitioner_id=make_practitioner(profession="CARER").pk))
    assert done.act is None
    assert [fault.code for fault in done.refusals] == ["ACT_OUTSIDE_PRACTICE"]
    assert Decision.objects.get() == done.decision
    assert not Act.objects.exists()


@pytest.mark.django_db
def test_an_act_outside_the_dates_of_a_post_is_refused() -> None:
    told = Told()
    Post.objects.update(span=DateRange(date(2026, 3, 3), None))
    with pytest.raises(ActNotAccepted):
        deliver(**told.act())
    Post.objects.update(span=DateRange(date(2026, 3, 2), date(2026, 3, 3)))
    assert deliver(**told.act()).pk


@pytest.mark.django_db
def test_a_day_care_centre_is_a_place_of_practice_of_its_medical_institution() -> None:
    told = Told()
    point = make_institution(InstitutionKind.DAY_CARE, operator=told.home)
    other = make_institution(InstitutionKind.DAY_CARE)
    with pytest.raises(ActNotAccepted):
        deliver(**told.act(institution_id=other.pk))
    assert deliver(**told.act(institution_id=point.pk)).pk


@pytest.mark.django_db
def test_presence_in_a_hospital_bed_is_a_hospital_stay_and_refuses_a_visit() -> None:
    told = Told()
    bed = make_bed(make_institution(InstitutionKind.HOSPITAL))
    span = DateTimeTZRange(NOW - 1.5 * HOUR, None)
    claim = BedClaim.objects.create(bed=bed, person=told.person, kind="OCCUPY", span=span)
    Presence.objects.create(
        person=told.person, axis="MEDICAL", bed_kind=bed.kind, claim=claim, span=span
    )
    stays = hospital_stays(told.person.pk, NOW - 2 * HOUR, NOW - HOUR)
    assert len(stays) == 1
    assert hospital_stays(told.person.pk, NOW - 3 * HOUR, NOW - 1.5 * HOUR) == ()
    with pytest.raises(ActNotAccepted) as refused:
        deliver(**told.act(hospital_stays=stays))
    assert refused.value.message.params == {"reason": "ACT_IN_HOSPITAL"}
    assert not Act.objects.exists()


@pytest.mark.django_db
def test_a_reversal_says_why_frees_the_time_and_stands_once() -> None:
    told = Told()
    act = deliver(**told.act())
    reversal = reverse_act(act=act, reason="WRONG_PERSON", by=PROGRAM, at=NOW)
    assert (reversal.reason, reversal.item) == ("WRONG_PERSON", act.item)
    assert not standing_acts().exists()
    with pytest.raises(ActReversed):
        reverse_act(act=act, reason="WRONG_PERSON", by=PROGRAM, at=NOW)
    with pytest.raises(ActReversed):
        reverse_act(act=reversal, reason="WRONG_PERSON", by=PROGRAM, at=NOW)
    assert deliver(**told.act()).pk, "the time is free again"


def overlapping(told: Told, number: int) -> dict[str, Any]:
    began: datetime = NOW - 2 * HOUR + number * timedelta(minutes=5)
    return told.act(person_id=make_person().pk, since=began)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_tell_the_same_workers_hour_at_one_moment_one_is_kept() -> None:
    told = Told()
    acts = [overlapping(told, number) for number in range(6)]
    done = at_once(*[lambda act=act: deliver(**act) for act in acts])
    assert [type(one) for one in done].count(Act) == 1, done
    assert {type(one) for one in done} == {Act, ActNotAccepted}
    assert Act.objects.count() == TimeTaken.objects.count() == 1
    assert Decision.objects.count() == 1, "who lost the race has written nothing"
