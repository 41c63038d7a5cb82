"""The faults of a file of discharges: all counted, the first ones told in full."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param

MOST_FINDINGS = 1_000


@dataclass
class Findings:
    """The faults of a long file: the first ones in full, all of them counted.

    ``torn_rows``: how many rows were left out because their columns could not be told apart.  They
    are found while the file is read, some batches ahead of all others.
    """

    total: int = 0
    torn_rows: int = 0
    torn: list[Finding] = field(default_factory=list)
    others: list[Finding] = field(default_factory=list)

    @property
    def first(self) -> list[Finding]:
        """The first faults, in the order of their lines."""
        return sorted([*self.torn, *self.others], key=_line)[:MOST_FINDINGS]

    def add(self, code: str, where: str, /, **params: Param) -> None:
        """Keep one fault, or count it where many are kept already."""
        self._keep(self.others, Finding(code, where, Message(code, params)))

    def tear(self, line: int, *, columns: int, found: int) -> None:
        """Keep or count a row whose columns could not be told apart."""
        params = {"columns": columns, "found": found}
        message = Message("CASES_TORN_ROW", params)
        self.torn_rows += 1
        self._keep(self.torn, Finding("CASES_TORN_ROW", f"line {line}", message))

    def _keep(self, kept: list[Finding], finding: Finding) -> None:
        self.total += 1
        if len(kept) < MOST_FINDINGS:
            kept.append(finding)

    def as_kept(self) -> dict[str, Any]:
        """Return them as a document; torn rows are left to who reads the file again."""
        others = [[each.code, each.where, dict(each.message.params)] for each in self.others]
        return {"total": self.total - self.torn_rows, "others": others}

    def take_up(self, kept: dict[str, Any]) -> None:
        """Become what the document says, beside the torn rows that reading found again."""
        self.total, self.others = self.torn_rows + kept["total"], []
        for code, where, params in kept["others"]:
            self.others.append(Finding(code, where, Message(code, params)))


def _line(finding: Finding) -> tuple[int, str]:
    """Return where a finding stands in the file: "line 7, column age"."""
    number = finding.where.removeprefix("line ").partition(",")[0]
    return (int(number) if number.isdecimal() else 0, finding.where)
