"""CHS-DRG 1.1 as a rule pack: the published tables translated, their code never run.

The lists come from the extracted tables; where the printed text parts from them, both readings
are kept and a switch chooses (``chs_drg_11.yaml``).

Source: CHS-DRG 1.1; the points in dispute: drg_dip, section 1.2.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from yiyang.analytics.grouping.chs_text import Section, read_printed
from yiyang.analytics.grouping.pack import Pack
from yiyang.analytics.grouping.pack_desk import BadPack
from yiyang.analytics.grouping.pack_files import read_pack, write_tables
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param
from yiyang.kernel.strict_yaml import read_yaml

NAME = "chs-drg-1.1"
HERE = Path(__file__).parent
RULES, PRINT = "chs_drg_11_rules.json", "4_ADRG_DETAIL.txt.gz"
ALL_OPERATIONS = "OP_ALL"
NO_TABLE = "999"
J68, J68_PRINTED = "J68.200", "105"  # the print of the lists of complications is in no file
SEVERITY_RULES = {"1": "MCC", "3": "MCC or CC", "5": "true", "9": "true"}
SPARED = {"S": "stxy", "T": "stxy", "X": "stxy", "Y": "stxy", "W": "w", "U": "u"}

_MDC_RULES = {
    "True and ssList and ssList[0] in SS_VALID": "ZYSS in OP_ALL",
    "True and zdList[0] in mdc_zd and int(age)==0": "{dx} and NL = 0",
    "True and zdList[0] in mdc_zd": "{dx}",
    "True and zdList[0] in mdc_zd and gender==1": "{dx} and XB = 1",
    "True and zdList[0] in mdc_zd and gender==2": "{dx} and XB = 2",
}
_NEWBORN = " and ageDay!=None and ageDay<=28"
_WEIGHED = "intersect(zdList,adrg_zd) and weight and "
_BOTH = "intersect(ssList,adrg_ss) and intersect(ssList,adrg_ss1)"
_TWO_SETS = "{{ZYSS,QTSS}} in OP_{a} and {{ZYSS,QTSS}} in OP1_{a}"
_GROUP_RULES = {
    "zdList[0] in adrg_zd": "{dx}",
    "ssList and ssList[0] in adrg_ss": "{op}",
    "zdList[0] in adrg_zd and ssList and ssList[0] in adrg_ss": "{dx} and {op}",
    f"ssList and {_BOTH}": _TWO_SETS,
    f"zdList[0] in adrg_zd and ssList and {_BOTH}": "{dx} and " + _TWO_SETS,
    f"ssList and ssList[0] in adrg_ss{_NEWBORN}": "{op} and XSRTL <= 28",
    f"zdList[0] in adrg_zd{_NEWBORN}": "{dx} and XSRTL <= 28",
    "ssList and ssList[0] in SS_VALID": "ZYSS in OP_ALL",
    "intersect(zdList,adrg_zd) and ssList and ssList[0] in SS_VALID": "{any} and ZYSS in OP_ALL",
    "not intersect(ssList,SS_VALID)": "{{ZYSS,QTSS}} not in OP_ALL",
    'zdList[0] in adrg_zd and ("1" in ss_matched or ("2" in ss_matched and "3" in ss_matched))': (
        "{dx} and ({{ZYSS,QTSS}} in OP_{a}_1 or "
        "({{ZYSS,QTSS}} in OP_{a}_2 and {{ZYSS,QTSS}} in OP_{a}_3))"
    ),
    'zdList[0] in adrg_zd and (("1" in ss_matched and "2" in ss_matched) or '
    '("1" in ss_matched and "3" in ss_matched and "4" in ss_matched))': (
        "{dx} and {{ZYSS,QTSS}} in OP_{a}_1 and ({{ZYSS,QTSS}} in OP_{a}_2 or "
        "({{ZYSS,QTSS}} in OP_{a}_3 and {{ZYSS,QTSS}} in OP_{a}_4))"
    ),
    f"{_WEIGHED}weight<1500{_NEWBORN}": "{any} and XSECSTZ < 1500 and XSRTL <= 28",
    f"{_WEIGHED}weight>=1500 and weight<2000{_NEWBORN}": (
        "{any} and XSECSTZ >= 1500 and XSECSTZ < 2000 and XSRTL <= 28"
    ),
    f"{_WEIGHED}weight>=2000 and weight<2500{_NEWBORN}": (
        "{any} and XSECSTZ >= 2000 and XSECSTZ < 2500 and XSRTL <= 28"
    ),
    f"{_WEIGHED}weight>=2500{_NEWBORN}": "{any} and XSECSTZ >= 2500 and XSRTL <= 28",
    "": "not switch.pv1_printed or ({dx} and XSRTL >= 29)",
}


class _Mdc(BaseModel):
    model_config = ConfigDict(strict=True)
    cond: str
    principal_dx: list[str]
    adrg_sequence: list[str]
    surgical_or_operation_adrg: list[str]


class _Adrg(BaseModel):
    model_config = ConfigDict(strict=True)
    mdc: str
    cond: str
    dx: list[str]
    op: list[str]
    op1: list[str]
    drg_sequence: list[str]


class _Rules(BaseModel):
    model_config = ConfigDict(strict=True)
    mdc_order: list[str]
    mdc: dict[str, _Mdc]
    adrg: dict[str, _Adrg]
    drg_names: dict[str, str]


@dataclass
class _Desk:
    """The folder being translated, the sets made so far, and the faults found."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    sets: dict[str, set[str]] = field(default_factory=dict)
    printed: dict[str, Section] = field(default_factory=dict)

    def fault(self, code: str, where: str, /, **params: Param) -> None:
        self.findings.append(Finding(code, where, Message(code, params)))

    def read(self, name: str, take: Callable[[Path], Any]) -> Any:
        """Return what ``take`` makes of a file; a finding and None where it cannot."""
        try:
            return take(self.folder / name)
        except (FileNotFoundError, IsADirectoryError, PermissionError):
            self.fault("PACK_FILE_MISSING", name)
        except (OSError, EOFError, UnicodeDecodeError, zlib.error):
            self.fault("PACK_FILE_TORN", name)
        except ValidationError as faults:
            for each in faults.errors(include_input=False, include_url=False):
                place = ".".join(map(str, each["loc"])) or "the file"
                self.fault("PACK_TABLE_FORM", f"{name}, {place}", reason=str(each["msg"]))
        return None

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """Return the lines ``code rest`` of a table; another line is a finding."""
        text = self.read(name, lambda path: path.read_text(encoding="utf-8-sig"))
        found = []
        for number, line in enumerate((text or "").splitlines(), 1):
            code, _, rest = line.strip().partition(" ")
            if code and rest.strip():
                found.append((code, rest.strip()))
            elif line.strip():
                self.fault("PACK_TORN_LINE", f"{name}:{number}")
        if text is not None and not found:
            self.fault("PACK_EMPTY", name)
        return found

    def lists(self, place: str, name: str, codes: Iterable[str], printed: set[str]) -> str:
        """Keep a set, what the print does not list apart; return the test of membership."""
        listed = set(codes)
        extra = listed - printed if printed else set()
        if printed - listed:
            self.fault("PACK_PRINT_DIFFERS", name, codes=", ".join(sorted(printed - listed)[:5]))
        self.sets[name] = listed - extra
        if not extra:
            return f"{place} in {name}"
        self.sets[f"{name}_EXTRA"] = extra
        return f"({place} in {name} or (not switch.lists_as_printed and {place} in {name}_EXTRA))"


def translate(folder: Path, out: Path) -> Pack:
    """Write the pack of the tables in ``folder`` to ``out``, and return it.

    Raises:
        BadPack: a file is missing or torn, or says what this translation does not know; then
            nothing is written.
    """
    desk = _Desk(folder)
    rules = desk.read(RULES, lambda path: _Rules.model_validate_json(path.read_bytes()))
    desk.printed = _printed(desk)
    valid = desk.pairs("SS_VALID.dat")
    severity = list(_severity(desk))
    exclusions = [(code, table, "") for code, table in desk.pairs("CCE.dat") if table != NO_TABLE]
    names = [*desk.pairs("1_MDC.txt"), *desk.pairs("2_ADRG.txt"), *desk.pairs("DRG.dat")]
    for code in sorted(set(rules.mdc_order) - set(rules.mdc)) if rules else ():
        desk.fault("PACK_UNKNOWN_CONDITION", f"{RULES}, {code}")
    if rules is None or desk.findings:
        raise BadPack(desk.findings)
    desk.sets[ALL_OPERATIONS] = {code for code, _ in valid}
    tables: dict[str, Sequence[Sequence[str]]] = {
        "mdcs.csv": list(_mdcs(desk, rules)),
        "groups.csv": list(_groups(desk, rules)),
        "drgs.csv": list(_drgs(desk, rules)),
        "severity.csv": severity,
        "exclusions.csv": exclusions,
        "names.csv": list(_names(desk, rules, names)),
    }
    tables["sets.csv"] = [(name, code) for name in desk.sets for code in sorted(desk.sets[name])]
    if desk.findings:
        raise BadPack(desk.findings)
    write_tables(out, (HERE / "chs_drg_11.yaml").read_text(encoding="utf-8"), tables)
    return read_pack(out)


def _printed(desk: _Desk) -> dict[str, Section]:
    def take(path: Path) -> Any:
        with gzip.open(path, "rt", encoding="utf-8") as opened:
            return read_printed(opened)

    sections, odd = desk.read(PRINT, take) or ({}, [])
    for each in odd:
        desk.fault("PACK_TORN_LINE", f"{PRINT}:{each.number}")
    return sections or {}


def _severity(desk: _Desk) -> Iterator[tuple[str, str, str, str]]:
    for severity in ("MCC", "CC"):
        for code, table in desk.pairs(f"{severity}.dat"):
            own = "" if table == NO_TABLE else table
            if code == J68:
                yield code, severity, own, "not switch.j68_printed"
                yield code, severity, J68_PRINTED, "switch.j68_printed"
            else:
                yield code, severity, own, ""


def _mdcs(desk: _Desk, rules: _Rules) -> Iterator[tuple[str, str, str, str]]:
    for code in rules.mdc_order:
        mdc = rules.mdc[code]
        form = _MDC_RULES.get(mdc.cond)
        if form is None:
            desk.fault("PACK_UNKNOWN_CONDITION", f"{RULES}, {code}")
            continue
        section = desk.printed.get(code, Section())
        if code == "MDCZ":
            yield code, "no", _regions(desk, section), "not switch.stop_in_mdc"
            continue
        before = form == "ZYSS in OP_ALL"
        dx = "" if before else desk.lists("ZYZD", f"DI_{code}", mdc.principal_dx, section.diagnoses)
        rule = form.format(dx=dx)
        if before:
            rule += f" or (switch.ac1_any and {_TWO_SETS.format(a='AC1')})"
        yield code, "yes" if before else "no", rule, "true" if before else "not switch.stop_in_mdc"


def _regions(desk: _Desk, section: Section) -> str:
    """Two body regions: one of the principal diagnosis, another of any other diagnosis.

    A code printed in two regions counts in the later one alone, unless the switch says both.
    """
    lists = list(section.regions.values())
    if len(lists) < 2:  # noqa: PLR2004 -- two regions are what the rule asks for
        desk.fault("PACK_NO_REGIONS", f"{PRINT}, MDCZ")
        return "false"
    names = [f"DI_Z{number:02}" for number in range(1, len(lists) + 1)]
    twice: set[str] = set()
    for number, name in enumerate(names):
        later = set().union(*lists[number + 1 :])
        twice |= lists[number] & later
        desk.sets[name] = lists[number] - later
    others = [", ".join(names[:at] + names[at + 1 :]) for at in range(len(names))]
    pairs = [
        f"(ZYZD in {name} and QTZD in {{{rest}}})" for name, rest in zip(names, others, strict=True)
    ]
    if twice:
        desk.sets["DI_Z_TWICE"] = twice
        listed = f"ZYZD in {{{names[0]}..{names[-1]}}}"
        pairs.append(f"(switch.z_pair and {listed} and {{ZYZD,QTZD}} in DI_Z_TWICE)")
    return " or ".join(pairs)


def _groups(desk: _Desk, rules: _Rules) -> Iterator[tuple[str, str, str]]:
    for code in rules.mdc_order:
        mdc = rules.mdc[code]
        operating = set(mdc.surgical_or_operation_adrg)
        rows = [(code, adrg, _group(desk, adrg, rules)) for adrg in mdc.adrg_sequence]
        last = max((at for at, row in enumerate(rows) if row[1] in operating), default=-1)
        if code != "MDCA":
            rows.insert(last + 1, (code, f"{code[-1]}QY", _ambiguous(code[-1])))
        for row in rows:
            if row[1] == "FF2":
                yield code, "FF1", f"switch.ff1_first and {_group(desk, 'FF1', rules)}"
            yield row


def _ambiguous(letter: str) -> str:
    rule = "((switch.qy_any and {ZYSS,QTSS} in OP_ALL) or (switch.qy_first and ZYSS in OP_ALL))"
    spared = SPARED.get(letter)
    return f"{rule} and not switch.qy_spares_{spared}" if spared else rule


def _group(desk: _Desk, code: str, rules: _Rules) -> str:
    adrg = rules.adrg.get(code)
    form = _GROUP_RULES.get(adrg.cond) if adrg else None
    if adrg is None or form is None:
        desk.fault("PACK_UNKNOWN_CONDITION", f"{RULES}, {code}")
        return "false"
    section = desk.printed.get(code, Section())
    diagnoses = adrg.dx if adrg.cond else section.diagnoses  # PV1 has its list in print alone
    words = {"a": code, "dx": "", "op": "", "any": ""}
    for word, place in (("dx", "ZYZD"), ("any", "{ZYZD,QTZD}")):
        if f"{{{word}}}" in form:
            words[word] = desk.lists(place, f"DI_{code}", diagnoses, section.diagnoses)
    if "{op}" in form:
        words["op"] = desk.lists("ZYSS", f"OP_{code}", adrg.op, section.operations)
    if "OP1_{a}" in form:
        desk.sets[f"OP_{code}"], desk.sets[f"OP1_{code}"] = set(adrg.op), set(adrg.op1)
    if "_1" in form and len(adrg.op) == len(adrg.op1):
        for operation, number in zip(adrg.op, adrg.op1, strict=True):
            desk.sets.setdefault(f"OP_{code}_{number}", set()).add(operation)
    return form.format(**words)


def _drgs(desk: _Desk, rules: _Rules) -> Iterator[tuple[str, str, str]]:
    for code in rules.mdc_order:
        if code != "MDCA":
            yield f"{code[-1]}QY", f"{code[-1]}QY", "true"
    for adrg, each in rules.adrg.items():
        for drg in each.drg_sequence:
            rule = SEVERITY_RULES.get(drg[-1:])
            if rule is None:
                desk.fault("PACK_UNKNOWN_CONDITION", f"{RULES}, {drg}")
            yield adrg, drg, rule or "false"


def _names(
    desk: _Desk, rules: _Rules, pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    english = read_yaml(HERE / "chs_drg_11_names.yaml")
    named = {code: name.replace("~~", "") for code, name in pairs}
    wanted = {*rules.mdc, *rules.adrg, *(d for a in rules.adrg.values() for d in a.drg_sequence)}
    for code in sorted(wanted - set(named)):
        desk.fault("PACK_WITHOUT_NAME", code)
    for code in sorted(wanted & set(named)):
        yield code, named[code], english.get(code, "")
    for code in rules.mdc_order:
        if code != "MDCA":
            yield f"{code[-1]}QY", "歧义病案", "Ambiguous case"
