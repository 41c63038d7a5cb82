"""Packs that lie are refused, every fault of every file told at once with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yiyang.analytics.grouping.pack_desk import BadPack
from yiyang.analytics.grouping.pack_files import read_pack
from yiyang.faces.cli.group import SHIPPED

SWITCH = "pack.yaml, switch rehabilitation_first"


def faults(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(BadPack) as bad:
        read_pack(folder)
    return [(each.code, each.where) for each in bad.value.findings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "pack"
    shutil.copytree(SHIPPED / "demo", copy)
    return copy


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("mdcs.csv", "ZYZD in DI_NERVES", "ZYZD im DI_NERVES", ("PACK_BAD_RULE", "mdcs.csv:5")),
        ("mdcs.csv", "NERVES,false", "NERVES,NL = 1", ("PACK_ONLY_SWITCHES", "mdcs.csv:5")),
        ("mdcs.csv", "NERVES,false", "NERVES,MCC", ("PACK_ONLY_SWITCHES", "mdcs.csv:5")),
        ("mdcs.csv", "NERV,no", "NERV,maybe", ("PACK_YES_OR_NO", "mdcs.csv:5")),
        ("mdcs.csv", "code,stands", "kode,stands", ("PACK_COLUMNS", "mdcs.csv")),
        ("groups.csv", "DI_STROKE and", "DI_STROKES and", ("PACK_UNKNOWN_SET", "group NA")),
        ("groups.csv", "switch.rehabil", "switch.b", ("PACK_UNKNOWN_SWITCH", "group NR")),
        ("groups.csv", "NERV,NA", "NERF,NA", ("PACK_UNKNOWN_MDC", "groups.csv")),
        ("groups.csv", "LUNG,LC,", "LUNG,LX,", ("PACK_GROUP_WITHOUT_DRG", "groups.csv:11")),
        ("drgs.csv", "LC,LC5,true", "LC,LC1,true", ("PACK_TWICE", "drgs.csv:17")),
        ("drgs.csv", "LC,LC5,true", "LC,LC5", ("PACK_TORN_ROW", "drgs.csv:17")),
        ("sets.csv", "OP_SKULL,01.2400", "OP_SKULL,", ("PACK_EMPTY_CELL", "sets.csv:4")),
        ("severity.csv", "A41.900,MCC", "A41.900,MC", ("PACK_SEVERITY", "severity.csv:3")),
        ("severity.csv", "A41.900,MCC,2", "J96.000,CC,2", ("PACK_TWICE", "severity.csv:3")),
        ("exclusions.csv", "J15.900,1", "J44.900,2", ("PACK_TWICE", "exclusions.csv:4")),
        ("pack.yaml", "default: false", "default: 'no'", ("PACK_SWITCH", SWITCH)),
        ("pack.yaml", "checks:", "checks: {}\nrules:", ("PACK_HEAD", "pack.yaml")),
        ("pack.yaml", "format: yiyang", "format: yours", ("PACK_HEAD", "pack.yaml")),
        ("pack.yaml", "version:", "version", ("YAML_BROKEN", "pack.yaml")),
    ],
)
def test_a_fault_is_told_with_its_place(
    folder: Path, name: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert expected in faults(folder)


def test_every_fault_of_every_file_is_told_at_once(folder: Path) -> None:
    (folder / "sets.csv").unlink()
    (folder / "names.csv").write_bytes(b"\xff\xfe")
    (folder / "drgs.csv").write_text('group,code,rule\n"torn', encoding="utf-8")
    codes = {code for code, _ in faults(folder)}
    assert {"PACK_FILE_MISSING", "PACK_NOT_UTF8", "PACK_NOT_CSV", "PACK_GROUP_WITHOUT_DRG"} <= codes


def test_checks_and_switches_of_another_form_are_not_passed_over(folder: Path) -> None:
    head = folder / "pack.yaml"
    text = head.read_text(encoding="utf-8")
    head.write_text(text[: text.index("checks:")] + "checks: {SEX: 'XB = 1'}\n", encoding="utf-8")
    assert ("PACK_CHECK", "pack.yaml, checks") in faults(folder)
    start, end = text.index("switches:"), text.index("checks:")
    head.write_text(text[:start] + "switches: [a]\n" + text[end:], encoding="utf-8")
    assert ("PACK_SWITCH", "pack.yaml, switches") in faults(folder)


def test_a_folder_that_is_not_there_is_no_pack(tmp_path: Path) -> None:
    assert ("PACK_FILE_MISSING", "pack.yaml") in faults(tmp_path / "nowhere")
