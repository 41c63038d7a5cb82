"""Rule packs as folders: ``pack.yaml`` and seven tables, read with every fault told at once.

The form stands in ``docs/grouping.md``.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from yiyang.analytics.grouping.pack import (
    Check,
    Drg,
    Exclusion,
    Group,
    Mdc,
    Pack,
    SevereCode,
    SwitchText,
)
from yiyang.analytics.grouping.pack_desk import HEAD, TABLES, BadPack, Desk
from yiyang.analytics.grouping.terms import In, Length, Severity, Switch, parts
from yiyang.kernel.messages import LANGUAGES, Text
from yiyang.kernel.strict_yaml import BadYaml, parse_yaml

FORMAT = "yiyang-rule-pack-1"
_HEAD_KEYS = {
    "format", "name", "version", "title", "source", "licence",
    "switches", "checks", "own_code_counts",
}  # fmt: skip


def read_pack(folder: Path) -> Pack:
    """Return the rule pack in a folder.

    Raises:
        BadPack: with every fault of every file.
    """
    desk = Desk(folder)
    head = _head(desk)
    pack = _pack(desk, head)
    _refuse_unknown(desk, pack)
    if desk.findings:
        raise BadPack(desk.findings)
    return pack


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest of a pack's files: SHA-256 over their names, lengths and bytes."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\n{len(files[name])}\n".encode() + files[name])
    return total.hexdigest()


def write_tables(folder: Path, head: str, tables: Mapping[str, Iterable[Sequence[str]]]) -> None:
    """Write the files of a pack: the text of ``pack.yaml``, and the rows of each table."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / HEAD).write_text(head, encoding="utf-8")
    for name, columns in TABLES.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(tables[name])


def _head(desk: Desk) -> dict[str, Any]:
    raw = desk.bytes_of(HEAD)
    if raw is None:
        return {}
    try:
        head = parse_yaml(raw.decode("utf-8"), HEAD)
    except BadYaml as fault:
        desk.fault(fault.code, HEAD, **fault.params)
        return {}
    except UnicodeDecodeError:
        desk.fault("YAML_NOT_UTF8", HEAD)
        return {}
    if not isinstance(head, dict) or set(head) != _HEAD_KEYS or head["format"] != FORMAT:
        keys = ", ".join(sorted(_HEAD_KEYS))
        desk.fault("PACK_HEAD", HEAD, keys=keys, format=FORMAT)
        return {}
    return head


def _pack(desk: Desk, head: Mapping[str, Any]) -> Pack:
    return Pack(
        name=str(head.get("name", "")),
        version=str(head.get("version", "")),
        title=desk.text(f"{HEAD}, title", head["title"]) if head else Text("", ""),
        source=str(head.get("source", "")),
        licence=str(head.get("licence", "")),
        switches=_switches(desk, head.get("switches")),
        checks=_checks(desk, head.get("checks")),
        own_code_counts=desk.when(f"{HEAD}, own_code_counts", str(head.get("own_code_counts", ""))),
        mdcs=_mdcs(desk),
        sets=_sets(desk),
        severe=_severe(desk),
        exclusions=tuple(
            Exclusion(code, table, desk.when(where, when))
            for where, (code, table, when) in desk.rows("exclusions.csv")
        ),
        names={code: Text(zh, en) for _, (code, zh, en) in desk.rows("names.csv")},
        digest=digest_of(desk.raw),
    )


def _switches(desk: Desk, raw: Any) -> dict[str, SwitchText]:
    found = {}
    if raw is not None and not isinstance(raw, dict):
        desk.fault("PACK_SWITCH", f"{HEAD}, switches")
    for name, each in raw.items() if isinstance(raw, dict) else ():
        where = f"{HEAD}, switch {name}"
        whole = isinstance(each, dict) and set(each) == {"default", "source", *LANGUAGES}
        if not whole or not isinstance(each["default"], bool):
            desk.fault("PACK_SWITCH", where)
            continue
        text = desk.text(where, {language: each[language] for language in LANGUAGES})
        found[str(name)] = SwitchText(each["default"], text, str(each["source"]))
    return found


def _checks(desk: Desk, raw: Any) -> tuple[Check, ...]:
    found = []
    if raw is not None and not isinstance(raw, list):
        desk.fault("PACK_CHECK", f"{HEAD}, checks")
    for number, each in enumerate(raw if isinstance(raw, list) else [], 1):
        where = f"{HEAD}, check {number}"
        if not isinstance(each, dict) or set(each) != {"code", "rule", *LANGUAGES}:
            desk.fault("PACK_CHECK", where)
            continue
        text = desk.text(where, {language: each[language] for language in LANGUAGES})
        found.append(Check(str(each["code"]), desk.rule(where, str(each["rule"])), text))
    return tuple(found)


def _mdcs(desk: Desk) -> tuple[Mdc, ...]:
    groups = _groups(desk)
    found: dict[str, Mdc] = {}
    for where, (code, before, rule, passes_on) in desk.rows("mdcs.csv"):
        if before not in ("yes", "no"):
            desk.fault("PACK_YES_OR_NO", where)
        read = desk.rule(where, rule)
        passing = desk.when(where, passes_on)
        found[code] = Mdc(code, before == "yes", read, passing, tuple(groups.pop(code, ())))
    for code in groups:
        desk.fault("PACK_UNKNOWN_MDC", "groups.csv", code=code)
    if not found:
        desk.fault("PACK_EMPTY", "mdcs.csv")
    return tuple(found.values())


def _groups(desk: Desk) -> dict[str, list[Group]]:
    """Return the groups of each MDC in their order."""
    drgs, unused = _drgs(desk)
    groups: dict[str, list[Group]] = {}
    for where, (mdc, code, rule) in desk.rows("groups.csv"):
        if code not in drgs:
            desk.fault("PACK_GROUP_WITHOUT_DRG", where, code=code)
        unused.pop(code, None)
        made = Group(code, desk.rule(where, rule), tuple(drgs.get(code, ())))
        groups.setdefault(mdc, []).append(made)
    for code, where in unused.items():
        desk.fault("PACK_UNKNOWN_GROUP", where, code=code)
    return groups


def _drgs(desk: Desk) -> tuple[dict[str, list[Drg]], dict[str, str]]:
    """Return the DRGs of each group in their order, and where each group's stand."""
    drgs: dict[str, list[Drg]] = {}
    places: dict[str, str] = {}
    for where, (group, code, rule) in desk.rows("drgs.csv"):
        drgs.setdefault(group, []).append(Drg(code, desk.rule(where, rule)))
        places.setdefault(group, where)
    return drgs, places


def _sets(desk: Desk) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for where, (name, code) in desk.rows("sets.csv"):
        if not name or not code:
            desk.fault("PACK_EMPTY_CELL", where)
        found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _severe(desk: Desk) -> tuple[SevereCode, ...]:
    found = []
    for where, (code, severity, table, when) in desk.rows("severity.csv"):
        if severity not in Severity.__members__:
            desk.fault("PACK_SEVERITY", where)
            continue
        found.append(SevereCode(code, Severity(severity), table, desk.when(where, when)))
    return tuple(found)


def _refuse_unknown(desk: Desk, pack: Pack) -> None:
    """A rule that names a set or a switch the pack does not have could never be right."""
    for where, rule in pack.rules():
        for term in parts(rule.term):
            if isinstance(term, Switch) and term.name not in pack.switches:
                desk.fault("PACK_UNKNOWN_SWITCH", where, name=term.name)
            if isinstance(term, In | Length):
                for name in term.sets:
                    if name not in pack.sets:
                        desk.fault("PACK_UNKNOWN_SET", where, name=name)
