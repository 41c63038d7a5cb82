"""Checks across claims: a line that was charged before, a doctor's day of too many hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from yiyang.policy.book import Reading
from yiyang.rules.supervision.terms import Seen, SeenLine, Suspicion, in_order, suspicion

DOCTOR_DAY = "supervision.doctor_day_minutes"
Placed = tuple[Seen, SeenLine]


def across_suspicions(claims: Sequence[Seen], reading: Reading) -> Iterator[Suspicion]:
    """Yield lines charged again in another claim, and days of a doctor that hold too much.

    Source: JA-4.2; the algorithms of fund supervision (duplicate charge, impossible day sum).
    """
    repeats: dict[tuple[object, ...], list[Placed]] = defaultdict(list)
    days: dict[tuple[str, date], list[Placed]] = defaultdict(list)
    for claim in sorted(claims, key=in_order):
        for line in claim.lines:
            same = (claim.person, claim.institution, line.code, line.on)
            repeats[*same, line.quantity, line.fen, line.doctor].append((claim, line))
            if line.doctor and line.minutes is not None:
                days[line.doctor, line.on].append((claim, line))
    for placed in repeats.values():
        yield from _repeated(placed)
    most = reading.integer(DOCTOR_DAY)
    for (doctor, day), placed in days.items():
        minutes = sum(line.minutes or 0 for _, line in placed)
        if minutes > most:
            params: dict[str, str | int] = {"doctor": doctor, "day": day.isoformat()}
            params |= {"minutes": minutes, "most": most}
            yield from _overfull(placed, params)


def _repeated(placed: Sequence[Placed]) -> Iterator[Suspicion]:
    """Yield each line whose like stands in an earlier claim; twice in one claim is a quantity."""
    first_claim, first = placed[0]
    for claim, line in placed[1:]:
        if claim.key != first_claim.key and line.fen:
            yield suspicion(
                "SUSPECT_REPEATED",
                claim,
                (line, first),
                disputed=(line,),
                identity=(claim.key, line.key),
                beside=[first_claim],
                params={"of": line.code, "day": line.on.isoformat(), "other": first_claim.key},
            )


def _overfull(placed: Sequence[Placed], params: dict[str, str | int]) -> Iterator[Suspicion]:
    """Yield what each institution is to explain of a doctor's day, by its own lines."""
    of_institution: dict[str, list[Placed]] = defaultdict(list)
    for claim, line in placed:
        of_institution[claim.institution].append((claim, line))
    for institution, own in of_institution.items():
        identity = (institution, str(params["doctor"]), str(params["day"]))
        lines = [line for _, line in own]
        yield suspicion(
            "SUSPECT_DOCTOR_DAY",
            own[0][0],
            lines,
            identity=identity,
            beside=[claim for claim, _ in placed],
            params=params,
        )
