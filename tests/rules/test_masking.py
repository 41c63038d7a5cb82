"""A narrow scope shows what it lists, as it lists it, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.masking import KEY, masked, masked_fields, masked_resource

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p",
    "meta": {"profile": ["x"], "security": [{"code": "R"}]},
    "text": {"div": "<div>张桂英 13812345678</div>"},
    "name": [{"text": "张桂英", "family": "张", "given": ["桂英"]}],
    "identifier": [{"system": "urn:id", "value": "310106194205041123", "type": {"text": "身份证"}}],
    "telecom": [{"system": "phone", "value": "13812345678"}, {"system": "email", "value": "a@b.c"}],
    "birthDate": "1942-05-04",
    "gender": "female",
    "address": [
        {"line": ["江宁路1号"], "city": "上海市", "district": "静安区", "text": "江宁路1号"}
    ],
    "photo": [{"data": "AAAA"}],
    "contact": [{"name": {"text": "周静"}}],
    "extension": [{"url": "x", "valueString": "secret"}],
}


@pytest.fixture
def reading() -> Reading:
    return Reading(shipped_book(), date(2026, 3, 2), "310106")


def test_identity_shows_a_patient_masked(reading: Reading) -> None:
    assert masked_resource(PATIENT, "IDENTITY", reading) == {
        "resourceType": "Patient",
        "id": "p",
        "meta": {"security": [{"code": "R"}]},
        "name": [{"text": "张**"}],
        "identifier": [{"system": "urn:id", "value": "**************1123"}],
        "telecom": [{"system": "phone", "value": "138****5678"}, {"system": "email"}],
        "birthDate": "1942",
        "gender": "female",
        "address": [{"city": "上海市", "district": "静安区"}],
    }


@pytest.mark.parametrize("kind", ["Condition", "Observation", "Encounter", "DocumentReference"])
def test_identity_shows_nothing_else_at_all(reading: Reading, kind: str) -> None:
    assert masked_resource({"resourceType": kind, "id": "x"}, "IDENTITY", reading) is None


@pytest.mark.parametrize("scope", ["IDENTITY", "SUMMARY"])
def test_an_answer_has_no_element_outside_its_scope(reading: Reading, scope: str) -> None:
    for kind, listed in reading.table(KEY)[scope].items():
        many = {name: "2026-01-01" for name in [*listed, "note", "text", "extension", "contained"]}
        answer = masked_resource({"resourceType": kind, "id": "x", **many}, scope, reading)
        assert answer is not None
        assert set(answer) <= {"resourceType", "id", *listed}, kind


def test_the_whole_record_is_as_it_stands(reading: Reading) -> None:
    assert masked_resource(PATIENT, "RECORD", reading) == PATIENT


@pytest.mark.parametrize(
    ("how", "text", "shown"),
    [
        ("NAME", "张桂英", "张**"), ("NAME", "", ""),
        ("LAST_4", "310106194205041123", "**************1123"),
        ("LAST_4", "12", "****"), ("PHONE", "13812345678", "138****5678"),
        ("PHONE", "12345", "*****"),
        ("YEAR", "1942-05-04", "1942"), ("KEEP", "a", "a"),
    ],
)  # fmt: skip
def test_each_way_of_masking(how: str, text: str, shown: str) -> None:
    assert masked(how, text) == shown


def test_a_row_shows_only_the_fields_of_its_scope(reading: Reading) -> None:
    row = {
        "name": "张桂英",
        "phone": "13812345678",
        "address": "江宁路1号",
        "born_on": "1942-05-04",
    }
    assert masked_fields(row, "IDENTITY", reading) == {
        "name": "张**", "phone": "138****5678", "born_on": "1942",
    }  # fmt: skip
    assert masked_fields(row, "RECORD", reading) == row
