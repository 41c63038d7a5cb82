"""Entry gates: lists of criteria, each met or not, with the answer that decided it."""

from __future__ import annotations

from decimal import Decimal

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.rules.instruments.scoring import Sheet, Working
from yiyang.rules.instruments.sheet import Criterion, Test


def score_checklist(sheet: Sheet) -> Working:
    """The worst result that any unmet criterion allows; every reason for and against.

    A criterion is met when one of its tests is.  A test on an optional item without an answer
    says nothing; when that is all, the criterion is open and the sheet incomplete.

    Source: the gate's own act or proposal, named in its file.
    """
    open_items = [
        test.item
        for one in sheet.instrument.criteria
        for test in one.any_of
        if _is_open(one, sheet)
    ]
    if open_items:
        return Working({}, "", (), tuple(_incomplete(item) for item in dict.fromkeys(open_items)))
    result = sheet.instrument.level_codes[0]
    reasons: list[Message] = []
    for criterion in sheet.instrument.criteria:
        met = any(_passes(test, sheet) for test in criterion.any_of)
        reasons.append(_reason(criterion, sheet, met=met))
        if not met:
            result = sheet.worse(result, criterion.otherwise)
    return Working({"criteria": len(reasons)}, result, tuple(reasons))


def _is_open(criterion: Criterion, sheet: Sheet) -> bool:
    return all(test.item not in sheet.checked.answers for test in criterion.any_of)


def _passes(test: Test, sheet: Sheet) -> bool:
    answer = sheet.checked.answers.get(test.item)
    if answer is None:
        return False
    if test.one_of:
        return answer in test.one_of
    if test.at_least:
        return Decimal(answer) >= sheet.reading.line(sheet.instrument.reads[test.at_least]).decimal
    return Decimal(answer) <= sheet.reading.line(sheet.instrument.reads[test.at_most]).decimal


def _reason(criterion: Criterion, sheet: Sheet, *, met: bool) -> Message:
    """A number that was found is said; a yes or no says itself."""
    found = [
        sheet.checked.answers[test.item]
        for test in criterion.any_of
        if sheet.instrument.item(test.item).number and test.item in sheet.checked.answers
    ]
    code = ("CRITERION_MET" if met else "CRITERION_NOT_MET") + ("_BY" if found else "")
    return Message(code, {"criterion": criterion.code, "found": " / ".join(found)})


def _incomplete(item: str) -> Finding:
    return Finding("INCOMPLETE", item, Message("ITEM_INCOMPLETE", {"item": item}))
