"""What is wrong in a value is said in our own words, with its place and no value."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from yiyang.kernel.messages import load_package_texts
from yiyang.kernel.wrong_values import TEXTS, TYPES, wrong_values

PACKAGE = Path(wrong_values.__code__.co_filename).parents[1]


class Line(BaseModel):
    fen: Annotated[int, Field(ge=0, le=9)] = 0


class Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid")
    code: Annotated[str, Field(min_length=2, max_length=3, pattern="^[A-Z]+$")] = "AB"
    kind: Literal["IN", "OUT", "HOME"] = "IN"
    on: date = date(2026, 3, 2)
    at: AwareDatetime = datetime.fromisoformat("2026-03-02T08:00:00+08:00")
    share: Annotated[Decimal, Field(gt=0, lt=1, max_digits=4, decimal_places=3)] = Decimal("0.5")
    urgent: bool = False
    lines: Annotated[list[Line], Field(min_length=1, max_length=2)] = [Line()]

    @model_validator(mode="after")
    def _fits(self) -> Sheet:
        if self.code == "ZZ":
            raise ValueError("the code is of nobody")
        return self


WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    ({"name": "x"}, "name", "VALUE_OF_NO_NAME", "没有这个名称的项"),
    ({"code": "A"}, "code", "VALUE_TEXT_TOO_SHORT", "文字过短，至少2个字符"),
    ({"code": "ABCD"}, "code", "VALUE_TEXT_TOO_LONG", "文字过长，最多3个字符"),
    ({"code": 7}, "code", "VALUE_NO_TEXT", "应为文字"),
    ({"code": "ab"}, "code", "VALUE_PATTERN", "写法不对，应符合 ^[A-Z]+$"),
    ({"kind": "AWAY"}, "kind", "VALUE_NONE_OF", "只能是以下之一：IN, OUT, HOME"),
    ({"on": "2026-02-30"}, "on", "VALUE_NO_DAY", "应为日期，如 2026-03-02"),
    ({"at": "2026-03-02T08:00"}, "at", "VALUE_NO_MOMENT", "应为带时区的时间"),
    ({"share": "x"}, "share", "VALUE_NO_NUMBER", "应为数字"),
    ({"share": 0}, "share", "VALUE_NOT_OVER", "须大于0"),
    ({"share": 1}, "share", "VALUE_NOT_UNDER", "须小于1"),
    ({"share": "0.00001"}, "share", "VALUE_TOO_MANY", ""),
    ({"urgent": "perhaps"}, "urgent", "VALUE_NOT_YES_OR_NO", "应为 true 或 false"),
    ({"lines": []}, "lines", "VALUE_TOO_FEW", "项数过少，至少1项"),
    ({"lines": [{}] * 3}, "lines", "VALUE_TOO_MANY", "项数过多，最多2项"),
    ({"lines": 7}, "lines", "VALUE_NO_LIST", "应为列表"),
    ({"lines": [7]}, "lines.0", "VALUE_NO_OBJECT", "应为一组名称和值"),
    ({"lines": [{}, {"fen": -1}]}, "lines.1.fen", "VALUE_LESS_THAN", "不得小于0"),
    ({"lines": [{"fen": 10}]}, "lines.0.fen", "VALUE_MORE_THAN", "不得大于9"),
    ({"lines": [{"fen": 1.5}]}, "lines.0.fen", "VALUE_NOT_WHOLE", "应为整数"),
    ({"code": "ZZ"}, "", "VALUE_SAID", "the code is of nobody"),
]


@pytest.mark.parametrize(("sent", "place", "code", "said"), WRONG)
def test_what_is_wrong_has_its_place_and_our_words(
    sent: dict[str, Any], place: str, code: str, said: str
) -> None:
    with pytest.raises(ValidationError) as fault:
        Sheet.model_validate(sent)
    [(where, message)] = wrong_values(fault.value)
    assert where == place
    assert message.code.startswith(code)
    texts = load_package_texts(PACKAGE)
    assert said in texts.render(message, "zh")
    assert "nput" not in texts.render(message, "en")


def test_every_kind_of_fault_has_its_text_in_both_languages() -> None:
    texts = load_package_texts(PACKAGE).texts
    assert {code for code, _ in TEXTS.values()} | set(TYPES.values()) <= set(texts)


def test_what_is_no_json_is_said_so() -> None:
    with pytest.raises(ValidationError) as fault:
        Sheet.model_validate_json(b'{"code": ')
    assert [message.code for _, message in wrong_values(fault.value)] == ["VALUE_NO_JSON"]
