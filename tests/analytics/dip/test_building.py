"""Groups built from history: the worked numbers, the order of matching, what is left out."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.analytics.dip.history import PLAN, Stay, some, write_history, write_plan
from yiyang.analytics.dip.building import Built, build
from yiyang.analytics.dip.keys import front
from yiyang.analytics.dip.plan import read_plan, shipped_figures
from yiyang.analytics.grouping.interpreter import Discharge, explain
from yiyang.analytics.grouping.pack import set_pack
from yiyang.analytics.grouping.pack_desk import BadPack
from yiyang.analytics.grouping.programs import compile_pack
from yiyang.analytics.grouping.running import group_file
from yiyang.analytics.grouping.terms import Number
from yiyang.faces.cli import app
from yiyang.faces.cli.shell import BadInput

DES, ANGIOGRAPHY, IVUS, APPENDIX = "36.0700", "88.5500", "00.2400", "47.0100"
INFARCTION = "I21.000"


def built(folder: Path, stays: Sequence[Stay], text: str = PLAN) -> Built:
    plan = write_plan(folder, text)
    history = write_history(folder / "history.csv", stays)
    return build(read_plan(plan), folder, history, folder / "pack")


def grouped(made: Built, dx: str, px: str = "", **numbers: int) -> str:
    given = {Number[name]: value for name, value in numbers.items()}
    discharge = Discharge(tuple(dx.split("|")), tuple(px.split("|")) if px else (), given)
    return explain(set_pack(made.pack), discharge)[0].drg


def weights(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "pack" / "weights.csv").open(encoding="utf-8") as opened:
        return {row["drg"]: row for row in csv.DictReader(opened)}


def test_a_related_operation_counts_if_it_raises_the_mean_by_a_tenth(tmp_path: Path) -> None:
    made = built(tmp_path, [
        *some(20, INFARCTION, DES, "28033"),
        *some(20, INFARCTION, f"{DES}|{ANGIOGRAPHY}", "28849"),
        *some(20, INFARCTION, f"{DES}|{IVUS}", "44003"),
    ])  # fmt: skip
    assert set(made.sums) == {"I21.0:36.0700", "I21.0:36.0700+00.2400"}
    assert made.sums["I21.0:36.0700"].count == 40
    assert grouped(made, "I21.000x007", f"{DES}|{ANGIOGRAPHY}|{IVUS}") == "0000"  # not in a list
    assert grouped(made, INFARCTION, f"{DES}|{ANGIOGRAPHY}|{IVUS}") == "I21.0:36.0700+00.2400"
    assert grouped(made, INFARCTION, f"{IVUS}|{DES}") == "0000"  # IVUS is not the principal one


def test_a_score_is_the_mean_of_the_years_by_their_weights_over_the_mean_of_all(
    tmp_path: Path,
) -> None:
    made = built(tmp_path, [
        *some(15, "K35.300", APPENDIX, "4000", year="2022"),
        *some(15, "K35.300", APPENDIX, "5600", year="2023"),
        *some(15, "K35.300", APPENDIX, "8000", year="2024"),
        *some(15, "J44.100", "", "8000", year="2022"),
        *some(15, "J44.100", "", "7400", year="2023"),
        *some(15, "J44.100", "", "12000", year="2024"),
    ])  # fmt: skip
    mean = made.sums["K35.3:47.0100"].mean({"2022": 1, "2023": 2, "2024": 7})
    assert (mean, made.reference_fen) == (712000, 890000)
    assert weights(tmp_path)["K35.3:47.0100"]["rw"] == "0.800000000"


def test_the_benchmark_and_the_quota_are_what_a_score_is_measured_by(tmp_path: Path) -> None:
    stays = [*some(15, "K35.300", APPENDIX, "8000"), *some(15, "J44.100", "", "12000")]
    text = PLAN + 'score = {method = "benchmark", benchmark = "K35.3:47.0100"}\n'
    built(tmp_path / "a", stays, text)
    assert weights(tmp_path / "a")["J44.1"]["rw"] == "1.500000000"
    built(tmp_path / "b", stays, PLAN + 'score = {method = "quota", quota = "10000"}\n')
    assert weights(tmp_path / "b")["J44.1"]["rw"] == "1.200000000"


def test_what_is_too_rare_falls_to_the_kind_of_its_operation(tmp_path: Path) -> None:
    made = built(tmp_path, [
        *some(15, "K35.300", APPENDIX, "8000"),
        *some(14, "K35.200", APPENDIX, "9000"),
        *some(3, "K35.300", "96.7200", "9000"),
        *some(3, "K35.300", "45.2300", "9000"),
        *some(3, "K35.900", "99.9999", "2000"),
    ])  # fmt: skip
    assert {code: sums.count for code, sums in made.sums.items()} == {
        "K35.3:47.0100": 15, "K35:SURGICAL": 14, "K35:THERAPEUTIC": 3, "K35:DIAGNOSTIC": 3,
        "K35:CONSERVATIVE": 3,
    }  # fmt: skip
    assert grouped(made, "K35.900", APPENDIX) == "K35:SURGICAL"


def test_rules_come_before_keys_and_excluded_diagnoses_before_all(tmp_path: Path) -> None:
    text = PLAN + (
        'excluded_diagnoses = ["Z51.900"]\nexcluded_operations = ["45.2300"]\n'
        'sets = {OP_VENT = ["96.7200"]}\n'
        '[[rules]]\nstage = "MERGED"\ncode = "MERGED-1"\nrule = "ZYZD in DI_EXCLUDED"\nzh = "并"\n'
        '[[rules]]\nstage = "PRE"\ncode = "VENT"\nrule = "{ZYSS,QTSS} in OP_VENT"\nzh = "机"\n'
    )
    made = built(tmp_path, [
        *some(15, "J44.100", f"{APPENDIX}|96.7200", "90000"),
        *some(15, "J44.100", "45.2300", "5000"),
        *some(2, "Z51.900", "96.7200", "1"),
    ], text)  # fmt: skip
    assert made.reasons == {"EXCLUDED": 2}
    assert {code: sums.count for code, sums in made.sums.items()} == {"VENT": 15, "J44.1": 15}
    assert grouped(made, "J44.100", "45.2300") == "J44.1"  # an excluded operation is none
    assert grouped(made, "Z51.900", "96.7200") == "0000"


SUBTYPES = (
    '[[subtypes]]\ncode = "DIED"\nrule = "LYFS = 5"\nzh = "死亡"\n'
    '[[subtypes]]\ncode = "SEVERE"\nrule = "QTZD in DI_SEVERE and ZYTS > 3"\nzh = "重度"\n'
    '[sets]\nDI_SEVERE = ["R57.000", "J96.000"]\n'
)


def test_a_group_that_varies_is_divided_and_the_dearest_subtype_counts(tmp_path: Path) -> None:
    made = built(tmp_path, [
        *some(80, "J44.100", "", "5000"),
        *some(10, "J44.100|R57.000", "", "60000"),
        *some(10, "J44.100", "", "20000", discharge_way="5"),
        *some(20, "I10.x00", "", "5000"),
        *some(6, "I10.x00", "", "5500", discharge_way="5"),
    ], PLAN + SUBTYPES)  # fmt: skip
    assert made.subtypes == {"J44.1": ("SEVERE", "DIED")}
    assert made.sums["J44.1~SEVERE"].count == 10
    assert grouped(made, "J44.100|R57.000", LYFS=5, ZYTS=4) == "J44.1~SEVERE"
    assert grouped(made, "J44.100|R57.000", LYFS=1, ZYTS=3) == "J44.1"
    listed = PLAN + 'without_subtypes = ["J44.1"]\n' + SUBTYPES
    assert built(tmp_path / "b", some(9, "J44.100", "", "1"), listed).subtypes == {}


def test_a_primary_care_group_is_steady_and_paid_alike_everywhere(tmp_path: Path) -> None:
    made = built(tmp_path, [
        *some(15, "J06.900", "", "2000"),
        *some(12, "J44.100", "", "1000"), *some(3, "J44.100", "", "50000"),
    ], PLAN + 'primary = ["J06.9", "J44.1"]\n')  # fmt: skip
    assert made.primary == {"J06.9"}
    coefs = {code: row["coef"] for code, row in weights(tmp_path).items()}
    assert coefs == {"J06.9": "1", "J44.1": ""}


def test_the_kernel_groups_a_history_as_the_interpreter_does_whatever_the_order(
    tmp_path: Path,
) -> None:
    stays = [
        *some(20, INFARCTION, f"{DES}|{IVUS}", "44003"),
        *some(20, INFARCTION, f"{DES}|{ANGIOGRAPHY}", "28033"),
        *some(20, "K35.300|R57.000", APPENDIX, "9000", discharge_way="5"),
        *some(70, "K35.300", APPENDIX, "2000"),
        *some(4, "K35.200", "", "100"),
    ]
    made = built(tmp_path, stays, PLAN + SUBTYPES)
    again = built(tmp_path / "turned", stays[::-1], PLAN + SUBTYPES)
    assert again.pack.digest == made.pack.digest
    assert weights(tmp_path) == weights(tmp_path / "turned")
    out = tmp_path / "grouped.csv"
    group_file(compile_pack(set_pack(made.pack)), tmp_path / "history.csv", out)
    with out.open(encoding="utf-8") as opened:
        drgs = [row["drg"] for row in csv.DictReader(opened)]
    plain = [
        grouped(made, each["dx"], each["px"], ZYTS=5, LYFS=int(each.get("discharge_way") or 1))
        for each in stays
    ]
    assert drgs == plain


def test_what_does_not_count_is_left_out_with_its_reason(tmp_path: Path) -> None:
    made = built(tmp_path, [
        *some(15, "J44.100", "", "5000"),
        *some(2, "J44.100", "", "much"), *some(3, "J44.100", "", "1", year="2019"),
        *some(4, "", "", "1"),
    ])  # fmt: skip
    assert made.reasons == {"NOT_READ": 4, "NO_COST": 2, "NO_YEAR": 3}


@pytest.mark.parametrize(
    "text",
    [
        PLAN.replace('"7"', "7"),
        PLAN.replace("2024 =", "24 ="),
        PLAN + 'colour = "red"\n',
        PLAN + '[figures.height]\nvalue = "1"\nmark = "proposed"\nsource = "x"\n',
        PLAN + '[figures.least_cases]\nvalue = "1"\nmark = "sure"\nsource = "x"\n',
        PLAN + 'score = {method = "benchmark"}\n',
        PLAN + '[[rules]]\nstage = "PRE"\ncode = "A"\nrule = "ZYSS in"\nzh = "a"\n',
        PLAN + '[[rules]]\nstage = "PRE"\ncode = "A"\nrule = "ZYSS in OP_NONE"\nzh = "a"\n',
        PLAN.replace("classes.dat", "none.dat"),
    ],
)
def test_a_plan_with_a_fault_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadPack):
        built(tmp_path, some(15, "J44.100", "", "5000"), text)


def test_every_figure_has_its_mark_and_a_city_sets_its_own(tmp_path: Path) -> None:
    assert all(each.source and each.mark for each in shipped_figures().values())
    text = PLAN + '[figures.least_cases]\nvalue = "3"\nmark = "secondary"\nsource = "a city"\n'
    made = built(tmp_path, some(3, "J44.100", "", "5000"), text)
    assert set(made.sums) == {"J44.1"}


@pytest.mark.parametrize(
    ("code", "characters", "cut"),
    [("K35.300x001", 4, "K35.3"), ("K35.300", 3, "K35"), ("I10.x00", 4, "I10.x"), ("A0", 4, "A0")],
)
def test_the_front_of_a_code_counts_characters_without_its_point(
    code: str, characters: int, cut: str
) -> None:
    assert front(code, characters) == cut


def test_the_command_writes_the_pack_whole_or_not_at_all(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN)
    history = write_history(tmp_path / "history.csv", some(15, "J44.100", "", "5000"))
    words = ["pack", "build", "dip", str(plan), "--history", str(history), "--out"]
    run = CliRunner()
    made = run.invoke(app(), [*words, str(tmp_path / "pack"), "--json"])
    assert made.exit_code == 0
    assert json.loads(made.stdout)["groups_by_kind"] == {"CORE": 1}
    assert {path.name for path in (tmp_path / "pack").iterdir()} > {"weights.csv", "build.json"}
    torn = tmp_path / "torn.csv"
    torn.write_text("id,year\n1,2024\n", encoding="utf-8")
    words[5] = str(torn)
    refused = run.invoke(app(), [*words, str(tmp_path / "other")])
    assert isinstance(refused.exception, BadInput)
    assert not (tmp_path / "other").exists()
