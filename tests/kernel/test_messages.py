"""Sentences in both languages, filled from a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import FILLED
from yiyang.kernel import messages
from yiyang.kernel.messages import BadText, Message, Text, load_catalogue

GOOD = """
BED_TAKEN: {zh: '{bed}已被占用', en: 'Bed {bed} is taken'}
KIND: {zh: '需要{kind}', en: 'Needs a {kind}'}
HOSPITAL_BED: {zh: 医疗机构床位, en: hospital bed}
"""


def _file(folder: Path, text: str, name: str = "texts.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_message_is_said_in_either_language(tmp_path: Path) -> None:
    texts = load_catalogue([_file(tmp_path, GOOD)])
    taken = Message("BED_TAKEN", {"bed": "B1"})
    assert texts.render(taken, "zh-hans") == "B1已被占用"
    assert texts.render(taken, "en") == "Bed B1 is taken"


def test_a_parameter_that_is_a_code_is_translated(tmp_path: Path) -> None:
    texts = load_catalogue([_file(tmp_path, GOOD)])
    assert texts.render(Message("KIND", {"kind": "HOSPITAL_BED"}), "en") == "Needs a hospital bed"
    assert texts.label("HOSPITAL_BED", "zh") == "医疗机构床位"


def test_a_sentence_within_a_sentence_is_filled_from_the_same_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = """
REFUSED: {zh: '不行：{reason}。', en: 'No: {reason}.'}
TOO_MANY: {zh: '超过{limit}个{kind}', en: 'more than {limit} of {kind}'}
BEDS: {zh: 床位, en: beds}
"""
    texts = load_catalogue([_file(tmp_path, inside)])
    refused = Message("REFUSED", {"reason": "TOO_MANY", "limit": 7, "kind": "BEDS"})
    assert texts.render(refused, "zh") == "不行：超过7个床位。"
    assert texts.render(refused, "en") == "No: more than 7 of beds."
    monkeypatch.setattr(messages, "_filled", FILLED)
    assert texts.render(Message("REFUSED", {"reason": "TOO_MANY"}), "en") == (
        "No: more than {limit} of {kind}."
    )


def test_a_missing_parameter_or_code_is_an_error(tmp_path: Path) -> None:
    texts = load_catalogue([_file(tmp_path, GOOD)])
    with pytest.raises(KeyError):
        texts.render(Message("BED_TAKEN"), "en")
    with pytest.raises(KeyError):
        texts.render(Message("NO_SUCH"), "en")


@pytest.mark.parametrize(
    "text",
    ["A: {zh: 甲}", "A: {zh: 甲, en: ''}", "A: plain", "A: {zh: 甲, en: a, fr: a}", "[a]", "A: {"],
)
def test_a_text_without_both_languages_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadText):
        load_catalogue([_file(tmp_path, text)])


def test_one_code_has_one_text(tmp_path: Path) -> None:
    a = _file(tmp_path, "A: {zh: 甲, en: a}", "a.yaml")
    with pytest.raises(BadText, match="A has two texts"):
        load_catalogue([a, _file(tmp_path, "A: {zh: 乙, en: b}", "b.yaml")])
    same = _file(tmp_path, "A: {zh: 甲, en: a}", "c.yaml")
    assert load_catalogue([a, same]).texts == {"A": Text("甲", "a")}
