"""Settlement lists checked and kept from the command line, with code lists of a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journey import Journey
from tests.rules.settlement_list.test_check import GOOD
from tests.world import make_institution
from yiyang.claims.models import ListedCode, SettlementList
from yiyang.kernel.plain import to_plain
from yiyang.people.identifiers import open_

GROUPS = ("patient", "setlinfo", "sums", "diseinfo", "oprninfo", "payinfo", "iteminfo")


def sheet(**groups: Any) -> dict[str, Any]:
    plain = to_plain(GOOD)
    return {group: plain[group] for group in GROUPS} | groups


def write(folder: Path, *sheets: dict[str, Any]) -> str:
    file = folder / "lists.json"
    file.write_text(json.dumps(sheets), encoding="utf-8")
    return str(file)


@pytest.fixture
def codes(tmp_path: Path) -> str:
    folder = tmp_path / "codes"
    folder.mkdir()
    known = "\ufeffI63.900 脑梗死\nI10.x00 特发性（原发性） 高血压\nI64.x00 脑卒中\n"
    (folder / "icd10_nhsa_v2.dat").write_text(known, encoding="utf-8")
    (folder / "icd10_nhsa_v2_grey.dat").write_text("I64.x00\n", encoding="utf-8")
    (folder / "icd10_clinical_v2_to_nhsa_v2.dat").write_text("I63.9001 I63.900\n")
    (folder / "icd9cm3_nhsa_v2.dat").write_text("39.7400 术\n", encoding="utf-8")
    return str(folder)


def diagnosed(code: str) -> list[dict[str, str]]:
    return [dict(GOOD.diseinfo[0]) | {"diag_code": code}]


def test_a_good_list_passes_and_a_bad_one_tells_every_fault(
    journey: Journey, tmp_path: Path, codes: str
) -> None:
    file = write(tmp_path, sheet(), sheet(diseinfo=diagnosed("I64.x00"), patient={}))
    answered = journey.command(
        "settlement-list", "check", file, "--codes", codes, "--uploaded", "2026-02-22", "--json"
    )
    assert answered.exit_code == 2
    good, bad = answered.json
    assert good == {"list": "S1", "passes": True, "faults": []}
    assert [one["where"] for one in bad["faults"]] == [
        "patient.gend", "patient.brdy", "diseinfo.0.diag_code",
    ]  # fmt: skip


def test_a_list_whose_stay_has_no_end_needs_a_day_to_be_checked_by(
    journey: Journey, tmp_path: Path
) -> None:
    open_ended = {**to_plain(GOOD)["setlinfo"], "dscg_time": ""}
    file = write(tmp_path, sheet(), sheet(setlinfo=open_ended))
    bad = journey.command("settlement-list", "check", file)
    assert bad.exit_code == 2 and "list 2" in bad.err and "--uploaded" in bad.err
    told = journey.command("settlement-list", "check", file, "--uploaded", "2026-02-22", "--json")
    assert "setlinfo.dscg_time" in [one["where"] for one in told.json[1]["faults"]]


def test_a_list_is_kept_once_with_its_decision_and_again_when_mended(
    journey: Journey, tmp_path: Path, codes: str
) -> None:
    assert journey.command("import", "code-lists", codes, "--json").json == {
        "counts": {"DIAGNOSIS": 4, "OPERATION": 1}
    }
    hospital = make_institution("HOSPITAL")
    words = ("settlement-list", "store", "--institution", hospital.code, "--json")
    clinical = write(tmp_path, sheet(diseinfo=diagnosed("I63.9001")))
    bad = journey.command(*words, clinical)
    found = [(one["code"], one["where"]) for one in bad.json[0]["faults"]]
    assert ("LIST_CODE_CLINICAL", "diseinfo.0.diag_code") in found and bad.exit_code == 2
    assert journey.command(*words, clinical).json[0]["version"] == 1
    assert journey.command(*words, write(tmp_path, sheet())).json[0]["version"] == 2
    first, _ = SettlementList.objects.order_by("version")
    decision = journey.decision_of("settlement_list.check", subject_id=hospital.pk)
    assert first.decision.rule == decision.rule
    assert "江宁路" not in json.dumps(decision.facts, ensure_ascii=False)
    assert "江宁路".encode() not in bytes(first.sealed_body)
    assert "江宁路" in open_(first.sealed_body)


def test_code_lists_are_replaced_not_added_to(journey: Journey, codes: str) -> None:
    for _ in range(2):
        assert journey.command("import", "code-lists", codes).exit_code == 0
    assert ListedCode.objects.count() == 5
    assert ListedCode.objects.get(code="I10.x00").name == "特发性（原发性） 高血压"
    Path(codes, "icd10_clinical_v2_to_nhsa_v2.dat").write_text("I63.9001\nI63.9002 a b\n")
    bad = journey.command("import", "code-lists", codes)
    assert bad.exit_code == 2 and "MAP 1" in bad.err and "MAP 2" in bad.err
    assert ListedCode.objects.count() == 5


@pytest.mark.parametrize("text", ["{oh", '"x"', '{"surprise": {}}', '{"diseinfo": 3}', "[3]"])
def test_a_file_that_holds_no_list_is_told_so(journey: Journey, text: str) -> None:
    assert journey.command("settlement-list", "check", "-", stdin=text).exit_code == 2


def test_the_published_lists_are_taken_in_whole(journey: Journey, shared: Path) -> None:
    folder = shared / "data" / "payment" / "icd_nhsa_v2"
    answered = journey.command("import", "code-lists", str(folder), "--json")
    assert answered.exit_code == 0
    rows = ListedCode.objects.filter(kind="DIAGNOSIS")
    assert (rows.filter(is_known=True).count(), rows.filter(is_grey=True).count()) == (33307, 2695)
