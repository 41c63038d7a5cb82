"""``yiyang simulate``: figures, two scenarios side by side, going on after a stop, faults."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.journey import Journey
from yiyang.audit.services import Actor
from yiyang.decisions.services import adopt_value
from yiyang.faces.cli import simulate
from yiyang.planning.simulation import building, keeping
from yiyang.planning.simulation.scenario_files import read_scenario
from yiyang.planning.simulation.tracing import read_trace
from yiyang.policy.loader import shipped_book

BAD_INPUT = 2
BASE = """
name = { zh = "现状", en = "As it is" }
source = "test"
mark = "proposed"
place = "310106"
on = 2026-01-01
days = 120
warm_up = 30
replications = 6
seed = 5

[[sub_district]]
code = "A"
lon = 121.45
lat = 31.25

[[institution]]
code = "H"
place = "A"
lon = 121.45
lat = 31.25
capabilities = ["ED"]
beds = { HOSPITAL_BED = 12, HOME_MEDICAL_BED = 12, INSTITUTION_BED = 30 }

[[arrivals]]
place = "A"
trigger = "HEALTH_WORSE"
per_day = 2.0
"""
MORE = """
base = "base.toml"
name = { zh = "加床", en = "More beds" }

[[beds]]
institution = "H"
kind = "HOSPITAL_BED"
add = 20
"""

WAITS = "\n[policy]\n'simulation.patience_days' = { HOSPITAL_BED = DAYS }"
PEOPLE = """
[policy."simulation.people"]
ALONE = "180"
INPATIENT_PALLIATIVE = "600"
WISHES_HOME = "550"
PREFERRED = "80"
"""

pytestmark = pytest.mark.django_db


def scenarios(folder: Path, more: str = MORE) -> tuple[str, str]:
    (folder / "base.toml").write_text(BASE)
    (folder / "more.toml").write_text(more)
    return str(folder / "more.toml"), str(folder / "base.toml")


def test_more_beds_shorten_the_wait_and_the_run_goes_on_where_it_stopped(
    journey: Journey, tmp_path: Path
) -> None:
    more, base = scenarios(tmp_path)
    words = ("simulate", more, "--versus", base, "--out", str(tmp_path / "out"), "--json")
    told = journey.command(*words)
    assert told.exit_code == 0
    change = told.json["differences"]["WAIT:HOSPITAL_BED"]
    assert change["mean"] + change["half"] < 0
    assert change["verdict"] == "PLAN_TOO_FEW"  # six replications: nothing is said yet
    kept = tmp_path / "out" / "replications.jsonl"
    whole = kept.read_bytes()
    lines = whole.splitlines(keepends=True)
    kept.write_bytes(lines[0] + lines[1][:40])
    again = journey.command(*words)
    assert again.json == told.json
    assert kept.read_bytes() == whole
    assert json.loads((tmp_path / "out" / "summary.json").read_text()) == told.json


def test_one_that_is_interrupted_says_where_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    base, _ = scenarios(tmp_path)
    out, done = tmp_path / "out", []

    def interrupted(network: Any, number: int, **more: Any) -> Any:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(number)
        return replicate(network, number, **more)

    replicate = keeping.replicate
    monkeypatch.setattr(keeping, "replicate", interrupted)
    plan, digest = read_scenario(Path(base))
    run = partial(simulate._replications, plan, digest, shipped_book())
    with pytest.raises(KeyboardInterrupt):
        run(out / "replications.jsonl")
    assert f"{out} keeps what is done" in capsys.readouterr().err
    with pytest.raises(KeyboardInterrupt):
        run(None)
    assert "keeps" not in capsys.readouterr().err
    monkeypatch.setattr(keeping, "replicate", replicate)
    ended = run(out / "replications.jsonl")
    assert [each["number"] for each in ended] == list(range(plan.replications))
    assert [each["figures"] for each in ended] == [each["figures"] for each in run(None)]


def test_a_folder_of_another_run_is_left_alone(journey: Journey, tmp_path: Path) -> None:
    more, base = scenarios(tmp_path)
    out = tmp_path / "out"
    assert journey.command("simulate", base, "--out", str(out)).exit_code == 0
    before = (out / "replications.jsonl").read_bytes()
    assert journey.command("simulate", more, "--out", str(out)).exit_code == BAD_INPUT
    assert (out / "replications.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('base = "gone.toml"', "gone.toml"),
        (MORE.replace('"H"', '"Z"'), "beds.0: There is no Z"),
        (MORE.replace("20", "-13"), "fewer than no beds"),
        (MORE + "\n[policy]\n'no.such' = \"1\"", "no.such"),
        (MORE + "\nbeds_more = 1", "beds.0.beds_more"),
        ("name = [", "no TOML"),
        ('base = "more.toml"', "one lies on itself"),
        (MORE + "\n[accumulating]\nORANJE = 1.0", "There is no ORANJE"),
        (MORE + "\n[policy]\n'layouts.circle' = {}", "nothing in a simulation reads it"),
        (MORE + WAITS.replace("DAYS", "'5'"), "HOME_CARE_BED is missing"),
        (MORE + PEOPLE.replace("ALONE", "ALONG"), "it has no ALONG"),
        (MORE + PEOPLE.replace("180", "many"), "could not convert"),
        (MORE + "\n[[staff]]\npermille = 1500", "staff.0.permille"),
    ],
)
def test_a_faulty_scenario_is_refused_with_its_place(
    journey: Journey, tmp_path: Path, more: str, said: str
) -> None:
    path, _ = scenarios(tmp_path, more)
    told = journey.command("simulate", path)
    assert told.exit_code == BAD_INPUT
    assert said in told.err


def test_values_adopted_here_are_read_where_it_is_said(journey: Journey, tmp_path: Path) -> None:
    adopt_value(
        key="simulation.confidence_percent", place="310106", starts_on=date(2026, 1, 1),
        value="90", document_number="静卫〔2026〕1号", signer="王主任",
        signed_on=date(2025, 12, 31), by=Actor(), at=NOW,
    )  # fmt: skip
    _, base = scenarios(tmp_path)
    told = [journey.command("simulate", base, *more, "--json").json for more in ((), ("--here",))]
    assert [each["confidence_percent"] for each in told] == [95, 90]
    assert told[0]["book"] != told[1]["book"]


def test_a_trace_of_the_first_replication_is_written_and_the_same_run_writes_it_again(
    journey: Journey, tmp_path: Path
) -> None:
    _, base = scenarios(tmp_path)
    files = [tmp_path / name for name in ("one.jsonl", "two.jsonl")]
    told = [journey.command("simulate", base, "--trace", str(f), "--json").json for f in files]
    assert files[0].read_bytes() == files[1].read_bytes()
    read = read_trace(files[0])
    assert told[0]["trace"]["lines"] == len(read.lines) > 100
    assert (read.head.digest, read.head.book) == (told[0]["digest"], told[0]["book"])
    assert read.lines[-1].day <= read.head.scenario.warm_up + read.head.scenario.days


def test_what_cannot_be_written_or_read_as_text_is_told_in_a_sentence(
    journey: Journey, tmp_path: Path
) -> None:
    more, base = scenarios(tmp_path)
    nowhere = tmp_path / "gone" / "trace.jsonl"
    told = journey.command("simulate", base, "--trace", str(nowhere))
    assert (told.exit_code, told.err.strip().splitlines()[-1]) == (
        BAD_INPUT, f"{nowhere}.part: No such file or directory",
    )  # fmt: skip
    (tmp_path / "file").write_text("")
    told = journey.command("simulate", base, "--out", str(tmp_path / "file"))
    assert told.exit_code == BAD_INPUT and "file: File exists" in told.err
    (tmp_path / "base.toml").write_bytes(("# 情景\n" + BASE).encode("gb18030"))
    for path in (base, more):
        told = journey.command("simulate", path)
        assert told.exit_code == BAD_INPUT and "base.toml: The file is not in UTF-8" in told.err
    (tmp_path / "base.toml").write_bytes(("# 情景\n" + BASE).encode("utf-8-sig"))
    assert journey.command("simulate", base).exit_code == 0


def test_a_trace_that_grows_too_long_is_told_before_the_figures_are_reckoned(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, base = scenarios(tmp_path)
    monkeypatch.setattr(simulate, "_replications", None)  # nobody waits for them
    many = {"most_people": "2000000", "most_at_once": "500000", "most_lines": "40"}
    monkeypatch.setattr(building, "limits_of", lambda _reading: many)
    told = journey.command("simulate", base, "--trace", str(tmp_path / "t.jsonl"))
    assert told.exit_code == BAD_INPUT
    assert re.search(r"more than 40 lines by day \d+ of \d+: shorten", told.err)
    assert [each.name for each in tmp_path.glob("t.jsonl*")] == []
