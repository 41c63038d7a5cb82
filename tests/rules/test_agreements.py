"""Who may sign what with whom, and why an agreement ends: at each edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from yiyang.kernel.period import years_after
from yiyang.kernel.plain import from_plain, to_plain
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.agreements.accept import accept
from yiyang.rules.agreements.ending import EndingFacts, RestFacts, end, rest
from yiyang.rules.agreements.facts import (
    Chosen,
    Doctor,
    Held,
    PackageAsked,
    Person,
    Provider,
    SigningFacts,
)

DAY = date(2026, 3, 2)
ONE = timedelta(days=1)
BASIC = PackageAsked("BASIC", "BASIC")
CHRONIC = PackageAsked("CHRONIC", "PERSONAL", ("HYPERTENSION", "DIABETES"))
CONTENTS = ("CONFIDENTIALITY", "CONTENT", "DUTIES", "RIGHTS", "TERM", "WAYS")
FACTS = SigningFacts(
    form="PERSON", way="NEW", years=1, asked_on=DAY, since=DAY, signer="SELF", people=1,
    provider=Provider(1, "CHC", "PUBLIC", is_open=True),
    doctor=Doctor(7, is_registered=True, signed=0),
    person=Person(age=83, is_dead=False), packages=(BASIC,), contents=CONTENTS,
)  # fmt: skip
COMBINATION = (
    Chosen("COMMUNITY", 1, "CHC", 0),
    Chosen("DISTRICT", 2, "HOSPITAL", 2),
    Chosen("CITY", 3, "HOSPITAL", 3),
)


def reading(day: date = DAY) -> Reading:
    return Reading(shipped_book(), day, "310106")


def reasons(**changed: Any) -> list[tuple[str, str]]:
    """Return why the facts, changed so, are refused."""
    answer = accept(replace(FACTS, **changed), reading())
    assert answer.accepted is not bool(answer.reasons)
    return [(reason.code, reason.about) for reason in answer.reasons]


def held(since: date, until: date | None, institution: int = 1, doctor: int = 7) -> Held:
    return Held(50, "FAMILY_DOCTOR", institution, doctor, since, until, "IN_FORCE")


def person(*places: Held, **changed: Any) -> Person:
    return replace(FACTS.person, held=places, **changed)


def test_a_person_alone_signs_for_a_year() -> None:
    answer = accept(FACTS, reading())
    assert (answer.accepted, answer.until) == (True, date(2027, 3, 2))


def test_the_facts_survive_being_kept() -> None:
    facts = replace(FACTS, combination=COMBINATION, person=person(held(DAY, None)))
    assert from_plain(SigningFacts, to_plain(facts)) == facts


@pytest.mark.parametrize(
    ("day", "years", "after"),
    [
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
        (date(2024, 2, 29), 2, date(2026, 3, 1)),
        (date(2025, 2, 28), 3, date(2028, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 12, 31)),
    ],
)
def test_a_term_is_whole_years(day: date, years: int, after: date) -> None:
    assert years_after(day, years) == after


YEAR_WITH = held(DAY - timedelta(days=365), DAY)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"years": 0}, "TERM_NOT_ALLOWED"),
        ({"years": 4}, "TERM_NOT_ALLOWED"),
        ({"years": 2}, "RELATION_NOT_STABLE"),
        ({"years": 3}, "RELATION_NOT_STABLE"),
        ({"signer": "NOBODY"}, "SIGNER_NOT_ALLOWED"),
        ({"signer": "ORGANISATION"}, "SIGNER_NOT_ALLOWED"),
        ({"form": "ORGANISATION"}, "SIGNER_NOT_ALLOWED"),
        ({"form": "FAMILY"}, "NOT_A_FAMILY"),
        ({"person": person(has_agreed=False)}, "PERSON_HAS_NOT_AGREED"),
        ({"person": person(is_dead=True)}, "PERSON_IS_DEAD"),
        ({"person": person(age=17)}, "TOO_YOUNG_TO_SIGN"),
        ({"provider": Provider(1, "PHARMACY", "PUBLIC", True)}, "PROVIDER_SIGNS_NOBODY"),
        ({"provider": Provider(1, "CHC", "PUBLIC", False)}, "PROVIDER_SIGNS_NOBODY"),
        ({"doctor": Doctor(7, False, 0)}, "NOT_A_FAMILY_DOCTOR_HERE"),
        ({"doctor": Doctor(7, True, 0, False, True)}, "DOCTOR_NOT_OF_TEAM"),
        ({"doctor": Doctor(7, True, 0, True, False)}, "DOCTOR_NOT_OF_TEAM"),
        ({"doctor": Doctor(7, True, 2000)}, "PANEL_FULL"),
        ({"packages": ()}, "NO_BASIC_PACKAGE"),
        ({"packages": (BASIC, CHRONIC)}, "PACKAGE_NOT_FOR_PERSON"),
        ({"combination": COMBINATION[:2]}, "COMBINATION_NOT_WHOLE"),
        ({"way": "RENEW", "replaces": 50}, "NOTHING_TO_REPLACE"),
        ({"contents": CONTENTS[1:]}, "PAPER_LACKS"),
    ],
)
def test_each_reason_alone_refuses(changed: dict[str, Any], code: str) -> None:
    assert [found for found, _about in reasons(**changed)] == [code]


@pytest.mark.parametrize(
    "changed",
    [
        {"person": person(age=18)},
        {"person": person(age=None)},
        {"signer": "REPRESENTATIVE", "person": person(age=5)},
        {"signer": "DESK"},
        {"form": "ORGANISATION", "signer": "ORGANISATION"},
        {"form": "FAMILY", "people": 2},
        {"doctor": Doctor(7, True, 1999, True, True)},
        {"packages": (BASIC, CHRONIC), "person": person(groups=("DIABETES", "ELDER"))},
        {"combination": COMBINATION},
        {"person": person(YEAR_WITH), "years": 3},
    ],
)
def test_each_of_these_may_sign(changed: dict[str, Any]) -> None:
    assert reasons(**changed) == []


@pytest.mark.parametrize("ownership", ["PRIVATE_NON_PROFIT", "PRIVATE_FOR_PROFIT"])
def test_a_private_provider_signs_alike_where_the_book_says_so(ownership: str) -> None:
    private = Provider(1, "CLINIC", ownership, is_open=True)
    assert reasons(provider=private) == []
    closed = Reading(
        shipped_book().with_lines(
            [replace(shipped_book().on("agreements.open_to_private", DAY), value="no")]
        ),
        DAY, "310106",
    )  # fmt: skip
    answer = accept(replace(FACTS, provider=private), closed)
    assert [reason.code for reason in answer.reasons] == ["PRIVATE_NOT_LET_IN"]


def test_a_relation_of_a_day_less_than_a_year_is_not_stable() -> None:
    short = held(DAY - timedelta(days=364), DAY)
    assert reasons(person=person(short), years=2) == [("RELATION_NOT_STABLE", "365")]
    elsewhere = held(DAY - timedelta(days=700), DAY, institution=9)
    assert reasons(person=person(elsewhere), years=2) == [("RELATION_NOT_STABLE", "365")]


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (DAY - 300 * ONE, DAY, []),
        (DAY - 300 * ONE, DAY + ONE, ["ALREADY_SIGNED"]),
        (date(2027, 3, 1), date(2028, 3, 1), ["ALREADY_SIGNED"]),
        (date(2027, 3, 2), date(2028, 3, 2), []),
        (DAY - 300 * ONE, None, ["ALREADY_SIGNED"]),
    ],
    ids=["ended today", "ends tomorrow", "begins on the last day", "begins after", "open"],
)
def test_one_agreement_at_a_time(since: date, until: date | None, code: list[str]) -> None:
    assert [found for found, _ in reasons(person=person(held(since, until)))] == code


def test_another_slot_is_no_hindrance_unless_it_is_asked_for() -> None:
    city = Held(60, "CITY", 9, None, DAY - ONE, None, "IN_FORCE")
    assert reasons(person=person(city)) == []
    found = reasons(person=person(city), combination=COMBINATION)
    assert found == [("ALREADY_SIGNED", "SLOT_CITY")]


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        (DAY + 91 * ONE, ["OUTSIDE_RENEWAL_WINDOW"]),
        (DAY + 90 * ONE, []),
        (DAY, []),
        (DAY - 89 * ONE, []),
        (DAY - 90 * ONE, ["OUTSIDE_RENEWAL_WINDOW"]),
    ],
)
def test_the_renewal_window_has_its_edges(ends: date, code: list[str]) -> None:
    before = held(ends - timedelta(days=365), ends)
    since = max(DAY, ends)
    found = reasons(person=person(before), way="RENEW", replaces=50, since=since)
    assert [one for one, _ in found] == code


def test_a_renewal_on_a_full_panel_keeps_its_place_another_doctor_has_none() -> None:
    full = Doctor(7, True, 2000)
    mine = person(held(DAY - timedelta(days=365), DAY))
    assert reasons(person=mine, way="RENEW", replaces=50, doctor=full) == []
    other = replace(full, practitioner_id=8)
    found = reasons(person=mine, way="RENEW", replaces=50, doctor=other)
    assert found == [("PANEL_FULL", "2000")]


def test_a_change_is_to_somebody_else_and_may_come_during_the_term() -> None:
    mine = person(held(DAY - 30 * ONE, DAY + 335 * ONE))
    assert reasons(person=mine, way="CHANGE", replaces=50) == [("SAME_DOCTOR", "")]
    other = Doctor(8, True, 0)
    assert reasons(person=mine, way="CHANGE", replaces=50, doctor=other) == []
    strict = Reading(
        shipped_book().with_lines(
            [replace(shipped_book().on("agreements.change_during_term", DAY), value="no")]
        ),
        DAY, "310106",
    )  # fmt: skip
    asked = replace(FACTS, person=mine, way="CHANGE", replaces=50, doctor=other)
    assert [r.code for r in accept(asked, strict).reasons] == ["CHANGE_ONLY_AT_THE_END"]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Chosen("CITY", 3, "HOSPITAL", 2), "WRONG_LEVEL"),
        (Chosen("CITY", 3, "CHC", 3), "WRONG_LEVEL"),
        (Chosen("CITY", 3, "HOSPITAL", 3, is_open=False), "WRONG_LEVEL"),
        (Chosen("CITY", 1, "HOSPITAL", 3), "COMBINATION_NOT_WITH_DOCTOR"),
    ],
)
def test_each_institution_of_a_combination_is_of_its_level(place: Chosen, code: str) -> None:
    found = reasons(combination=(*COMBINATION[:2], place))
    assert found == [(code, "SLOT_CITY")]


ENDING = EndingFacts("IN_FORCE", DAY - 30 * ONE, DAY + 335 * ONE, "REQUEST", DAY, DAY, "SELF")


@pytest.mark.parametrize(
    ("changed", "ends_on", "code"),
    [
        ({}, DAY, []),
        ({"reason": "MOVE", "ends_on": DAY - 5 * ONE}, DAY - 5 * ONE, []),
        ({"ends_on": DAY - ONE}, DAY - ONE, ["ENDS_IN_THE_PAST"]),
        ({"ends_on": DAY + 335 * ONE}, DAY + 335 * ONE, ["ENDS_AFTER_THE_TERM"]),
        ({"reason": "BREACH"}, DAY, ["END_REASON_NOT_KNOWN"]),
        ({"reason": "BREACH", "asker": "DESK"}, DAY, []),
        ({"state": "ENDED"}, DAY, ["AGREEMENT_IS_OVER"]),
        ({"state": "SUSPENDED"}, DAY, []),
        ({"reason": "DEATH", "asker": "DESK"}, DAY, ["PERSON_IS_ALIVE"]),
        (
            {"reason": "DEATH", "asker": "DESK", "died_on": DAY - 9 * ONE},
            DAY - 9 * ONE,
            [],
        ),
        ({"since": DAY, "until": None}, DAY + ONE, []),
        ({"since": DAY + 9 * ONE}, DAY + 9 * ONE, []),
    ],
)
def test_an_agreement_ends_on_its_day(
    changed: dict[str, Any], ends_on: date, code: list[str]
) -> None:
    answer = end(replace(ENDING, **changed), reading())
    assert ([r.code for r in answer.reasons], answer.ends_on) == (code, ends_on)


@pytest.mark.parametrize(
    ("wish", "state", "reason", "code"),
    [
        ("REST", "IN_FORCE", "AWAY", []),
        ("REST", "IN_FORCE", "WHIM", ["SUSPEND_REASON_NOT_KNOWN"]),
        ("REST", "SUSPENDED", "AWAY", ["STATE_DOES_NOT_ALLOW"]),
        ("RESUME", "SUSPENDED", "", []),
        ("RESUME", "IN_FORCE", "", ["STATE_DOES_NOT_ALLOW"]),
        ("RESUME", "ENDED", "", ["STATE_DOES_NOT_ALLOW"]),
    ],
)
def test_an_agreement_rests_and_is_taken_up(
    wish: str, state: str, reason: str, code: list[str]
) -> None:
    answer = rest(RestFacts(wish, state, reason, DAY + ONE, DAY), reading())
    assert ([r.code for r in answer.reasons], answer.accepted) == (code, not code)


def test_what_is_over_is_not_taken_up() -> None:
    answer = rest(RestFacts("RESUME", "SUSPENDED", "", DAY, DAY), reading())
    assert [r.code for r in answer.reasons] == ["AGREEMENT_IS_OVER"]
