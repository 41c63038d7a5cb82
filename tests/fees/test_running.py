"""The contract fee run, end to end on stored rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.fees.conftest import FeeYear
from tests.world import make_institution, make_person, make_practitioner
from yiyang.accounts.models import Account, Chunk, Entry, Posting, Run
from yiyang.accounts.selectors import balance
from yiyang.accounts.services import ClockSetBack, RunPosted, RunUnderWay, change_run
from yiyang.agreements.models import Agreement
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.decisions.replay import Outcome, replay
from yiyang.fees.models import Subject
from yiyang.fees.periods import BadPeriod
from yiyang.fees.services import (
    NothingToAdjust,
    PeriodNotOver,
    begin_fee_run,
    run_fees,
    try_fees,
    work_fee_run,
)
from yiyang.fees.summaries import Summary, summary_of
from yiyang.network.models import InstitutionKind

CLOSED = {"by": PROGRAM, "at": NOW}


def posted(**how: object) -> Summary:
    return summary_of(run_fees(period="2025", **CLOSED, **how))


def nothing_is_written() -> bool:
    return not (Run.objects.exists() or Posting.objects.exists() or Subject.objects.exists())


def test_a_year_is_split_to_the_fen_between_payers_staff_and_institution(year: FeeYear) -> None:
    for _ in range(3):
        year.signed_and_served()
    done = posted()
    # 3 x 120 yuan; 70:20:10; the funds pay nine tenths; at least 70 percent goes to staff.
    assert done.payers == {"INSURANCE": 22_680, "PUBLIC_HEALTH": 6_480, "PERSON": 3_600}
    assert (done.paid, done.staff, done.rest, done.held) == (32_760, 22_932, 9_828, 0)
    assert balance(f"STAFF:{year.doctor.pk}") == 22_932
    assert balance(f"INSTITUTION:{year.centre.pk}") == 9_828
    assert balance(f"POOL:{year.centre.pk}") == 0
    assert balance("PAYER:INSURANCE") == -22_680
    assert balance(f"PERSONS:{year.centre.pk}") == -3_600


def test_what_staff_get_is_rounded_up_to_the_least_that_is_asked(year: FeeYear) -> None:
    member = year.sign(span=DateRange(date(2025, 1, 1), date(2025, 1, 11)))
    year.serve(member, day=date(2025, 1, 6))
    done = posted()
    assert done.paid == 299  # 329 fen of ten days, its 296 of the funds by nine tenths
    assert done.staff * 100 >= done.paid * 70 > (done.staff - 1) * 100


def test_staff_are_paid_by_role_work_and_quality_and_the_parts_add_up(year: FeeYear) -> None:
    member = year.signed_and_served()
    year.serve(member, by=year.nurse, day=date(2025, 7, 1))
    year.appraise("PRACTITIONER", year.nurse.pk, "0.5000", year.centre)
    done = posted()
    # doctor 100 x (10 + 5) x 0.9, nurse 80 x 5 x 0.5: 1350 to 200
    doctor, nurse = (balance(f"STAFF:{who.pk}") for who in (year.doctor, year.nurse))
    assert doctor + nurse == done.staff
    assert (doctor, nurse) == (6_658, 986)


def test_a_hospital_doctor_who_takes_part_is_preferred(year: FeeYear) -> None:
    hospital = make_institution(InstitutionKind.HOSPITAL)
    guest = make_practitioner(hospital, "GENERAL_PRACTITIONER", name="吴医生")
    for who in (year.doctor, guest):
        year.appraise("PRACTITIONER", who.pk, "1.0000", year.centre)
    for who in (year.doctor, guest):
        member = year.sign(doctor=who)
        year.serve(member, by=who)
    posted()
    own, preferred = (balance(f"STAFF:{who.pk}") for who in (year.doctor, guest))
    assert preferred > own and own * 120 // 100 - preferred in (-1, 0, 1)


@pytest.mark.parametrize(
    ("reason", "how"),
    [
        ("FEE_SUSPENDED", {"state": Agreement.State.SUSPENDED}),
        ("FEE_NOT_SIGNED", {"state": Agreement.State.DRAFT}),
        ("FEE_NO_PACKAGE", {"packages": ()}),
        ("FEE_NO_PACKAGE", {"packages": ("UNHEARD_OF",)}),
    ],
)
def test_what_is_left_out_is_listed_with_its_reason(
    year: FeeYear, reason: str, how: dict[str, object]
) -> None:
    year.signed_and_served()
    year.signed_and_served(**how)
    done = posted()
    assert (done.counted, done.left_out, done.reasons) == (1, 1, {reason: 1})


def test_who_was_not_served_is_not_paid_for(year: FeeYear) -> None:
    year.signed_and_served()
    year.serve(year.sign(), flags=("ACT_FAR_TOO_SHORT",))
    year.serve(year.sign(), day=date(2024, 12, 31))
    done = posted()
    assert (done.counted, done.reasons) == (1, {"FEE_NO_SERVICE": 2})


def test_an_institution_without_a_final_appraisal_is_not_paid(year: FeeYear) -> None:
    other = year.open_centre(factor=None)
    member = year.sign(centre=other, doctor=make_practitioner(other, "DOCTOR"))
    year.serve(member)
    done = posted()
    assert (done.counted, done.reasons, done.postings) == (0, {"FEE_NO_APPRAISAL": 1}, 0)


def test_the_dead_are_paid_for_until_they_died_and_not_after(year: FeeYear) -> None:
    dying = make_person(died_at=datetime(2025, 3, 31, 20, tzinfo=UTC))  # 1 April in Shanghai
    gone = make_person(died_at=datetime(2024, 5, 1, tzinfo=UTC))
    member = year.sign(person=dying)
    year.serve(member, day=date(2025, 2, 3))
    year.sign(person=gone)
    done = posted()
    assert Subject.objects.get(member=member).units == 90
    assert done.reasons == {"FEE_DIED_BEFORE": 1, "FEE_NO_SERVICE": 1}


def test_a_year_with_a_new_doctor_is_shared_by_days_and_adds_up(year: FeeYear) -> None:
    person = make_person()
    second = make_practitioner(year.centre, "GENERAL_PRACTITIONER")
    year.signed_and_served(person=person, span=DateRange(date(2025, 1, 1), date(2025, 7, 1)))
    member = year.sign(
        person=person, doctor=second, span=DateRange(date(2025, 7, 1), date(2026, 1, 1))
    )
    year.serve(member, by=second, day=date(2025, 8, 1))
    posted()
    assert sum(Subject.objects.values_list("units", flat=True)) == 365


def test_every_posting_names_a_rule_and_a_decision_that_replays(year: FeeYear) -> None:
    year.signed_and_served()
    posted()
    rows = Posting.objects.select_related("decision")
    assert {row.rule for row in rows} == {"fees.pool", "fees.split"}
    assert all(row.decision.rule == row.rule for row in rows)
    made = Decision.objects.exclude(rule="test")
    assert {d.rule for d in made} == {"fees.entitled", "fees.terms", "fees.pool", "fees.split"}
    assert {replay(decision).outcome for decision in made} == {Outcome.SAME}


def test_a_dry_run_says_what_would_be_posted_and_writes_nothing(year: FeeYear) -> None:
    year.signed_and_served()
    tried = try_fees(period="2025", **CLOSED)
    assert nothing_is_written() and not Account.objects.exists()
    run = run_fees(period="2025", **CLOSED)
    assert tried.output_digest == run.output_digest
    assert tried.summary.input_digest == run.input_digest


def test_a_period_that_is_not_over_can_only_be_tried(year: FeeYear) -> None:
    with pytest.raises(PeriodNotOver):
        run_fees(period="2026", **CLOSED)
    with pytest.raises(BadPeriod):
        run_fees(period="26", **CLOSED)
    assert nothing_is_written()
    assert try_fees(period="2026", **CLOSED).summary.counted == 0


def test_a_posted_period_is_refused_and_adjusted_by_reversal(year: FeeYear) -> None:
    year.signed_and_served()
    first = run_fees(period="2025", **CLOSED)
    before = balance(f"STAFF:{year.doctor.pk}")
    with pytest.raises(RunPosted):
        run_fees(period="2025", **CLOSED)
    with pytest.raises(NothingToAdjust):
        run_fees(period="2025", adjust=True, **CLOSED)
    assert Run.objects.count() == 1
    year.signed_and_served()
    second = run_fees(period="2025", adjust=True, **CLOSED)
    assert (second.sequence, second.adjusts) == (2, first)
    assert balance(f"STAFF:{year.doctor.pk}") == 2 * before
    assert balance(f"POOL:{year.centre.pk}") == 0
    reversed_ones = Posting.objects.filter(run=second, reverses__run=first)
    assert reversed_ones.count() == Posting.objects.filter(run=first).count()


def test_nobody_sees_a_run_before_it_is_whole(year: FeeYear) -> None:
    year.signed_and_served()
    run = begin_fee_run(period="2025", **CLOSED)
    change_run(run=run, state=Run.State.STOPPED, **CLOSED)
    with pytest.raises(RunUnderWay):
        begin_fee_run(period="2025", **CLOSED)
    run = change_run(run=run, state=Run.State.STAGING, **CLOSED)
    assert balance(f"STAFF:{year.doctor.pk}") == 0
    work_fee_run(run=run, **CLOSED)
    assert balance(f"STAFF:{year.doctor.pk}") > 0


def test_a_run_goes_on_from_what_was_frozen_whatever_has_changed_since(year: FeeYear) -> None:
    members = [year.signed_and_served() for _ in range(2)]
    other = year.open_centre()
    year.signed_and_served(centre=other, doctor=make_practitioner(other, "DOCTOR"))
    wanted = try_fees(period="2025", **CLOSED).output_digest
    run = begin_fee_run(period="2025", chunk_size=1, **CLOSED)
    assert len(run.plan["parts"]) == 2
    Agreement.objects.filter(pk=members[0].agreement_id).update(state=Agreement.State.SUSPENDED)
    year.signed_and_served()
    assert run_fees(period="2025", **CLOSED).output_digest == wanted
    assert Chunk.objects.filter(run=run).count() == 2


def test_a_clock_set_back_is_refused(year: FeeYear) -> None:
    year.signed_and_served()
    run_fees(period="2025", **CLOSED)
    entries = Entry.objects.count()
    year.signed_and_served()
    with pytest.raises(ClockSetBack):
        run_fees(period="2025", adjust=True, by=PROGRAM, at=NOW - timedelta(seconds=1))
    assert (Run.objects.count(), Entry.objects.count()) == (1, entries)
