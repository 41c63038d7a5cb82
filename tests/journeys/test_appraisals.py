"""A year is appraised from what was recorded: score, money, reward, each figure with its rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.journey import Journey
from tests.journeys.clock import at
from tests.measures.conftest import District, make_district, make_group
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.care.models import FollowUp
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act
from yiyang.ledger.services import reverse_act
from yiyang.people.models import Person
from yiyang.performance.models import Appraisal, SurveyCall
from yiyang.performance.selectors import factors

YEAR, PEOPLE = "2025", 40
THEN = datetime(2025, 6, 2, 2, 0, tzinfo=UTC)
DRAFTED = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
CLOSED = datetime(2026, 1, 13, 2, 0, tzinfo=UTC)
LAST_YEAR = {"since": date(2025, 1, 1), "until": date(2026, 1, 1)}


def act_of(district: District, person: Person, n: int, centre: int = 0) -> Act:
    """Return an act of the centre's doctor, not stored, in a quarter of an hour of its own."""
    since = THEN + timedelta(minutes=15 * n)
    return Act(
        kind="FOLLOW_UP", person=person, institution=district.centres[centre],
        practitioner=district.doctors[centre], unit="TIME", source_kind="test",
        span=DateTimeTZRange(since, since + timedelta(minutes=10)),
        source_id=f"{person.pk}-{n}", recorded_at=since,
    )  # fmt: skip


def followed_up(district: District, people: list[Person]) -> None:
    """Follow everybody up four times; of every four people three are on target."""
    acts = Act.objects.bulk_create(
        act_of(district, person, n * 4 + quarter)
        for n, person in enumerate(people)
        for quarter in range(4)
    )
    on_target = {person.pk for n, person in enumerate(people) if n % 4}
    FollowUp.objects.bulk_create(
        FollowUp(
            person_id=act.person_id, programme="HYPERTENSION", channel="FACE_TO_FACE",
            done_at=act.span.lower, readings={}, institution=act.institution, act=act,
            result="CONTROLLED" if act.person_id in on_target else "UNCONTROLLED",
        )
        for act in acts
    )  # fmt: skip


def answered(district: District, people: list[Person], score: int) -> None:
    """Keep an answered call of the survey with everybody."""
    SurveyCall.objects.bulk_create(
        SurveyCall(
            period=YEAR, instrument="SATISFACTION", version="1", person=person, score=score,
            most=30, institution=district.centres[0], team=district.teams[0], state="ANSWERED",
            practitioner=district.doctors[0], drawn_at=THEN, called_at=THEN,
        )
        for person in people
    )  # fmt: skip


@pytest.fixture
def district(journey: Journey) -> District:
    """A doctor with forty people of high blood pressure through a year, all asked."""
    made = make_district()
    people = [made.resident() for _ in range(PEOPLE)]
    for person in people:
        made.sign(person, **LAST_YEAR, state="ENDED")
        made.sign(person)  # signed again the next day
        make_group(person, "HYPERTENSION")
    followed_up(made, people)
    answered(made, people, 27)
    other = made.resident(1)
    made.sign(other, 1, since=date(2025, 1, 1), until=date(2027, 1, 1))
    act_of(made, other, 900, 1).save()
    return made


def drawn_up(journey: Journey, period: str = YEAR, when: datetime = DRAFTED) -> None:
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    with at(when):
        assert commission.post("/appraisals/draft/", {"period": period}).status_code == 302


def card(district: District, kind: str = "PRACTITIONER") -> Appraisal:
    subject = {
        "PRACTITIONER": district.doctors[0],
        "TEAM": district.teams[0],
        "INSTITUTION": district.centres[0],
    }[kind]
    return Appraisal.objects.get(period=YEAR, subject_kind=kind, subject_id=subject.pk)


def figure(decision: Decision, name: str) -> dict:
    parts = decision.result["components"]
    return next(f for part in parts for f in part["metrics"] if f["name"] == name)


@pytest.mark.clause("HZ-19", "performance.appraise")
def test_a_doctors_appraisal_goes_down_to_the_rows_of_every_figure(
    journey: Journey, district: District
) -> None:
    drawn_up(journey)
    row = card(district)
    assert row.decision.rule == "performance.appraise" and row.state == "DRAFT"
    assert figure(row.decision, "care.hypertension_controlled")["value"] == "75.00"
    assert figure(row.decision, "signing.renewal")["value"] == "100.00"
    assert figure(row.decision, "satisfaction.contracted")["value"] == "90.00"
    assert row.score is not None and row.factor is not None
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    page = commission.get(f"/appraisals/{row.pk}/").content.decode()
    assert str(row.score) in page
    query = f"period={YEAR}&key_doctor={district.doctors[0].pk}"
    assert f"/measures/care.hypertension_controlled/rows/?{query.replace('&', '&amp;')}" in page
    rows = commission.get(f"/measures/care.hypertension_controlled/rows/?which=lacking&{query}")
    assert rows.content.decode().count('data-label="医生"') == 10


@pytest.mark.clause("FD-5.6", "performance.finalise")
def test_a_final_appraisal_by_the_six_parts_decides_the_money(
    journey: Journey, district: District
) -> None:
    drawn_up(journey)
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    with at(DRAFTED):
        early = commission.post("/appraisals/final/", {"period": YEAR})
    assert early.status_code == 409
    assert factors(YEAR) == {}
    with at(CLOSED):
        assert commission.post("/appraisals/final/", {"period": YEAR}).status_code == 302
    row = card(district, "INSTITUTION")
    assert row.state == "FINAL"
    assert row.confirmed_by == journey.decisions("performance.finalise").get()
    six = {p["name"] for p in row.decision.result["components"] if p["points"] is not None}
    assert {"KEY_GROUPS", "RENEWAL", "EFFECT", "QUALITY", "SATISFACTION"} <= six
    assert row.decision.result["evaluation"] is not None
    assert factors(YEAR)["INSTITUTION", district.centres[0].pk] == row.factor
    drawn_up(journey, when=CLOSED)  # what is final stays
    assert card(district, "INSTITUTION").pk == row.pk
    for year in ("2023", "2024"):
        Appraisal.objects.create(
            period=year, span=row.span, subject_kind="INSTITUTION", state="FINAL",
            subject_id=row.subject_id, institution=row.institution, score=row.score,
            factor=row.factor, decision=row.decision, confirmed_by=row.confirmed_by,
            drafted_at=DRAFTED, final_at=CLOSED,
        )  # fmt: skip
    drawn_up(journey, "2021-2025", CLOSED)
    five = Appraisal.objects.get(
        period="2021-2025", subject_kind="INSTITUTION", subject_id=row.subject_id
    )
    assert (five.score, five.factor) == (row.score, row.factor)
    assert five.decision.rule == "performance.appraise_years"


@pytest.mark.clause("JA-2.3.3", "performance.reward_team")
def test_a_five_bed_team_is_rewarded_for_number_quality_and_satisfaction(
    journey: Journey, district: District
) -> None:
    drawn_up(journey)
    row = card(district, "TEAM")
    assert row.reward is not None and row.reward.rule == "performance.reward_team"
    parts = {p["name"]: p["points"] for p in row.reward.result["components"]}
    assert parts == {"NUMBERS": "100.00", "QUALITY": "100.00", "SATISFACTION": "100.00"}
    assert row.reward_fen == 3_000_000
    other = Appraisal.objects.get(subject_kind="TEAM", subject_id=district.teams[1].pk)
    assert other.reward_fen == 0  # one person, nobody asked: too few to judge
    doctor = district.doctors[0]
    signed_in = journey.sign_in(Role.FAMILY_DOCTOR, institution=district.centres[0])
    doctor.account = signed_in.account
    doctor.save()
    page = signed_in.get("/my-card/").content.decode()
    assert str(card(district).score) in page and "职称晋升" in page


@pytest.mark.clause("FD-4.4", "performance.appraise")
def test_performance_reads_only_acts_that_were_recorded_and_stand(
    journey: Journey, district: District
) -> None:
    drawn_up(journey)
    before = {m["name"]: m for m in card(district).decision.facts["metrics"]}
    assert before["care.acts"]["numerator"] == PEOPLE * 4
    act = Act.objects.filter(practitioner=district.doctors[0]).latest("pk")
    reverse_act(act=act, reason="NOT_DELIVERED", by=PROGRAM, at=DRAFTED)
    drawn_up(journey)
    after = {m["name"]: m for m in card(district).decision.facts["metrics"]}
    assert after["care.acts"]["numerator"] == PEOPLE * 4 - 1
    query = f"period={YEAR}&key_doctor={district.doctors[0].pk}&which=having"
    rows = journey.sign_in(Role.HEALTH_COMMISSION).get(f"/measures/care.acts/rows/?page=4&{query}")
    assert rows.content.decode().count('data-label="医生"') == PEOPLE * 4 - 1 - 150


def test_a_veto_ends_all_points_when_the_drafts_are_drawn_up_again(
    journey: Journey, district: District
) -> None:
    drawn_up(journey)
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    fault = {"code": "FABRICATED_SERVICE", "reason": "inspection"}
    assert commission.post(f"/appraisals/{card(district).pk}/veto/", fault).status_code == 302
    drawn_up(journey)
    assert (card(district).score, card(district).factor) == (0, 0)


def test_the_survey_asks_people_drawn_by_lot_and_scores_their_answers(
    journey: Journey, district: District
) -> None:
    SurveyCall.objects.all().delete()
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    for _ in range(2):  # drawn again, the lot falls on the same people
        with at(DRAFTED):
            commission.post("/appraisals/sample/", {"period": YEAR})
        assert SurveyCall.objects.count() == PEOPLE + 1
    assert commission.get("/survey/").status_code == 404
    officer = journey.sign_in(Role.SUB_DISTRICT, place=district.places[0])
    call = SurveyCall.objects.filter(institution=district.centres[0]).earliest("pk")
    assert f"/survey/{call.pk}/" in officer.get("/survey/").content.decode()
    items = ("reachable", "manner", "skill", "explained", "kept", "referral")
    half = {"state": "ANSWERED"} | dict.fromkeys(items[:3], "5")
    assert officer.post(f"/survey/{call.pk}/", half).status_code == 400
    call.refresh_from_db()
    assert call.state == "DRAWN"
    whole = {"state": "ANSWERED"} | dict.fromkeys(items, "4")
    assert officer.post(f"/survey/{call.pk}/", whole).status_code == 302
    call.refresh_from_db()
    assert (call.state, call.score, call.most) == ("ANSWERED", 24, 30)
    assert officer.post(f"/survey/{call.pk}/", whole).status_code == 409
    page = officer.get(f"/survey/{call.pk}/").content.decode()
    assert "该电话调查已完成" in page and 'name="state"' not in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_stand_in_both_languages(
    journey: Journey, district: District, language: str
) -> None:
    drawn_up(journey)
    commission = journey.sign_in(Role.HEALTH_COMMISSION, language=language)
    for address in (f"/appraisals/?period={YEAR}", f"/appraisals/{card(district, 'TEAM').pk}/"):
        text = commission.get(address).content.decode()
        assert ("得分" in text) == (language == "zh-hans")
        assert "MEASURE_" not in text
