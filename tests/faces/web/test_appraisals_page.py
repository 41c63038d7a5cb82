"""The page of appraisals sets one figure of everybody beside each other, in a funnel."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.world import make_institution, make_practitioner
from yiyang.access.models import Role
from yiyang.decisions.models import Decision
from yiyang.network.models import Institution
from yiyang.performance.models import Appraisal

pytestmark = pytest.mark.django_db
FIGURE = "care.hypertension_managed"
ASKED = f"period=2025&kind=PRACTITIONER&figure={FIGURE}"


def appraise(home: Institution, met: int, counted: int, name: str) -> Appraisal:
    """Return the appraisal of a doctor that rests on one rate."""
    doctor = make_practitioner(home, name=name)
    metric = {
        "name": FIGURE, "unit": "PERCENT", "numerator": met, "denominator": counted,
        "counted": counted, "peers": [],
    }  # fmt: skip
    scored = {"name": FIGURE, "value": "75.00", "floor": None, "target": None, "points": None}
    part = {"name": "QUALITY", "weight": "20", "points": None, "metrics": [scored]}
    decision = Decision.objects.create(
        rule="performance.appraise", rule_version="1", book_digest="", day=NOW.date(),
        place="310106", strict=False, facts={"metrics": [metric]}, clauses=[], marks=[],
        result={"components": [part], "evaluation": None, "counts_for_promotion": False},
        authorities=[], subject_kind="practitioner", subject_id=doctor.pk, made_at=NOW,
    )  # fmt: skip
    return Appraisal.objects.create(
        period="2025", span=DateRange(date(2025, 1, 1), date(2026, 1, 1)), institution=home,
        subject_kind="PRACTITIONER", subject_id=doctor.pk, decision=decision, drafted_at=NOW,
    )  # fmt: skip


def text(browser: SignedIn, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def beside(page: str) -> str:
    return page[page.index('id="beside"') :] if 'id="beside"' in page else ""


def test_a_rate_of_everybody_stands_in_a_funnel_with_its_table_and_its_file(
    journey: Journey,
) -> None:
    home = make_institution("CHC")
    good = appraise(home, 40, 40, "甲")
    appraise(home, 0, 40, "乙")
    appraise(home, 21, 40, "丙")
    commission = journey.sign_in(Role.HEALTH_COMMISSION, language="en")
    card = text(commission, f"/appraisals/{good.pk}/")
    assert f"/appraisals/?{ASKED.replace('&', '&amp;')}#beside" in card
    shown = beside(text(commission, f"/appraisals/?{ASKED}"))
    # 61 of 120 are the common half: two lie too far from it for chance, one does not
    assert (shown.count("<circle"), shown.count("differs by more than chance")) == (3, 2)
    assert shown.count("within chance") == 1
    assert f'href="/appraisals/{good.pk}/"' in shown and "40 / 40" in shown and "52.5%" in shown
    sheet = commission.get(f"/appraisals/beside.csv?{ASKED}").content.decode("utf-8-sig")
    counted = [line.split(",")[:3] for line in sheet.split()[-3:]]
    assert sorted(counted) == [["丙", "21", "40"], ["乙", "0", "40"], ["甲", "40", "40"]]


def test_what_nobody_has_is_not_asked_for_and_one_alone_has_no_funnel(journey: Journey) -> None:
    home, other = make_institution("CHC"), make_institution("CHC")
    appraise(home, 40, 40, "甲")
    appraise(other, 0, 40, "乙")
    desk = journey.sign_in(Role.CENTRE_DESK, institution=home, language="en")
    shown = beside(text(desk, "/appraisals/?kind=TEAM&figure=no.such"))
    assert "Too few have this figure" in shown
    assert "<circle" not in shown and "乙" not in shown, "of another institution nothing is shown"
    assert f'value="{FIGURE}" selected' in shown
    assert beside(text(desk, "/appraisals/?period=2024")) == ""
