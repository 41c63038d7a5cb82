"""``yiyang assess``: one sheet in, one document out, with no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journey import Journey

WELL = {
    "resp_rate": 22,
    "spo2": 94,
    "oxygen": False,
    "systolic": 118,
    "pulse": 96,
    "consciousness": "A",
    "temperature": 38.4,
}


def test_a_sheet_is_scored_with_its_sources(journey: Journey) -> None:
    answered = journey.command("assess", "NEWS2", "-", "--json", stdin=json.dumps(WELL))
    assert answered.exit_code == 0
    found = answered.json
    assert (found["instrument"], found["version"], found["level"]) == ("NEWS2", "2017", "MEDIUM")
    assert (found["scores"]["total"], found["scores"]["temperature"]) == (5, 1)
    assert found["findings"] == []
    assert {"NEWS2 2017", "instruments.news2.levels"} <= {s["key"] for s in found["sources"]}


def test_a_missing_answer_exits_2_with_the_finding_and_no_level(
    journey: Journey, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps({**WELL, "pulse": None}))
    answered = journey.command("assess", "NEWS2", str(file), "--json")
    assert answered.exit_code == 2
    assert (answered.json["level"], answered.json["scores"]) == ("", {})
    assert [(f["code"], f["where"]) for f in answered.json["findings"]] == [("INCOMPLETE", "pulse")]
    assert set(answered.json["findings"][0]["message"]) == {"zh", "en"}


@pytest.mark.parametrize(
    "given", ["", "[]", "{", '"x"', '{"pulse": [1]}', "{" * 5000, "\xff", '{"pulse": NaN}']
)
def test_what_is_no_sheet_exits_2(journey: Journey, given: str) -> None:
    answered = journey.command("assess", "NEWS2", "-", "--json", stdin=given)
    assert answered.exit_code == 2
    assert "Traceback" not in answered.err


@pytest.mark.parametrize(
    "words", [["NO_SUCH", "-"], ["NEWS2", "no-such-file"], [], ["NEWS2"], ["--describe", "X"]]
)
def test_a_wrong_command_line_exits_2(journey: Journey, words: list[str]) -> None:
    assert journey.command("assess", *words, stdin="{}").exit_code == 2


def test_a_strict_book_that_has_no_settled_bound_exits_3(journey: Journey) -> None:
    words = ("assess", "AD8", "-", "--strict", "--json")
    keys = "judgement interest repeats appliances month_year finances appointments daily_thinking"
    answers = dict.fromkeys(keys.split(), False)
    assert journey.command(*words, stdin=json.dumps(answers)).exit_code == 3


def test_every_instrument_is_listed_and_described(journey: Journey) -> None:
    listed = journey.command("assess", "--list", "--json").json
    assert {"NEWS2", "GB42195", "LTCI_2021", "PALLIATIVE_ENTRY"} <= {
        one["instrument"] for one in listed
    }
    for one in listed:
        described = journey.command("assess", "--describe", one["instrument"], "--json").json
        assert len(described["items"]) == one["items"]
        assert all(described["book"].values())


@pytest.mark.parametrize(("language", "words"), [("zh", "中风险"), ("en", "Medium")])
def test_the_result_reads_in_both_languages(journey: Journey, language: str, words: str) -> None:
    answered = journey.command(
        "assess", "NEWS2", "-", "--language", language, stdin=json.dumps(WELL)
    )
    assert words in answered.out


def test_it_runs_where_there_is_no_database(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "YIYANG_DATABASE_URL"}
    environment["YIYANG_DATA"] = str(tmp_path / "none")
    program = Path(sys.executable).parent / "yiyang"
    done = subprocess.run(
        [program, "assess", "NEWS2", "-", "--json"],
        input=json.dumps(WELL).encode(),
        capture_output=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["scores"]["total"] == 5
    assert not (tmp_path / "none").exists()
