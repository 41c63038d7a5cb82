"""Abuse put into generated claims is found, and little else is told.

Data: ``planning/claims`` of the reference folder.  Kinds: 1 charged twice, 2 after death,
3 a doctor's impossible day, 4 two stays at once, 5 one stay in parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.supervision import Lists, Seen, SeenLine, Supervised, Suspicion, supervise

FIRST = date(2024, 1, 1)
TWICE, DEAD, DOCTOR, TWO, PARTS = range(1, 6)
ALIVE = 99_999
VISIT = Seen("", "", "", "OUTPATIENT", FIRST, FIRST, 3, "1", 40, "", ())


def rows(shared: Path, query: str) -> list[tuple[Any, ...]]:
    folder = shared / "data" / "planning" / "claims"
    return duckdb.sql(query.format(folder=folder)).fetchall()


def told(claims: Iterable[Seen]) -> tuple[Suspicion, ...]:
    reading = Reading(shipped_book(), FIRST, "310106")
    return supervise(Supervised(tuple(claims), Lists()), reading).suspicions


def visit(row: tuple[Any, ...]) -> Seen:
    claim, person, institution, doctor, day, item, minutes, amount, death = row
    on = FIRST + timedelta(days=day)
    line = SeenLine(
        str(claim), str(item), on, Decimal(1), round(Decimal(str(amount)) * 100), "",
        str(doctor), int(minutes),
    )  # fmt: skip
    died = FIRST + timedelta(days=death) if death != ALIVE else None
    keys = {"key": str(claim), "person": str(person), "institution": str(institution)}
    return replace(VISIT, **keys, begun_on=on, ended_on=on, lines=(line,), died_on=died)


@pytest.mark.slow
def test_lines_charged_twice_after_death_and_beyond_a_doctors_day_are_found(shared: Path) -> None:
    lines = rows(shared, """
        select claim, pat, inst, doc, day, item, mins, amt, death, typ
        from '{folder}/claim_lines_injected.parquet' join '{folder}/deaths.parquet' using (pat)
        order by claim
    """)  # fmt: skip
    label = {str(row[0]): row[-1] for row in lines}
    found: dict[str, set[str]] = defaultdict(set)
    for one in told(visit(row[:-1]) for row in lines):
        found[one.code] |= set(one.disputed)

    def reached(code: str, kind: int) -> float:
        wanted = {key for key, typ in label.items() if typ == kind}
        return len(found[code] & wanted) / len(wanted)

    assert reached("SUSPECT_AFTER_DEATH", DEAD) == 1
    assert reached("SUSPECT_DOCTOR_DAY", DOCTOR) >= 0.97
    assert reached("SUSPECT_REPEATED", TWICE) == 1
    for code, keys in found.items():
        labelled = sum(label[key] != 0 for key in keys)
        assert labelled / len(keys) >= 0.95, code


@pytest.mark.slow
def test_stays_at_once_and_in_parts_are_found(shared: Path) -> None:
    query = "select stay, pat, inst, adm, dis, dx, typ from '{folder}/stays_injected.parquet'"
    label, stays = {}, []
    for stay, person, institution, adm, dis, dx, typ in rows(shared, query):
        label[str(stay)] = typ
        stays.append(replace(
            VISIT, key=str(stay), person=str(person), institution=str(institution),
            kind="INPATIENT", begun_on=FIRST + timedelta(days=adm),
            ended_on=FIRST + timedelta(days=dis), diagnosis=f"{dx:03}",
        ))  # fmt: skip
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in told(stays):
        found[one.code].add(tuple(sorted(one.identity[1:])))
    for code, kind in (("SUSPECT_ELSEWHERE", TWO), ("SUSPECT_SPLIT", PARTS)):
        wanted = {key for key, typ in label.items() if typ == kind}
        reached = {key for pair in found[code] for key in pair if key in wanted}
        assert len(reached) / len(wanted) >= 0.97, code
        precise = sum(any(label[key] for key in pair) for pair in found[code])
        assert precise / len(found[code]) >= 0.95, code
