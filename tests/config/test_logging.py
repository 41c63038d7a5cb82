"""What is logged names an error and its place, never what a row or an address holds."""

import json
import logging
import sys

import pytest

from yiyang.config.logging import WithoutPersonalData

SECRET = "张桂英 310106194001011234"


def failed_record(**extra: object) -> logging.LogRecord:
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s",
            (f"/people/{SECRET}/",), sys.exc_info(),
        )  # fmt: skip
    record.__dict__.update(extra)
    return record


@pytest.mark.parametrize("as_json", [True, False])
def test_an_exception_is_written_as_its_kind_and_its_place(as_json: bool) -> None:
    line = WithoutPersonalData(as_json=as_json).format(failed_record())
    assert "ValueError" in line
    assert "test_logging.py" in line
    assert "failed_record" in line
    assert "张桂英" not in line
    assert "310106" not in line


def test_production_writes_one_json_object_for_a_line() -> None:
    line = WithoutPersonalData(as_json=True).format(failed_record())
    assert "\n" not in line
    assert json.loads(line)["error"] == "ValueError"


def test_words_without_an_exception_stay() -> None:
    record = logging.LogRecord("yiyang.jobs", logging.WARNING, "", 1, "seal %s", ("AUDIT",), None)
    assert "seal AUDIT" in WithoutPersonalData(as_json=False).format(record)
