"""What happened in one replication, as a file of lines that can be read and played again.

The first line says what was run; each of the others is one thing that happened to one person, who
has a number and no name.  ``standing`` says from the lines alone where everybody is at their end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yiyang.kernel.findings import Faulty, Finding
from yiyang.kernel.messages import Message, Param
from yiyang.kernel.wrong_values import wrong_values
from yiyang.planning.simulation.scenario import LEVELS, Scenario
from yiyang.planning.simulation.scenario_files import dangling
from yiyang.rules.placement.terms import CARE_KINDS, SUSPENDING_KINDS, Colour, Kind, Trigger

if TYPE_CHECKING:
    from yiyang.planning.simulation.building import Network
    from yiyang.planning.simulation.running import Replication

# In the order of the numbers of ``state``: ASKED for a bed, REFUSED by an institution, HELD one,
# the hold EXPIRED, ADMITTED; WENT from all beds at a red alarm; a bed was KEPT, the person
# RETURNED to it, it was UNKEPT; the need ended and the person STAYED in the own care bed.
What = Literal[
    "ARRIVED", "ADMITTED", "LEFT", "DIED", "GAVE_UP", "KEPT", "RETURNED", "UNKEPT",
    "PRESENT", "ASKED", "REFUSED", "HELD", "EXPIRED", "STAYED", "WENT",
]  # fmt: skip
WHAT: tuple[What, ...] = What.__args__  # type: ignore[attr-defined]
GONE = ("LEFT", "DIED", "GAVE_UP")
FORMAT: Final = 1
SHOWN = 20  # faults of a file that are told at once
Bed = tuple[str | None, Kind]  # of one kind at an institution, None at home


class TraceTooLong(Exception):
    """More happens in the replication than a trace may have lines; ``day`` is where it is full."""

    def __init__(self, day: float) -> None:
        super().__init__(day)
        self.day = day


class BadTrace(Faulty):
    """A file is no trace."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Head(_Part):
    """What was run: the scenario whole, its digest and the book's, the replication's number."""

    trace: Literal[1]
    program: str
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    book: str
    number: int = Field(ge=0)
    scenario: Scenario


class Line(_Part):
    """One thing that happened; ``day`` counts from the beginning of the warm-up.

    ``institution`` None for palliative care at home, which has no beds of its own in the model.
    """

    day: float = Field(ge=0, allow_inf_nan=False)
    what: What
    person: int
    place: str | None = None
    institution: str | None = None
    kind: Kind | None = None
    trigger: Trigger
    colour: Colour
    level: int = Field(ge=0, lt=LEVELS)
    is_palliative: bool
    wishes_home: bool


@dataclass(frozen=True)
class Trace:
    """A trace as it was read."""

    head: Head
    lines: tuple[Line, ...]


def lines_of(network: Network, found: Replication) -> Iterator[Line]:
    """Yield what happened in a replication that was run with room for a trace.

    Raises:
        TraceTooLong: the room was not enough.
    """
    if len(found.trace) >= len(found.state["trace"]):
        raise TraceTooLong(float(found.trace_times[-1]))
    for (what, who, of, said), at in zip(found.trace, found.trace_times, strict=True):
        yield Line(
            day=float(at), what=WHAT[what], person=int(who),
            **_where(network, WHAT[what], int(of)), **_said(int(said)),
        )  # fmt: skip


def _where(network: Network, what: What, of: int) -> dict[str, Any]:
    places = network.scenario.sub_district
    if what == "ARRIVED":  # the column names the source
        return {"place": places[network.tables["source_place"][of]].code}
    if of < 0:
        return {}
    house, kind = network.pools[of]
    if house < 0:
        return {"kind": kind}
    at = network.scenario.institution[house]
    found = {"institution": at.code, "kind": kind}
    return found | {"place": at.place} if what == "PRESENT" else found


def _said(packed: int) -> dict[str, Any]:
    """Return what ``moves.note`` has packed into one number."""
    from yiyang.planning.simulation.needs import COLOURS, TRIGGERS  # noqa: PLC0415 -- compiles

    packed, wishes_home = divmod(packed, 2)
    packed, is_palliative = divmod(packed, 2)
    packed, level = divmod(packed, LEVELS)
    trigger, colour = divmod(packed, len(COLOURS))
    return {
        "trigger": TRIGGERS[trigger], "colour": COLOURS[colour], "level": level,
        "is_palliative": bool(is_palliative), "wishes_home": bool(wishes_home),
    }  # fmt: skip


def write_trace(path: Path, head: Head, lines: Iterable[Line]) -> int:
    """Write a trace; return how many lines follow its first one."""
    number, anew = 0, path.with_suffix(path.suffix + ".part")
    try:
        with anew.open("wb") as opened:
            opened.write(orjson.dumps(head.model_dump(mode="json")) + b"\n")
            for line in lines:
                opened.write(orjson.dumps(line.model_dump(mode="json", exclude_none=True)) + b"\n")
                number += 1
        anew.replace(path)
    finally:
        anew.unlink(missing_ok=True)  # what a fault has left of it
    return number


def read_trace(path: Path) -> Trace:
    """Return the trace of a file.

    Raises:
        BadTrace: with the faults of the file, the first ones of many.
    """
    try:
        rows = path.read_bytes().splitlines()
    except OSError as fault:
        raise BadTrace([_finding("SIMULATION_UNREADABLE", path.name)]) from fault
    faults: list[Finding] = []
    read = [_read(Line if n else Head, row, n, faults) for n, row in enumerate(rows or [b""])]
    if not faults:
        faults += dangling(read[0].scenario, "1")
    if faults:
        raise BadTrace(faults[:SHOWN])
    return Trace(read[0], tuple(read[1:]))


def _read(form: type[_Part], row: bytes, number: int, faults: list[Finding]) -> Any:
    try:
        return form.model_validate_json(row)
    except ValidationError as found:
        place, wrong = wrong_values(found)[0]
        where = ", ".join(filter(None, (f"{number + 1}", place)))
        faults.append(_finding("TRACE_LINE", where, reason=wrong.code, **wrong.params))
        return None


@dataclass
class Standing:
    """Where one person is: institution and kind of the beds they have, None for none."""

    beds: dict[str, Bed] = field(default_factory=dict)

    def follow(self, line: Line) -> None:
        """Let one thing happen."""
        end, begin = _changes(line)
        for axis in end:
            self.beds.pop(axis, None)
        if begin and line.kind is not None:
            self.beds[begin] = (line.institution, line.kind)


def _changes(line: Line) -> tuple[tuple[str, ...], str]:
    """Return the beds that a line ends, and the one that it begins."""
    axis = "CARE" if line.kind in CARE_KINDS else "MEDICAL"
    if line.what == "ADMITTED":
        left = ("HELD", "MEDICAL", "CARE") if line.kind in SUSPENDING_KINDS else ("HELD", "MEDICAL")
        return left, axis
    table: Mapping[str, tuple[tuple[str, ...], str]] = {
        "PRESENT": ((), axis),
        "HELD": ((), "HELD"),
        "EXPIRED": (("HELD",), ""),
        "WENT": (("CARE", "MEDICAL"), ""),
        "KEPT": (("CARE",), "KEPT"),
        "UNKEPT": (("KEPT",), ""),
        "RETURNED": (("KEPT",), "CARE"),
        "STAYED": (("HELD", "MEDICAL"), "CARE"),
        **dict.fromkeys(GONE, (("HELD", "MEDICAL", "CARE", "KEPT"), "")),
    }
    return table.get(line.what, ((), ""))


def standing(lines: Iterable[Line]) -> dict[int, Standing]:
    """Return where everybody is after the lines, by their number; who is gone has no bed."""
    found: dict[int, Standing] = defaultdict(Standing)
    for line in lines:
        found[line.person].follow(line)
    return dict(found)


def _finding(fault: str, where: str, /, **params: Param) -> Finding:
    return Finding(fault, where, Message(fault, params))
