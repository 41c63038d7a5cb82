"""``yiyang place``: one situation without a database, a waiting list with one."""

from __future__ import annotations

import json
import re

import pytest

from tests.beds.conftest import District, district  # noqa: F401 -- a fixture
from tests.journey import Journey
from tests.world import make_person
from yiyang.beds import services
from yiyang.beds.models import PlacementRun
from yiyang.network.models import Bed, Institution
from yiyang.people.models import Person
from yiyang.rules.placement.terms import Kind

KNOWN = {
    "asked_on": "2026-03-02", "trigger": "CARE_ENV_WORSE", "gb_level": 2,
    "gb_assessed_on": "2025-11-02", "acute_infection": False, "psychiatric_risk": 0,
}  # fmt: skip


def test_one_situation_is_answered_with_reasons_and_their_lines(journey: Journey) -> None:
    told = journey.command("place", "-", "--json", stdin=json.dumps(KNOWN))
    assert told.exit_code == 0, told.err
    assert told.json["proposed"] == ["INSTITUTION_BED"]
    verdict = next(v for v in told.json["verdicts"] if v["kind"] == "INSTITUTION_BED")
    assert all(reason["because"] for reason in verdict["reasons"])
    words = journey.command("place", "-", stdin=json.dumps(KNOWN)).out
    assert "=> 养老机构床位" in words


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("{", "not readable as JSON"),
        ("[]", "one JSON object"),
        ('{"trigger": "CARE_ENV_WORSE", "gb_lvel": 2}', "gb_lvel: no such field"),
        ('{"gb_level": 2}', "trigger: missing"),
        ('{"trigger": "SUNSHINE"}', "trigger:"),
        ('{"trigger": "CARE_ENV_WORSE", "gb_level": "many"}', "gb_level:"),
    ],
)
def test_a_bad_situation_is_told_by_field(journey: Journey, given: str, says: str) -> None:
    told = journey.command("place", "-", stdin=given)
    assert told.exit_code == 2
    assert says in told.err
    assert "many" not in told.err, "what was given may be personal"


def test_strict_mode_refuses_with_exit_code_3(journey: Journey) -> None:
    told = journey.command("place", "-", "--strict", stdin=json.dumps(KNOWN))
    assert told.exit_code == 3


def _waiting(around: District, person: Person) -> None:
    """Let somebody wait for a bed in an institution, with their consent."""
    around.assessed(person, "GB42195", "3")
    transfer = around.ask(person, "DEPENDENCE_UP")
    services.evaluate_transfer(
        transfer=transfer, declared={}, by=around.by, at=around.later(minutes=1)
    )
    services.give_consent(
        transfer=transfer, kind=Kind.INSTITUTION_BED, signer="PERSON",
        by=around.by, at=around.later(minutes=1),
    )  # fmt: skip


@pytest.mark.clause("JA-2.2.2", "placement.batch")
def test_the_waiting_list_is_proposed_for_and_stored(
    district: District,  # noqa: F811 -- the fixture
    journey: Journey,
) -> None:
    _waiting(district, make_person())
    told = journey.command("place", "--waiting", "--json")
    assert told.exit_code == 0, told.err
    run = PlacementRun.objects.get()
    assert (told.json["run"], told.json["placed"]) == (run.pk, 1)
    assert run.decision == journey.decision_of("placement.batch")
    assert journey.command("place", "--waiting", "--place", "999999").exit_code == 2


def test_a_proposal_is_told_in_the_language_that_is_asked_for(
    district: District,  # noqa: F811 -- the fixture
    journey: Journey,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("周平", "吴安"):
        _waiting(district, make_person(name))
    Bed.objects.exclude(pk=Bed.objects.filter(kind="INSTITUTION_BED").first().pk).delete()
    chinese = journey.command("place", "--waiting").out
    monkeypatch.setenv("YIYANG_LANGUAGE", "en")
    english = journey.command("place", "--waiting").out
    home = Institution.objects.get(beds__isnull=False)
    assert "安排 1 人" in chinese and home.name_zh in chinese and "未安排" in chinese
    assert "1 placed" in english and home.name_en in english and "not placed" in english
    assert not re.search("[\u4e00-\u9fff]", english)
