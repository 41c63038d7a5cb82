"""``yiyang policy``: the book on a day, with and without a database."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import orjson
import pytest

from tests.conftest import NOW
from tests.journey import Journey
from yiyang.audit.services import Actor
from yiyang.decisions.services import adopt_value

KEY = "access.second_factor_roles"
OF_ONE_CITY = "insurance.outpatient_share"


def _yiyang(folder: Path, *words: str, url: str = "") -> subprocess.CompletedProcess[bytes]:
    env = {"PATH": os.environ["PATH"], "YIYANG_DATA": str(folder), "YIYANG_SECRET_KEY": "tests"}
    return subprocess.run(
        [sys.executable, "-m", "yiyang.faces.cli", "policy", *words],
        capture_output=True,
        check=False,
        env=env | ({"YIYANG_DATABASE_URL": url} if url else {}),
    )


@pytest.mark.parametrize("url", ["", "postgresql://nobody@127.0.0.1:1/nothing"])
def test_without_a_database_the_shipped_book_is_shown_with_a_note(tmp_path: Path, url: str) -> None:
    done = _yiyang(tmp_path, "show", KEY, "--on", "2026-03-02", "--json", url=url)
    assert done.returncode == 0, done.stderr
    line = orjson.loads(done.stdout)
    assert (line["key"], line["mark"], line["mission"]) == (KEY, "proposed", "JA-3")
    assert line["authority"]["title"]["zh"] and line["mission_title"]["en"]
    assert b"as shipped" in done.stderr


@pytest.mark.django_db
def test_an_adopted_value_is_shown_from_its_day(journey: Journey) -> None:
    adopt_value(
        key=KEY,
        place="310106",
        starts_on=date(2026, 4, 1),
        value=["NURSE"],
        document_number="静卫〔2026〕7号",
        signer="王主任",
        signed_on=date(2026, 3, 1),
        by=Actor(),
        at=NOW,
    )
    before = journey.command("policy", "show", KEY, "--on", "2026-03-31", "--json")
    after = journey.command("policy", "show", KEY, "--on", "2026-04-01", "--json")
    assert (before.json["mark"], after.json["mark"]) == ("proposed", "adopted")
    assert after.json["value"] == ["NURSE"]
    text = journey.command("policy", "show", KEY, "--on", "2026-04-01").out
    assert "静卫〔2026〕7号" in text and "须使用第二验证因素的角色" in text


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "note"), [("zh", "哪些予以拒绝"), ("en", "refuse an act")])
def test_a_note_is_told_in_the_language_asked_for(
    journey: Journey, language: str, note: str
) -> None:
    words = ("ledger.responses", "--on", "2026-03-31", "--language", language)
    assert note in journey.command("policy", "show", *words).out


@pytest.mark.django_db
def test_another_place_has_no_value(journey: Journey) -> None:
    words = ("policy", "show", OF_ONE_CITY, "--on", "2026-03-31")
    assert journey.command(*words).exit_code == 0
    asked = journey.command(*words, "--place", "330106")
    assert (asked.exit_code, asked.out) == (3, "")
    assert "no value in force" in asked.err


@pytest.mark.django_db
def test_what_a_place_has_no_value_for_is_listed(journey: Journey) -> None:
    words = ("policy", "missing", "--on", "2026-11-24")
    elsewhere = journey.command(*words, "--place", "110101", "--json").json
    assert "insurance.outpatient_share" in {row["key"] for row in elsewhere}
    here = journey.command(*words, "--json").json
    assert "insurance.outpatient_share" not in {row["key"] for row in here}
    assert "上门出诊费" in journey.command(*words).out
    assert journey.command(*words, "--place", "CN", "--language", "en").out.count("[") > len(here)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", [("no.such_key", "--on", "2026-03-31"), (KEY, "--on", "2026-02-30"), (KEY,)]
)
def test_what_cannot_be_read_is_bad_input(journey: Journey, words: tuple[str, ...]) -> None:
    answered = journey.command("policy", "show", *words)
    assert (answered.exit_code, answered.out) == (2, "")


@pytest.mark.django_db
def test_check_reports_the_shipped_book(journey: Journey) -> None:
    report = journey.command("policy", "check", "--json")
    assert report.exit_code == 0
    assert report.json["unknown"] == []
    assert sum(report.json["marks"].values()) == report.json["lines"]
    assert KEY in {line["key"] for line in report.json["unsettled"]}
    assert "parameters" in journey.command("policy", "check").out


@pytest.mark.django_db
def test_the_list_can_be_narrowed(journey: Journey) -> None:
    listed = journey.command("policy", "list", "access.", "--json").json
    keys = {row["key"] for row in listed}
    assert {"access.powers", KEY} <= keys
    assert all(key.startswith("access.") for key in keys)
    assert "各角色的权限" in journey.command("policy", "list", "access.").out
    assert (
        "Powers of each role"
        in journey.command("policy", "list", "access.", "--language", "en").out
    )
