"""A folder of code lists as an operator has it, by the names of its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yiyang.faces.cli.shell import BadInput
from yiyang.faces.cli.spoken import language_asked
from yiyang.faces.wording import say_in
from yiyang.rules.settlement_list.lists import GREY, KNOWN, MAP, Listed, read_lists

KINDS = {"DIAGNOSIS": "icd10_", "OPERATION": "icd9cm3_"}
MOST_BYTES = 50_000_000


def codes_under(folder: str) -> dict[str, dict[str, Listed]]:
    """Return the codes of each kind whose lists stand in a folder.

    The files: ``icd10_nhsa*.dat`` the list, ``icd10_nhsa*grey*.dat`` grey codes,
    ``icd10_clinical*.dat`` the map; the same with ``icd9cm3_`` for operations.

    Raises:
        BadInput: no list there, or lines with faults, all told at once.
    """
    found, faults = {}, []
    for kind, prefix in KINDS.items():
        files = _files(Path(folder), prefix)
        if KNOWN not in files:
            continue
        codes, findings = read_lists({what: _lines(path) for what, path in files.items()})
        faults += [
            f"{kind} {one.where}: {say_in(one.message, language_asked())}" for one in findings
        ]
        found[kind] = codes
    if faults:
        raise BadInput("\n".join(faults))
    if not found:
        raise BadInput("{folder}: no file icd10_nhsa*.dat or icd9cm3_nhsa*.dat", folder=folder)
    return found


def _files(folder: Path, prefix: str) -> Mapping[str, Path]:
    if not folder.is_dir():
        raise BadInput("{folder}: no folder", folder=folder)
    files = {}
    for path in sorted(folder.glob(f"{prefix}*.dat")):
        is_map = path.name.startswith(f"{prefix}clinical")
        files[MAP if is_map else GREY if "grey" in path.name else KNOWN] = path
    return files


def _lines(path: Path) -> list[str]:
    if path.stat().st_size > MOST_BYTES:
        raise BadInput("{path}: more than {most} bytes", path=path.name, most=MOST_BYTES)
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(
            "{path}: not readable ({kind})", path=path.name, kind=type(fault).__name__
        ) from fault
