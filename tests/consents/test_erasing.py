"""What the law keeps stays after a withdrawal; what nothing keeps may go."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.journey import Journey
from tests.world import make_person
from yiyang.consents.models import Consent
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.consents.retention import KeptFacts, may_erase

ENDED = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("kind", "withdrawn", "day", "may", "code"),
    [
        ("INPATIENT", True, date(2056, 3, 1), False, "RETENTION_BY_LAW"),
        ("INPATIENT", True, date(2056, 3, 2), True, "RETENTION_OVER"),
        ("OUTPATIENT", True, date(2041, 3, 1), False, "RETENTION_BY_LAW"),
        ("OUTPATIENT", False, date(2041, 3, 2), True, "RETENTION_OVER"),
        ("MEDIA", False, date(2029, 3, 1), False, "RETENTION_BY_LAW"),
        ("CODE", True, ENDED, True, "RETENTION_WITHDRAWN"),
        ("CODE", False, date(2090, 1, 1), False, "RETENTION_IN_USE"),
    ],
)
def test_each_kind_is_kept_for_its_years(
    kind: str, withdrawn: bool, day: date, may: bool, code: str
) -> None:
    kept = may_erase(KeptFacts(kind, ENDED, withdrawn), Reading(shipped_book(), day, "310106"))
    assert (kept.may_erase, kept.reasons[0].code) == (may, code)


def test_a_withdrawn_consent_is_kept_for_its_years_and_may_then_go(journey: Journey) -> None:
    common = {"person": make_person(), "kind": "DENY", "grantee_kind": "EVERYBODY", "way": "PAGE",
              "text_version": "V1", "made_at": NOW}  # fmt: skip
    Consent.objects.create(
        **common, state="WITHDRAWN", ended_at=NOW,
        span=DateTimeTZRange(NOW - timedelta(days=9), NOW),
    )  # fmt: skip
    Consent.objects.create(**common, state="IN_FORCE", span=DateTimeTZRange(NOW, None))
    before = journey.command("erasable", "--on", "2029-03-01", "--json")
    assert before.exit_code == 0, before.err
    rows = {row["kind"]: row for row in before.json}
    assert rows["CONSENT"] == {
        "kind": "CONSENT", "standing": 1, "erasable": 0, "next_on": "2029-03-02",
    }  # fmt: skip
    after = journey.command("erasable", "--on", "2029-03-02", "--json").json
    assert [row["erasable"] for row in after if row["kind"] == "CONSENT"] == [1]
    assert Consent.objects.count() == 2, "a listing erases nothing"
