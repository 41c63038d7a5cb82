"""The files of a DIP pack: what rules take first, then a category for each front of a diagnosis."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yiyang.analytics.dip.keys import (
    Key,
    diagnosis_set,
    front,
    in_order,
    operation_set,
    rule_of,
)
from yiyang.analytics.dip.plan import Plan, Stage
from yiyang.analytics.grouping.pack import Pack
from yiyang.analytics.grouping.pack_files import read_pack, write_tables

EXCLUDED = "EXCLUDED"
HEAD = """format: yiyang-rule-pack-1
name: {name}
version: {version}
title: {{zh: {zh}, en: {en}}}
source: {source}
licence: {licence}
own_code_counts: "false"
switches: {{}}
checks:
  - {{code: PRINCIPAL_DIAGNOSIS, rule: "length(ZYZD) = 1", zh: 缺主要诊断, en: the principal diagnosis is missing}}
"""  # noqa: E501 -- a line of the file


@dataclass
class Lists:
    """Codes that the pack is written from.

    ``counting``: the kind of each operation that counts; ``names``: published diagnoses;
    ``fronts``: the diagnoses that begin alike; ``cases``: how many each group has.
    """

    counting: dict[str, str]
    names: dict[str, str]
    fronts: dict[str, set[str]] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)

    def add_diagnoses(self, duck: Any, plan: Plan) -> None:
        """Learn every principal diagnosis of the history and of the published list."""
        rows = duck.execute("select distinct trim(string_split(dx, '|')[1]) from stay").fetchall()
        for code in {row[0] for row in rows} | set(self.names):
            for figure in ("principal_characters", "comprehensive_characters"):
                self.fronts.setdefault(front(code, plan.whole(figure)), set()).add(code)


def write_pack(
    plan: Plan,
    lists: Lists,
    keys: Sequence[Key],
    subtypes: Mapping[str, Sequence[str]],
    out: Path,
) -> Pack:
    """Write a pack's files and return it as it is read back.

    Raises:
        BadPack: a rule of the plan cannot be read, or names a set that is not there.
    """
    by_front: dict[str, list[Key]] = {}
    for key in keys:
        wide = front(key.diagnosis, plan.whole("comprehensive_characters"))
        by_front.setdefault(wide, []).append(key)
    groups: list[tuple[str, ...]] = list(_staged(plan))
    groups += [
        (wide, key.code, rule_of(key))
        for wide in sorted(by_front)
        for key in in_order(by_front[wide], lists.cases)
    ]
    tables: dict[str, Iterable[Sequence[str]]] = {
        "mdcs.csv": list(_mdcs(plan, sorted(by_front))),
        "groups.csv": groups,
        "drgs.csv": list(_drgs(plan, [row[1] for row in groups], subtypes)),
        "sets.csv": list(_sets(plan, lists, keys, sorted(by_front))),
        "severity.csv": [],
        "exclusions.csv": [],
        "names.csv": list(_names(plan, lists, sorted(by_front), groups, subtypes)),
    }
    write_tables(out, _head(plan), tables)
    return read_pack(out)


def _head(plan: Plan) -> str:
    words = {
        "name": plan.name, "version": plan.version, "zh": plan.title["zh"],
        "en": plan.title["en"], "source": plan.source, "licence": plan.licence or "none",
    }  # fmt: skip
    return HEAD.format(**{key: json.dumps(word, ensure_ascii=False) for key, word in words.items()})


def _staged(plan: Plan) -> Iterator[tuple[str, str, str]]:
    for stage in Stage:
        for each in plan.rules:
            if each.stage == stage:
                yield str(stage), each.code, each.rule


def _mdcs(plan: Plan, fronts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if plan.excluded_diagnoses or (not fronts and not plan.rules):
        yield EXCLUDED, "no", f"ZYZD in DI_{EXCLUDED}", "false"
    for stage in Stage:
        if any(each.stage == stage for each in plan.rules):
            yield str(stage), "yes", "true", "true"
    for wide in fronts:
        yield wide, "no", f"ZYZD in {diagnosis_set(wide)}", "false"


def _drgs(
    plan: Plan, groups: Sequence[str], subtypes: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    rules = {each.code: each.rule for each in plan.subtypes}
    for code in dict.fromkeys(groups):
        for subtype in subtypes.get(code, ()):
            yield code, f"{code}~{subtype}", rules[subtype]
        yield code, code, "true"


def _sets(
    plan: Plan, lists: Lists, keys: Sequence[Key], fronts: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for name, codes in sorted(plan.sets.items()):
        yield from ((name, code) for code in dict.fromkeys(codes))
    for code in plan.excluded_diagnoses or ("-",):
        yield f"DI_{EXCLUDED}", code
    for code, kind in sorted(lists.counting.items()):
        yield "OP_COUNTING", code
        yield f"OP_KIND_{kind}", code
    used = {key.diagnosis for key in keys if key.is_core} | set(fronts)
    for each in sorted(used):
        for code in sorted(lists.fronts[each]):
            yield diagnosis_set(each), code
    operations = {code for key in keys for code in (key.principal, *key.related) if code}
    for code in sorted(operations):
        yield operation_set(code), code


def _names(
    plan: Plan,
    lists: Lists,
    fronts: Sequence[str],
    groups: Sequence[tuple[str, ...]],
    subtypes: Mapping[str, Sequence[str]],
) -> Iterator[tuple[str, str, str]]:
    words = {each.code: (each.zh, each.en) for each in plan.subtypes}
    for each in plan.rules:
        yield each.code, each.zh, each.en
    for wide in fronts:
        known = sorted(code for code in lists.fronts[wide] if lists.names.get(code))
        if known:
            yield wide, lists.names[known[0]], ""
    for code in dict.fromkeys(row[1] for row in groups):
        for subtype in subtypes.get(code, ()):
            zh, en = words[subtype]
            yield f"{code}~{subtype}", zh, en
