"""CHS-DRG 1.1 out of the published tables, on labelled discharges that nobody here labelled."""

from __future__ import annotations

import csv
import gzip
import random
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

from yiyang.analytics.grouping.chs_drg_11 import translate
from yiyang.analytics.grouping.interpreter import Discharge, codes_of, group
from yiyang.analytics.grouping.pack import Pack, set_pack
from yiyang.analytics.grouping.pack_desk import BadPack
from yiyang.analytics.grouping.pack_files import read_pack
from yiyang.analytics.grouping.programs import compile_pack
from yiyang.analytics.grouping.running import NUMBER_COLUMNS, group_file

PAYMENT = Path(__file__).parents[4] / "shared" / "data" / "payment"
TABLES = PAYMENT / "chs_drg_11"
DEV = PAYMENT / "golden" / "chs_drg11_synthetic_dev.csv.gz"
DISPUTED = PAYMENT / "golden" / "chs_drg11_synthetic_disputed.csv.gz"
LABELS = ("mcc", "cc", "excluded", "status", "mdc", "adrg", "drg")
SWITCH_OF = {
    "extra_codes": "lists_as_printed", "pv1_strict": "pv1_printed", "j68": "j68_printed",
    "stop_in_mdc": "stop_in_mdc", "ff1_first": "ff1_first", "ac1_any": "ac1_any",
    "z_pair": "z_pair",
}  # fmt: skip
AS_PRINTED = dict.fromkeys(SWITCH_OF.values(), True)
Row = dict[str, str]

pytestmark = pytest.mark.skipif(
    not TABLES.is_dir(), reason=f"the published tables are not in {TABLES}"
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return translate(TABLES, tmp_path_factory.mktemp("packs") / "chs")


@lru_cache(maxsize=2)
def labelled(file: Path) -> list[Row]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def kernel(pack: Pack, file: Path, out: Path, switches: dict[str, bool]) -> list[Row]:
    group_file(compile_pack(set_pack(pack, switches)), file, out)
    with out.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def discharge(row: Row) -> Discharge:
    numbers = {
        number: int(row[name]) if row[name] else None for number, name in NUMBER_COLUMNS.items()
    }
    return Discharge(codes_of(row["dx"]), codes_of(row["px"]), numbers)


@pytest.mark.parametrize(
    ("switches", "label"),
    [({}, "drg"), ({"qy_any": True}, "drg_qy_any"), ({"qy_first": True}, "drg_qy_first")],
)
def test_every_labelled_discharge_falls_where_its_label_says(
    pack: Pack, tmp_path: Path, switches: dict[str, bool], label: str
) -> None:
    found = kernel(pack, DEV, tmp_path / "out.csv", switches)
    rows = labelled(DEV)
    assert len(found) == len(rows) == 30_000
    names = LABELS if label == "drg" else LABELS[:3]
    wrong = [
        row["id"]
        for row, its in zip(rows, found, strict=True)
        if its["drg"] != row[label] or any(its[name] != row[name] for name in names)
    ]
    assert wrong == []


def test_the_kernel_answers_as_the_interpreter_does_on_the_published_tables(
    pack: Pack, tmp_path: Path
) -> None:
    switches = {**AS_PRINTED, "qy_first": True, "self_cc": False}
    found = kernel(pack, DEV, tmp_path / "out.csv", switches)
    read = set_pack(pack, switches)
    rows = labelled(DEV)
    for place in random.Random(3).sample(range(len(rows)), 400):
        its = group(read, discharge(rows[place]))
        assert (its.status, its.mdc, its.adrg, its.drg) == (
            found[place]["status"], found[place]["mdc"], found[place]["adrg"], found[place]["drg"],
        )  # fmt: skip


def test_each_disputed_discharge_is_explained_by_a_switch(pack: Pack, tmp_path: Path) -> None:
    rows = labelled(DISPUTED)
    plain = kernel(pack, DISPUTED, tmp_path / "a.csv", {})
    printed = kernel(pack, DISPUTED, tmp_path / "b.csv", AS_PRINTED)
    empty = kernel(pack, DISPUTED, tmp_path / "c.csv", {"empty_dx": True})
    not_own = kernel(pack, DISPUTED, tmp_path / "d.csv", {"self_cc": False})
    for row, a, b, c, d in zip(rows, plain, printed, empty, not_own, strict=True):
        assert c["drg"] == row["drg"], row["id"]  # the public grouper
        assert b["drg"] == row["drg_text"], row["id"]  # the printed text
        if row["reason"] != "empty_dx":
            assert a["drg"] == row["drg"], row["id"]
        if row["reason"] == "self_cc":
            assert (a["mcc"], a["cc"]) == (row["mcc"], row["cc"])
            assert (d["mcc"], d["cc"]) != (a["mcc"], a["cc"])


@pytest.mark.parametrize(("reason", "switch"), SWITCH_OF.items())
def test_a_single_switch_moves_the_discharges_of_its_point(
    pack: Pack, tmp_path: Path, reason: str, switch: str
) -> None:
    # Two regions by one code may enter MDCZ and find no group there: then only stopping tells.
    both = {"stop_in_mdc": True} if reason == "z_pair" else {}
    plain = kernel(pack, DISPUTED, tmp_path / "a.csv", both)
    moved = kernel(pack, DISPUTED, tmp_path / "b.csv", {**both, switch: True})
    for row, a, b in zip(labelled(DISPUTED), plain, moved, strict=True):
        if row["reason"] == reason:
            assert a["drg"] != b["drg"], row["id"]


@pytest.mark.parametrize("name", ["CC.dat", "SS_VALID.dat", "chs_drg_11_rules.json"])
def test_a_missing_table_is_told_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(TABLES, folder)
    folder.chmod(0o755)
    (folder / name).unlink()
    with pytest.raises(BadPack) as bad:
        translate(folder, tmp_path / "made")
    assert ("PACK_FILE_MISSING", name) in [(f.code, f.where) for f in bad.value.findings]
    assert not (tmp_path / "made").exists()


def test_torn_tables_are_told_all_at_once_with_their_lines(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for path in TABLES.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "CC.dat").write_text("A00.100 1\nA00.900\n", encoding="utf-8")
    (folder / "MCC.dat").write_bytes(b"\xff\xfe")
    print_file = folder / "4_ADRG_DETAIL.txt.gz"
    print_file.write_bytes(print_file.read_bytes()[:5000])
    with pytest.raises(BadPack) as bad:
        translate(folder, tmp_path / "made")
    assert [(f.code, f.where) for f in bad.value.findings] == [
        ("PACK_FILE_TORN", "4_ADRG_DETAIL.txt.gz"),
        ("PACK_FILE_TORN", "MCC.dat"),
        ("PACK_TORN_LINE", "CC.dat:2"),
    ]


def test_the_same_tables_make_the_same_digest(pack: Pack, tmp_path: Path) -> None:
    again = translate(TABLES, tmp_path / "again")
    assert again.digest == pack.digest
    severity = tmp_path / "again" / "severity.csv"
    severity.write_text(severity.read_text() + "Z99.999,CC,,\n")
    assert read_pack(tmp_path / "again").digest != pack.digest
