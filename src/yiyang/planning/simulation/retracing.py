"""Whether the lines of a trace can have happened one after another; if not, which cannot.

Each line is well-formed by itself (``tracing``); here it is held to those before it and to the
scenario: who is not there cannot move, nobody reaches a bed that was not held for them, and no
institution has more people than beds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.planning.simulation.tracing import GONE, Bed, Head, Line, Standing, Trace

COMING = ("ARRIVED", "PRESENT")
IN_A_BED = ("PRESENT", "HELD", "EXPIRED", "ADMITTED", "KEPT", "RETURNED", "UNKEPT")
ASKS_FIRST = ("HELD", "ADMITTED")
# The bed that somebody must have had for a line that names it.
HAD = {"EXPIRED": "HELD", "ADMITTED": "HELD", "KEPT": "CARE", "RETURNED": "KEPT", "UNKEPT": "KEPT"}


@dataclass
class _Known:
    """One person so far: their beds, the care bed that a red alarm took them from."""

    standing: Standing = field(default_factory=Standing)
    asked: bool = False
    left: Bed | None = None
    is_gone: bool = False


class _Course:
    """What has happened so far."""

    def __init__(self, head: Head, beds: Mapping[Bed, int]) -> None:
        self.beds, self.taken = beds, Counter[Bed]()
        self.places = {each.code for each in head.scenario.sub_district}
        self.days = head.scenario.warm_up + head.scenario.days
        self.known: dict[int, _Known] = {}
        self.day = 0.0

    def fault(self, line: Line) -> str:
        """Return why a line cannot follow, "" where it can; it has happened only then."""
        if not self.day <= line.day <= self.days:
            return "TRACE_DAY"
        fault = self._coming(line) if line.what in COMING else self._going_on(line)
        if not fault:
            fault = self._follow(self.known.setdefault(line.person, _Known()), line)
            self.day = line.day
        return fault

    def _coming(self, line: Line) -> str:
        if line.person in self.known:
            return "TRACE_COMES_AGAIN"
        if line.place not in self.places:
            return "TRACE_NO_PLACE"
        return self._no_bed(line) if line.what in IN_A_BED else ""

    def _going_on(self, line: Line) -> str:
        known = self.known.get(line.person)
        if known is None or known.is_gone:
            return "TRACE_NOT_THERE"
        if line.what in IN_A_BED and (fault := self._no_bed(line)):
            return fault
        if line.what in ASKS_FIRST and not known.asked:
            return "TRACE_NOT_ASKED"
        if line.what in HAD and not _had(known, line):
            return "TRACE_NOT_HAD"
        return ""

    def _no_bed(self, line: Line) -> str:
        return "" if _bed(line) in self.beds else "TRACE_NO_BED"

    def _follow(self, known: _Known, line: Line) -> str:
        """Let a line happen; return the fault where that is one person more than beds."""
        before = Counter(known.standing.beds.values())
        if line.what == "WENT":
            known.left = known.standing.beds.get("CARE")
        elif line.what == "ASKED":
            known.asked = True
        elif line.what in ("ADMITTED", "STAYED"):
            known.asked, known.left = False, None
        known.is_gone = line.what in GONE
        known.standing.follow(line)
        after = Counter(known.standing.beds.values())
        self.taken.subtract(before)
        self.taken.update(after)
        return "TRACE_NO_ROOM" if any(self.taken[b] > self.beds[b] for b in after - before) else ""


def not_followed(trace: Trace, beds: Mapping[Bed, int]) -> Iterator[Finding]:
    """Yield a finding, with line and person, for each line that cannot follow those before it.

    Args:
        beds: how many there are, by institution and kind.
    """
    course = _Course(trace.head, beds)
    for number, line in enumerate(trace.lines, 2):  # the head is the first line of the file
        if fault := course.fault(line):
            params = {
                "person": f"{line.person}", "what": line.what, "day": f"{line.day:g}",
                "place": line.place or "—", "kind": line.kind or "—",
                "institution": line.institution or "—",
            }  # fmt: skip
            yield Finding(fault, f"{number}", Message(fault, params))


def _had(known: _Known, line: Line) -> bool:
    bed = known.standing.beds.get(HAD[line.what])
    return bed == _bed(line) or (line.what == "KEPT" and known.left == _bed(line))


def _bed(line: Line) -> Bed | None:
    return None if line.kind is None else (line.institution, line.kind)
