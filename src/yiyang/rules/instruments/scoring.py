"""The ways of scoring.  Each takes complete, valid answers and reads its bounds in the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.instruments.answers import Checked
from yiyang.rules.instruments.sheet import YES, Instrument


@dataclass(frozen=True)
class Working:
    """Totals by name, the level, and why it is that level.

    ``findings`` are faults that only show when the answers are read together; then there is
    no level.
    """

    scores: Mapping[str, int]
    level: str
    reasons: tuple[Message, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What a way of scoring works on."""

    instrument: Instrument
    checked: Checked
    reading: Reading

    def table(self, name: str, safest: Any = None) -> Any:
        """Return the book's value under the key that the instrument reads as ``name``.

        Where the book has none, an emergency instrument goes on with ``safest``.
        """
        key = self.instrument.reads[name]
        if self.instrument.emergency and safest is not None:
            return self.reading.safest(key, safest)
        return self.reading.table(key)

    @property
    def worst(self) -> str:
        """The worst level of the instrument."""
        return self.instrument.level_codes[-1]

    @property
    def total(self) -> int:
        """The sum of all points."""
        return sum(self.checked.points.values())

    @property
    def totals(self) -> dict[str, int]:
        """The sum of all points, and of each group's."""
        points = self.checked.points
        by_group = {
            group: sum(points.get(i.id, 0) for i in self.instrument.items if i.group == group)
            for group in self.instrument.groups
        }
        return {"total": self.total, **by_group}

    def worse(self, *levels: str) -> str:
        """Return the worst of some levels."""
        return max(levels, key=self.instrument.rank)


def band(number: int, lowest: Mapping[str, str]) -> str:
    """Return the code whose lowest number is the greatest that ``number`` reaches.

    Raises:
        ValueError: the number lies below every band.
    """
    reached = {code: int(low) for code, low in lowest.items() if int(low) <= number}
    if not reached:
        raise ValueError(f"{number} lies below every band")
    return max(reached, key=lambda code: reached[code])


def score_sum(sheet: Sheet) -> Working:
    """Add the points; the total's band is the level.  Source: each scale's own act."""
    level = band(sheet.total, sheet.table("levels", {sheet.worst: "0"}))
    return Working(sheet.totals, level, (total_gives(sheet.total, level),))


def score_early_warning(sheet: Sheet) -> Working:
    """Add the points; one item at its extreme raises the level.  Source: RCP NEWS2 2017."""
    summed = score_sum(sheet)
    single = sheet.table("single_item", {"points": "1", "level": sheet.worst})
    extreme = [i for i, p in sheet.checked.points.items() if p >= int(single["points"])]
    if not extreme:
        return summed
    level = sheet.worse(summed.level, single["level"])
    raised = tuple(
        Message("SINGLE_ITEM_EXTREME", {"item": item, "points": single["points"]})
        for item in extreme
    )
    return Working(summed.scores, level, (*summed.reasons, *raised))


def score_ability(sheet: Sheet) -> Working:
    """Add the points, then change the level for coma, mental diagnosis and risk events.

    Source: GB/T 42195-2022 C.3 (levels), C.4 (changes); that two reasons for a change move the
    level once is proposed (``max_shift``).
    """
    answers, summed = sheet.checked.answers, score_sum(sheet)
    if answers["coma"] == YES:
        level = sheet.table("coma_level")
        return Working(
            summed.scores, level, (*summed.reasons, Message("COMA_GIVES_LEVEL", {"level": level}))
        )
    changes: list[Message] = []
    if answers["mental_diagnosis"] == YES:
        changes.append(Message("MENTAL_DIAGNOSIS_WORSENS"))
    if int(answers["risk_events"]) >= int(sheet.table("risk_events_from")):
        changes.append(Message("RISK_EVENTS_WORSEN", {"events": answers["risk_events"]}))
    shift = min(len(changes), int(sheet.table("max_shift")))
    codes = sheet.instrument.level_codes
    level = codes[min(sheet.instrument.rank(summed.level) + shift, len(codes) - 1)]
    if shift:
        changes.append(Message("LEVEL_CHANGED", {"level": level, "shift": shift}))
    return Working(summed.scores, level, (*summed.reasons, *changes))


def score_matrix(sheet: Sheet) -> Working:
    """Band each group's total; the first group's row and the worst of the others' columns.

    Source: LTCI 2021 (combination method); Shanghai unified needs (grid).
    """
    bands = {g: band(sheet.totals[g], b) for g, b in sheet.table("bands").items()}
    row_group, *column_groups = sheet.instrument.groups
    row = sheet.table("matrix")[bands[row_group]]
    level = sheet.worse(*(row[bands[group]] for group in column_groups))
    reasons = [
        Message("GROUP_IN_BAND", {"group": g, "total": sheet.totals[g], "band": bands[g]})
        for g in sheet.instrument.groups
    ]
    scores = {group: sheet.totals[group] for group in sheet.instrument.groups}
    return Working(scores, level, (*reasons, Message("MATRIX_GIVES_LEVEL", {"level": level})))


def score_grades(sheet: Sheet) -> Working:
    """Find the grade that lists the pair of group totals.  Source: LTCI self-assessment form."""
    counts = {group: sheet.totals[group] for group in sheet.instrument.groups}
    pair = ",".join(str(count) for count in counts.values())
    level = next(grade for grade, pairs in sheet.table("grades").items() if pair in pairs)
    may_apply = "MAY_APPLY" if level in sheet.table("may_apply") else "MAY_NOT_APPLY"
    found = Message("COUNTS_GIVE_GRADE", {"pair": pair, "level": level})
    return Working(counts, level, (found, Message(may_apply, {"level": level})))


def score_recorded(sheet: Sheet) -> Working:
    """Keep the level that the old form states: an instrument that is stored, not issued."""
    level = sheet.checked.answers["level"]
    return Working({}, level, (Message("LEVEL_AS_RECORDED", {"level": level}),))


def total_gives(total: int, level: str) -> Message:
    """Return the reason that a total gives a level."""
    return Message("TOTAL_GIVES_LEVEL", {"total": total, "level": level})
