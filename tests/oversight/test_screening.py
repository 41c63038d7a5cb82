"""Looking at stored claims: what is found, at whom, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db.models import Model

from tests.claims.conftest import DAY
from tests.conftest import NOW
from tests.oversight.conftest import LINES, LISTS, WISH, Office, line
from tests.world import make_institution, make_place
from yiyang.audit.models import Entry
from yiyang.cases.models import Case, Task
from yiyang.claims.supervising import Window
from yiyang.decisions.replay import replay
from yiyang.notices.models import Notice
from yiyang.oversight.errors import BadWindow, LookTooWide
from yiyang.oversight.models import Evidence, Matter, RuleLists, Screening, Suspicion
from yiyang.oversight.services import keep_lists, screen_claims
from yiyang.oversight.services.screening import refuse_too_wide

STORED: tuple[type[Model], ...] = (Screening, Matter, Suspicion, Evidence, Case, Notice, Task)


def counts() -> list[int]:
    return [model.objects.count() for model in STORED]


def test_what_is_to_be_explained_becomes_a_matter_of_the_institution(office: Office) -> None:
    claim = office.sends()
    screening = office.looks()
    assert (screening.claims, screening.found, screening.known) == (1, 1, 0)
    matter = office.matter()
    (one,) = matter.suspicions.all()
    assert (one.code, one.claim, one.fen) == ("SUSPECT_INCLUDED", claim, 100_000)
    proofs = one.evidence.order_by("place").values_list("line__code", "is_disputed")
    assert list(proofs) == [("BED", True), ("MONITOR", False)]
    assert (matter.institution, matter.case.state) == (office.hospital, "MATTER_TOLD")
    task = Task.objects.get(case=matter.case)
    assert (task.code, task.role, task.institution) == (
        "EXPLAIN_CLAIMS", "HOSPITAL_DESK", office.hospital,
    )  # fmt: skip
    assert matter.explain_by == task.due_at and task.due_at > NOW
    notice = Notice.objects.get(code="FUND_MATTER_OPENED")
    assert (notice.institution, notice.params) == (office.hospital, {"count": 1})


def test_the_same_look_again_finds_nothing_new_and_asks_nobody_again(office: Office) -> None:
    office.sends()
    office.looks()
    before = counts()
    again = office.looks()
    assert (again.found, again.known) == (0, 1)
    assert counts() == [before[0] + 1, *before[1:]]


def test_what_comes_later_is_asked_in_a_matter_of_its_own(office: Office) -> None:
    office.sends()
    office.looks()
    days = {"begun_on": date(2026, 2, 1), "ended_on": date(2026, 2, 5)}
    office.sends("H2", lines=tuple(replace(one, on=date(2026, 2, 5)) for one in LINES), **days)
    assert (office.looks().found, Matter.objects.count()) == (1, 2)


def test_the_decision_holds_the_claims_concerned_only_and_answers_the_same(office: Office) -> None:
    office.sends()
    office.sends("H2", lines=(line("OTHER", 5),), person_id=office.person.pk, begun_on=DAY)
    office.looks()
    decision = office.matter().decision
    assert decision.rule == "supervision.supervise" and "JA-4.2" in decision.clauses
    (claim,) = decision.facts["claims"]
    assert claim["person"] == "P0" and office.person.name not in str(decision.facts)
    assert len(decision.facts["lists"]["pairs"]) == 1 and not decision.facts["lists"]["sexes"]
    assert not replay(decision).differences and replay(decision).lines


def test_each_institution_is_asked_of_its_own_claims_alone(office: Office) -> None:
    other = make_institution("HOSPITAL", level=3, designated=True)
    office.sends(lines=(line("SURGERY", 5),))
    office.sends("X", institution_id=other.pk, lines=(line("DRUG", 7),))
    office.looks()
    told = {one.institution: one.suspicions.get() for one in Matter.objects.all()}
    assert {one.code for one in told.values()} == {"SUSPECT_ELSEWHERE"}
    for institution, one in told.items():
        assert one.claim.institution == institution and one.params == {}
        assert set(one.evidence.values_list("line__claim__institution", flat=True)) == {
            institution.pk
        }


def test_a_stay_is_seen_with_the_one_that_ended_before_the_days_asked(office: Office) -> None:
    before, after = date(2026, 1, 28), date(2026, 2, 3)
    stay = {"diagnosis": "I63.900", "lines": (line("S", 9),)}
    days = {"begun_on": before - timedelta(days=3), "ended_on": before}
    office.sends("A", **stay | days | {"lines": (replace(line("S", 9), on=before),)})
    office.sends("B", **stay | {"begun_on": after})
    assert office.looks().claims == 1
    (one,) = office.matter().suspicions.all()
    assert (one.code, one.claim.source, one.params) == (
        "SUSPECT_SPLIT",
        "B",
        {"days": 6, "other": "A"},
    )


def test_claims_of_another_place_are_not_looked_at(office: Office) -> None:
    far = make_institution("HOSPITAL", level=3, designated=True, place=make_place("310101002"))
    office.sends("F", institution_id=far.pk)
    assert (office.looks().claims, Matter.objects.count()) == (0, 0)


@pytest.mark.parametrize("wrong", [
    {"until": WISH.since}, {"place_code": "999999"}, {"institution_code": "NONE"},
])  # fmt: skip
def test_a_window_that_is_none_writes_nothing(office: Office, wrong: dict[str, object]) -> None:
    office.sends()
    before = counts()
    with pytest.raises(BadWindow):
        screen_claims(wish=replace(WISH, **wrong), by=office.first, at=NOW)
    assert counts() == before and not Entry.objects.filter(action="supervision.screen").exists()


def test_a_look_that_would_hold_too_much_is_refused_and_writes_nothing(office: Office) -> None:
    office.sends()
    before = counts()
    wide = replace(WISH, since=WISH.until - timedelta(days=367))
    with pytest.raises(LookTooWide):
        screen_claims(wish=wide, by=office.first, at=NOW)
    window = Window(WISH.since, WISH.until)
    least = {"supervision.look_most_days": 366, "supervision.look_most_claims": 0}
    few = SimpleNamespace(integer=least.get)
    with pytest.raises(LookTooWide):
        refuse_too_wide(window, few)  # type: ignore[arg-type]
    assert counts() == before


def test_the_same_lists_are_kept_once_and_the_latest_are_looked_with(office: Office) -> None:
    office.sends(lines=(line("UTERUS", 9),))
    other = replace(LISTS, sexes={"UTERUS": "1"})
    keep_lists(lists=other, by=office.first, at=NOW + timedelta(hours=1))
    keep_lists(lists=other, by=office.first, at=NOW + timedelta(hours=2))
    assert RuleLists.objects.count() == 2
    sex = office.person.sex
    assert sex == "2" and office.looks().found == 1
