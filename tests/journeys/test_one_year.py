"""One person's year: signed online, planned, visited, measured, appraised, run, paid.

Every step is done where it is done in life; every figure at the end is led back to its rows.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import resolve

from tests.care.conftest import join_group
from tests.conftest import NOW
from tests.docs.tables import table
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.journeys.test_appraisals import CLOSED, DRAFTED
from tests.journeys.test_care import taken
from tests.journeys.test_signing import draw_up, sign, wish
from tests.journeys.visiting import Visiting
from tests.journeys.year import PAID_BY_HAND, SIGNED_AT, district_of_the_year
from tests.measures.conftest import District
from tests.signing.conftest import Signing, make_resident
from tests.world import BEGAN, make_account, make_grant
from yiyang.access.models import Role
from yiyang.accounts.models import Posting, Run
from yiyang.accounts.selectors import balance
from yiyang.agreements.models import Agreement, Member
from yiyang.care.models import DueWork, FollowUp, Plan
from yiyang.faces.jobs.fees import work_fee_runs
from yiyang.fees.models import Subject
from yiyang.kernel.money import mul_div_round, yuan_from_fen
from yiyang.ledger.models import Act
from yiyang.network.models import Post
from yiyang.people.models import Person
from yiyang.performance.models import Appraisal
from yiyang.visits.models import Visit

VISITED = datetime(2025, 6, 3, 2, 0, tzinfo=UTC)  # Tuesday 10:00 in Shanghai
HALF_AN_HOUR = timedelta(minutes=30)
PACKAGES = ["BASIC", "HOME_CARE"]


def text(browser: SignedIn, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def signed_online(journey: Journey, signing: Signing, person: Person, as_whom: object) -> Agreement:
    resident = journey.enter(as_whom)
    with at(SIGNED_AT):
        return sign(resident, draw_up(resident, person, wish(signing, packages=PACKAGES)))


def followed_up(doctor: SignedIn, person: Person) -> Act:
    """Plan the person's year, and do the first follow-up when it is due."""
    with at(SIGNED_AT):
        if not Plan.objects.filter(person=person, state="CURRENT").exists():
            assert doctor.post(f"/care/people/{person.pk}/plan/draw/").status_code == 302
    due = DueWork.objects.filter(person=person, item="FOLLOW_UP_HYPERTENSION", state="DUE")
    first = due.earliest("due_on")
    done_at = datetime.combine(first.due_on, datetime.min.time(), UTC).replace(hour=2)
    with at(done_at):
        answer = doctor.post(f"/care/due/{first.pk}/", taken(128, 78))
    assert answer.status_code == 302
    return FollowUp.objects.get(person=person).act


def visited(journey: Journey, signing: Signing, resident: SignedIn, doctor: SignedIn) -> Act:
    """Ask for a visit at home, check its risk, arrange the day, make it; each by its page.

    The centre's other doctor has left by then.
    """
    others = Post.objects.filter(institution=signing.centre).exclude(practitioner=signing.doctor)
    others.update(span=DateRange(BEGAN.date(), VISITED.date()))
    person = resident.account.person
    desk = journey.sign_in(Role.CENTRE_DESK, institution=signing.centre)
    day, steps = f"{VISITED:%Y-%m-%d}", []
    asked = {"institution": signing.centre.pk, "day": day, "part": "PART_ANY", "note": ""}
    with at(VISITED.replace(hour=1)):
        items = {"items": ["DOCTOR_VISIT"]}
        steps += [resident.post(f"/people/{person.pk}/visits/ask/", asked | items)]
        visit = Visit.objects.get(person=person)
        steps += [desk.post(f"/visits/{visit.pk}/risk/", {})]
        steps += [desk.post("/visits/plan/arrange/", {"day": day})]
    for step, moment, more in (
        ("in", VISITED, {}),
        ("out", VISITED + HALF_AN_HOUR, {"items": ["DOCTOR_VISIT"], "signed_by": person.name}),
    ):
        with at(moment):
            told = Visiting.told(visit, moment) | more
            steps += [doctor.post(f"/visits/{visit.pk}/{step}/", told)]
    assert [answer.status_code for answer in steps] == [302] * 5
    return Act.objects.get(person=person, kind="HOME_VISIT")


def used_of_the_plan(resident: SignedIn, item: str) -> tuple[int, int]:
    """Return how often an item was used, and is left, as the resident's own plan says."""
    with at(VISITED + HALF_AN_HOUR * 2):
        page = text(resident, f"/my/{resident.account.person_id}/plan/")
    (row,) = re.findall(rf'<th scope="row">{item}</th>(.*?)</tr>', page, re.S)
    used, left = (re.search(rf'data-label="{word}">(\d+)<', row)[1] for word in ("Used", "Left"))
    return int(used), int(left)


def by_payer(lines: list[dict[str, Any]]) -> Counter[str]:
    """Return what each payer bears of all packages, in fen."""
    found: Counter[str] = Counter()
    for line in lines:
        found[line["payer"]] += line["fen"]
    return found


def measured(journey: Journey, signing: Signing, doctor: SignedIn, person: Person) -> int:
    """Count the doctor's acts by command; find the person among the rows behind the number."""
    words = ("measure", "care.acts", "--by", "doctor", "--period", "2025", "--json")
    lines = journey.command(*words).json["lines"]
    (own,) = (line for line in lines if signing.doctor.name in line["names"])
    asked = f"which=having&period=2025&key_doctor={signing.doctor.pk}"
    assert person.name in text(doctor, f"/measures/care.acts/rows/?{asked}")
    return int(own["numerator"])


@pytest.fixture
def district(journey: Journey) -> District:
    return district_of_the_year()


def appraised(journey: Journey, signing: Signing) -> int:
    """Appraise the year by the page and make it final; return the centre's factor."""
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    for step, when in (("draft", DRAFTED), ("final", CLOSED)):
        with at(when):
            answer = commission.post(f"/appraisals/{step}/", {"period": "2025"})
        assert answer.status_code == 302
    row = Appraisal.objects.get(subject_kind="INSTITUTION", subject_id=signing.centre.pk)
    assert row.state == Appraisal.State.FINAL and 0 < row.factor <= 1
    return int(row.factor * 10_000)


@pytest.mark.clause("FD-4.4", "fees.pool")
def test_one_persons_year_from_the_signature_to_the_doctors_pay(
    journey: Journey, district: District
) -> None:
    signing = Signing(centre=district.centres[0])
    person, as_whom = make_resident("钱秀英", born_on=date(1950, 3, 1))
    for group in ("HYPERTENSION", "LOST_ABILITY"):
        join_group(person, group)
    agreement = signed_online(journey, signing, person, as_whom)
    member = Member.objects.get(agreement=agreement, slot="FAMILY_DOCTOR")

    account = make_account()
    signing.doctor.account, signing.doctor.name = account, "陈医生"
    signing.doctor.save()
    make_grant(person, signing.centre)
    doctor = journey.sign_in(
        Role.FAMILY_DOCTOR, institution=signing.centre, account=account, language="en"
    )
    resident = journey.enter(as_whom, language="en")
    visit = visited(journey, signing, resident, doctor)
    act = followed_up(doctor, person)
    assert used_of_the_plan(resident, "Doctor&#x27;s visit") == (1, 5)
    assert (act.person, act.practitioner, act.institution) == (
        person,
        signing.doctor,
        signing.centre,
    )

    assert measured(journey, signing, doctor, person) == 2
    factor = appraised(journey, signing)

    insurer = journey.sign_in(Role.INSURER, language="en")
    with at(NOW):
        insurer.post("/fees/runs/new/", {"period": "2025", "act": "start"})
        assert "posted" in work_fee_runs(NOW)
    run = Run.objects.get()
    subject = Subject.objects.get(member=member, package="BASIC")
    assert (subject.counts, subject.units, subject.acts) == (True, 360, 2)

    # The year in figures: what the days cost, by payer; what the funds pay after the appraisal.
    pool = journey.decision_of("fees.pool", subject_kind="institution")
    gross = by_payer(pool.facts["gross"])
    assert gross == PAID_BY_HAND and sum(gross.values()) == 11_836
    paid = by_payer(pool.result["paid"])
    after = {payer: mul_div_round(fen, factor, 10_000) for payer, fen in PAID_BY_HAND.items()}
    assert paid == after | {"PERSON": 1_184}
    staff = -(-sum(paid.values()) * 70 // 100)
    split = journey.decision_of("fees.split", subject_kind="institution").result["parts"]
    assert sum(part["fen"] for part in split) == staff
    own_fen = balance(f"STAFF:{signing.doctor.pk}")
    assert own_fen == staff > 0
    assert balance(f"INSTITUTION:{signing.centre.pk}") == sum(paid.values()) - staff

    # Every figure leads to its rows: the pay to the person and the act, the share to the resident.
    figure = Posting.objects.get(run=run, credit__practitioner=signing.doctor)
    assert f"/fees/pay/{figure.pk}/" in text(doctor, "/fees/pay/")
    shown = text(doctor, f"/fees/pay/{figure.pk}/")
    assert f"¥{yuan_from_fen(own_fen)}" in shown
    assert "1 people signed and 2 acts: 20 points" in shown
    assert "钱秀英" in shown
    assert all(f"{one.span.lower:%Y-%m-%d}" in shown for one in (act, visit))
    assert f"{factor // 100}.{factor % 100:02d} %" in shown  # the quality of the team's centre
    own = text(resident, "/fees/mine/")
    assert "¥82.85" in own and "¥23.67" in own and "¥11.84" in own
    assert journey.command("fees", "show", "--period", "2025", "--check").exit_code == 0
    replayed = journey.command("explain", str(figure.decision_id), "--json")
    assert replayed.json["replay"]["outcome"] == "REPLAY_SAME"
    the_page_of_the_year_tells_it_so(journey)


def the_page_of_the_year_tells_it_so(journey: Journey) -> None:
    """Every page that docs/one-year.md names is there, and every rule has decided on the way."""
    for _step, _who, page, rules in table("one-year.md", "step"):
        assert resolve(page.strip("`").replace("<id>", "1"))
        for rule in re.findall("`(.+?)`", rules):
            assert journey.decisions(rule).exists(), rule
