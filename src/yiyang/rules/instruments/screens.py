"""Ways of scoring that judge a total by more than its size, or judge no total at all."""

from __future__ import annotations

from collections.abc import Iterable

from yiyang.kernel.messages import Message
from yiyang.rules.instruments.scoring import Sheet, Working, band, total_gives
from yiyang.rules.instruments.sheet import YES

NOW = {"1": "0", "2": "0", "3": "0", "4": "0"}  # the safest answer where the book has none
CALM = 4  # the least urgent of the four triage levels: the form of the scale, not a bound


def score_education_cutoff(sheet: Sheet) -> Working:
    """Positive at or below the cut-off of the person's education; then how severe.

    Source: MMSE; cut-offs by education after the Chinese norms.
    """
    cutoff = int(sheet.table("cutoffs")[sheet.checked.answers["education"]])
    positive = sheet.total <= cutoff
    level = band(sheet.total, sheet.table("severity")) if positive else "NEGATIVE"
    against = Message("EDUCATION_CUTOFF", {"cutoff": cutoff})
    return Working(sheet.totals, level, (total_gives(sheet.total, level), against))


def score_education_bonus(sheet: Sheet) -> Working:
    """Add a point for few years of education before banding the total.  Source: MoCA."""
    bonus = sheet.table("bonus")
    years = int(sheet.checked.answers["education_years"])
    added = int(bonus["points"]) if years <= int(bonus["years"]) else 0
    total = min(sheet.total + added, int(bonus["most"]))
    level = band(total, sheet.table("levels"))
    reasons = [Message("EDUCATION_BONUS", {"points": added})] if added else []
    scores = {**sheet.totals, "total": total}
    return Working(scores, level, (*reasons, total_gives(total, level)))


def score_best_fit(sheet: Sheet) -> Working:
    """Find the row that fits best, columns further left first; the lower row when two fit.

    The answers of the first column leave some rows; each further column keeps those of them
    that are nearest to the rows it agrees with.

    Source: PPS version 2 (left columns dominate; that a tie falls to the lower row is proposed).
    """
    rows: list[int] = []
    for item in sheet.instrument.items:
        answer = sheet.checked.answers[item.id]
        fits = next(option.fits for option in item.options if option.code == answer)
        rows = _nearest(rows, fits) if rows else list(fits)
    fit = min(rows)
    level = band(fit, sheet.table("levels"))
    return Working({"total": fit}, level, (Message("BEST_FIT", {"total": fit, "level": level}),))


def _nearest(rows: list[int], fits: Iterable[int]) -> list[int]:
    wanted = tuple(fits)
    distance = {row: min(abs(row - fit) for fit in wanted) for row in rows}
    return [row for row in rows if distance[row] == min(distance.values())]


def score_triage(sheet: Sheet) -> Working:
    """The most urgent level that any sign gives, raised for unstable or demanding people.

    Source: emergency triage consensus 2018 (levels); published protocols (raising).
    """
    points, answers = sheet.checked.points, sheet.checked.answers
    by_item = {item: level for item, level in points.items() if level}
    most_urgent = min(by_item.values(), default=CALM)
    reasons = [
        Message("ITEM_GIVES_TRIAGE", {"item": item, "level": str(level)})
        for item, level in by_item.items()
        if level == most_urgent
    ]
    level = most_urgent
    if answers.get("unstable_vitals") == YES and level >= CALM - 1:
        level -= 1
        reasons.append(Message("UNSTABLE_RAISES_TRIAGE"))
    resources = int(answers.get("resources", "0"))
    if level == CALM and resources >= int(sheet.table("resources_from", "0")):
        level -= 1
        reasons.append(Message("RESOURCES_RAISE_TRIAGE", {"resources": resources}))
    minutes = sheet.table("response", NOW)[str(level)]
    reasons.append(Message("ANSWER_WITHIN_MINUTES", {"minutes": minutes}))
    return Working({"triage": level}, str(level), tuple(reasons))
