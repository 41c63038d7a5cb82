"""A signed local document turns a value into an adopted one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from tests.decisions.rule import KEY, Asked, second_factor
from yiyang.audit.models import Entry
from yiyang.audit.services import Actor
from yiyang.decisions.book import current_book
from yiyang.decisions.models import Adoption
from yiyang.decisions.services import (
    AlreadyAdopted,
    AlreadyDecided,
    BeforeSignature,
    NoDocument,
    NotANumber,
    NotYetSigned,
    Subject,
    UnfitValue,
    WrongPlace,
    adopt_value,
    decide,
    read_book,
)
from yiyang.kernel.errors import Refused
from yiyang.policy.book import Mark, UnknownKey

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
GOOD: dict[str, Any] = {
    "key": KEY,
    "place": "310106",
    "starts_on": TOMORROW,
    "value": ["COORDINATOR", "NURSE"],
    "document_number": "静卫〔2026〕7号",
    "signer": "王主任",
    "signed_on": TODAY,
}


def _adopt(**changed: Any) -> Adoption:
    return adopt_value(**(GOOD | changed), by=Actor(), at=NOW)


def test_an_adopted_value_is_in_force_from_its_day_and_settled() -> None:
    before = current_book()
    _adopt()
    book = current_book()
    assert book.digest != before.digest
    assert book.on(KEY, TODAY, "310106") == before.on(KEY, TODAY, "310106")
    line = book.on(KEY, TOMORROW, "310106")
    assert (line.value, line.mark) == (["COORDINATOR", "NURSE"], Mark.ADOPTED)
    assert "静卫〔2026〕7号" in line.authority.title.en
    assert read_book(TOMORROW, strict=True).codes(KEY) == ("COORDINATOR", "NURSE")


def test_adopting_leaves_one_audit_row() -> None:
    adoption = _adopt()
    entry = Entry.objects.get(action="policy.adopt")
    assert (entry.subject_kind, entry.subject_id) == ("adoption", str(adoption.pk))


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"key": "no.such_key"}, UnknownKey),
        ({"place": "CN"}, WrongPlace),
        ({"place": "310106013"}, WrongPlace),
        ({"value": "NURSE"}, UnfitValue),
        ({"value": ["NURSE", "NURSE"]}, UnfitValue),
        ({"value": [1]}, UnfitValue),
        ({"value": None}, UnfitValue),
        ({"key": "access.powers", "value": {"NURSE": ["ASSESS"]}}, UnfitValue),
        ({"key": "transfer.keep_days", "value": "-3"}, NotANumber),
        ({"key": "transfer.keep_days", "value": "七"}, NotANumber),
        ({"key": "transfer.keep_days", "value": "٧"}, NotANumber),
        ({"key": "risks.overspent_percent", "value": "-0.5"}, NotANumber),
        ({"document_number": " "}, NoDocument),
        ({"signer": ""}, NoDocument),
        ({"signed_on": TOMORROW}, NotYetSigned),
        ({"starts_on": TODAY - timedelta(days=1)}, BeforeSignature),
    ],
)
def test_what_cannot_be_adopted_is_refused(changed: Any, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        _adopt(**changed)
    _nothing_written()


def _nothing_written(adoptions: int = 0) -> None:
    assert Adoption.objects.count() == adoptions
    assert Entry.objects.filter(action="policy.adopt").count() == adoptions


def test_a_line_is_added_once() -> None:
    _adopt()
    with pytest.raises(AlreadyAdopted):
        _adopt(value=["NURSE"])
    _nothing_written(1)
    assert current_book().on(KEY, TOMORROW, "310106").value == ["COORDINATOR", "NURSE"]


def test_a_city_adopts_for_its_districts_that_have_no_value_of_their_own() -> None:
    _adopt()
    _adopt(place="310000", value=["NURSE"])
    book = current_book()
    assert book.on(KEY, TOMORROW, "310104").value == ["NURSE"]
    assert book.on(KEY, TOMORROW, "310106").value == ["COORDINATOR", "NURSE"]


def test_what_was_decided_is_not_changed_behind_its_back() -> None:
    reading = read_book(TODAY, place="310106013")
    decide(second_factor, Asked("NURSE", TODAY), reading=reading, subject=Subject("t", 1), at=NOW)
    with pytest.raises(AlreadyDecided) as refused:
        _adopt(starts_on=TODAY)
    assert refused.value.message.params["count"] == 1
    _nothing_written()
    _adopt(starts_on=TODAY, place="310104")
    _adopt(starts_on=TOMORROW)


def test_another_adoption_of_an_earlier_key_does_not_hide_a_later_one() -> None:
    _adopt()
    _adopt(starts_on=TOMORROW + timedelta(days=1), value=["NURSE"])
    book = current_book()
    assert book.on(KEY, TOMORROW, "310106").value == ["COORDINATOR", "NURSE"]
    assert book.on(KEY, date(2026, 12, 1), "310106").value == ["NURSE"]
