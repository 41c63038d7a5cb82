"""The files of a rule pack on a desk: tables and rules being read, and the faults found in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yiyang.analytics.grouping.language import BadRule, parse
from yiyang.analytics.grouping.pack import Rule
from yiyang.analytics.grouping.terms import Compare, Const, Has, In, Length, parts
from yiyang.kernel.findings import Faulty, Finding
from yiyang.kernel.messages import LANGUAGES, Message, Param, Text

HEAD = "pack.yaml"
TABLES = {
    "mdcs.csv": ("code", "stands_before", "rule", "passes_on"),
    "groups.csv": ("mdc", "code", "rule"),
    "drgs.csv": ("group", "code", "rule"),
    "sets.csv": ("set", "code"),
    "severity.csv": ("code", "severity", "table", "when"),
    "exclusions.csv": ("code", "table", "when"),
    "names.csv": ("code", "zh", "en"),
}
ONCE = {  # the columns that tell one row from another
    "mdcs.csv": (0,),
    "drgs.csv": (0, 1),
    "severity.csv": (0, 3),
    "exclusions.csv": (0, 2),
    "names.csv": (0,),
}
ASKING = (In, Length, Compare, Has)  # what asks of a discharge
LARGEST_BYTES = 512 * 1024 * 1024


class BadPack(Faulty):
    """A folder is no rule pack."""


@dataclass
class Desk:
    """The files being read, and what was found wrong in them."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    raw: dict[str, bytes] = field(default_factory=dict)
    known: set[tuple[str, ...]] = field(default_factory=set)

    def fault(self, code: str, where: str, /, **params: Param) -> None:
        """Keep a fault with its place."""
        self.findings.append(Finding(code, where, Message(code, params)))

    def bytes_of(self, name: str) -> bytes | None:
        """Return a file's bytes, None where it is missing or too large."""
        path = self.folder / name
        try:
            if path.stat().st_size > LARGEST_BYTES:
                self.fault("PACK_FILE_TOO_LARGE", name, most=LARGEST_BYTES)
                return None
            self.raw[name] = path.read_bytes()
        except OSError:
            self.fault("PACK_FILE_MISSING", name)
            return None
        return self.raw[name]

    def rows(self, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the rows of a table with their places; a torn row is a finding."""
        raw = self.bytes_of(name)
        if raw is None:
            return
        try:
            reader = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
            header = tuple(next(reader, ()))
            if header != TABLES[name]:
                self.fault("PACK_COLUMNS", name, columns=", ".join(TABLES[name]))
                return
            for row in reader:
                if len(row) != len(header):
                    self.fault("PACK_TORN_ROW", f"{name}:{reader.line_num}", columns=len(header))
                else:
                    cells = tuple(cell.strip() for cell in row)
                    self.once(f"{name}:{reader.line_num}", cells, ONCE.get(name, ()))
                    yield f"{name}:{reader.line_num}", cells
        except UnicodeDecodeError:
            self.fault("PACK_NOT_UTF8", name)
        except csv.Error as fault:
            self.fault("PACK_NOT_CSV", name, reason=str(fault))

    def once(self, where: str, cells: tuple[str, ...], key: tuple[int, ...]) -> None:
        """A row that says of the same thing what another says already is a finding."""
        mark = (where.split(":", maxsplit=1)[0], *(cells[at] for at in key))
        if key and mark in self.known:
            self.fault("PACK_TWICE", where, code=" ".join(filter(None, mark[1:])))
        if key:
            self.known.add(mark)

    def rule(self, where: str, text: str) -> Rule:
        """Return a rule as it is read; one that is none is a finding, and never holds."""
        try:
            return Rule(text, parse(text))
        except BadRule as fault:
            self.fault("PACK_BAD_RULE", where, reason=str(fault))
            return Rule(text, Const(False))

    def when(self, where: str, text: str) -> Rule:
        """Return a rule that only switches may decide; none means always."""
        rule = self.rule(where, text or "true")
        if any(isinstance(each, ASKING) for each in parts(rule.term)):
            self.fault("PACK_ONLY_SWITCHES", where)
        return rule

    def text(self, where: str, raw: Any) -> Text:
        """Return a text in both languages."""
        if not isinstance(raw, dict) or set(raw) != set(LANGUAGES) or not all(raw.values()):
            self.fault("PACK_BOTH_LANGUAGES", where)
            return Text("", "")
        return Text(str(raw["zh"]), str(raw["en"]))
