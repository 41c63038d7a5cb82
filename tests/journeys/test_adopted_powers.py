"""A matrix of powers adopted at the policy desk counts at every door, and locks nobody out."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import override_settings
from django.utils import timezone

from tests.journey import Journey, SignedIn
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.access.powers import matrix
from yiyang.decisions.models import Adoption
from yiyang.policy.loader import shipped_book

POWERS = "access.powers"
ADOPT = f"/policy/values/{POWERS}/adopt/"
FOUND, NOT_THERE = 200, 404
BOARD = "/board/"


@pytest.fixture
def local_powers(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let doors read the book as they do when the program runs, without the seconds between."""
    monkeypatch.setattr(matrix, "fresh_seconds", 0.0)
    apps.get_app_config("decisions").ready()
    yield
    matrix.read_from(shipped_book)


def adopt(desk: SignedIn, **changed: list[str]) -> int:
    """Adopt the shipped matrix with some roles changed, by the page; return its answer."""
    today = timezone.localdate()
    shipped = shipped_book().on(POWERS, today, "310106").value
    form = {
        "place": "310106", "starts_on": today.isoformat(), "signed_on": today.isoformat(),
        "value": json.dumps(shipped | changed), "document_number": "静卫〔2026〕9号",
        "signer": "王主任",
    }  # fmt: skip
    return desk.post(ADOPT, form).status_code


@pytest.mark.usefixtures("local_powers")
def test_an_adopted_matrix_opens_and_closes_doors_from_its_day(journey: Journey) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=make_institution())
    care = journey.sign_in(Role.CARE_DESK, institution=make_institution())
    assert (nurse.get(BOARD).status_code, care.get(BOARD).status_code) == (NOT_THERE, FOUND)
    desk = journey.sign_in(Role.POLICY_DESK)
    assert adopt(desk, NURSE=["SEE_BOARD"], CARE_DESK=["ADMIT"]) == 302
    assert (nurse.get(BOARD).status_code, care.get(BOARD).status_code) == (FOUND, NOT_THERE)


@pytest.mark.usefixtures("local_powers")
def test_strict_mode_closes_no_door_and_whoever_can_undo_it_still_can(journey: Journey) -> None:
    desk = journey.sign_in(Role.POLICY_DESK)
    security = journey.sign_in(Role.SECURITY_OFFICER)
    nurse = journey.sign_in(Role.NURSE, institution=make_institution())
    with override_settings(POLICY_STRICT=True):
        assert nurse.get("/work/").status_code == FOUND
        assert adopt(desk, POLICY_DESK=[], SECURITY_OFFICER=[], NURSE=[]) == 302
        assert nurse.get("/work/").status_code == NOT_THERE
        assert security.get("/officers/accounts/").status_code == FOUND
        assert desk.get(f"/policy/values/{POWERS}/").status_code == FOUND
        assert adopt(desk) != 302  # of this day there is one; the next day has another


@pytest.mark.usefixtures("local_powers")
@pytest.mark.parametrize("changed", [{"NURSE": ["ASSES"]}, {"AUDIT_OFFICER": ["SEE_PERSON"]}])
def test_a_matrix_with_a_fault_is_not_adopted(
    journey: Journey, changed: dict[str, list[str]]
) -> None:
    assert adopt(journey.sign_in(Role.POLICY_DESK), **changed) != 302
    assert not Adoption.objects.exists()


def test_between_two_looks_at_the_book_the_last_one_counts(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    try:
        matrix.read_from(lambda: asked.append(1) or shipped_book())
        monkeypatch.setattr(matrix, "fresh_seconds", 3600.0)
        for _ in range(3):
            matrix.powers(Role.NURSE, timezone.localdate())
        assert len(asked) == 1
        matrix.forget()
        matrix.powers(Role.NURSE, timezone.localdate())
        assert len(asked) == 2
    finally:
        matrix.read_from(shipped_book)
