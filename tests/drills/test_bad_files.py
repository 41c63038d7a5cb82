"""Bad files at the doors of import: exit 2 or 3 with a finding, never a fault, nothing written.

Good files of every kind are torn, garbled, blown up and given hostile values, by a seeded
chance; ``YIYANG_DRILLS=full`` does it many times, and with a file of a million rows.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests import world
from tests.journey import Journey
from tests.record.samples import as_bytes, elders_bundle
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.record.models import Resource

FULL = os.environ.get("YIYANG_DRILLS") == "full"
TIMES = 150 if FULL else 12
ROWS = 1_000_000
HEADERS = ("代码", "名称", "机构类别", "举办性质", "区划代码", "经度", "纬度")
GOOD = (
    ("H1", "静安养老院", "养老机构", "公办", "310106006", "121.45", "31.23"),
    ("C1", "江宁中心", "社区卫生服务中心", "公办", "310106006", "121.45", "31.23"),
)
HOSTILE = (
    "", "\x00", "�", "x" * 70_000, "9" * 400, "-1", "1e999", "NaN", "=1+1", "@SUM(A1)", '"', "'",
    "\r", "\n", ",", "\t", "\ufeff", "\u202e", "😀", "<b>", "../../x", "31010６006", "２", "H1",
)  # fmt: skip
JUNK: tuple[Any, ...] = (
    None, [], {}, "", "\x00", "x" * 70_000, 10**400, -1, 1e308, True, [[[]]], {"a": {"b": []}},
    "urn:uuid:nothing", "9999-99-99", "2026-02-30", "0001-01-01", "\ud800", "Patient/../../x",
)  # fmt: skip

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
CODE = re.compile(r"[A-Z_]+: ")
Garble = Callable[[bytes, random.Random], bytes]


def torn(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body))]


def flipped(body: bytes, chance: random.Random) -> bytes:
    found = bytearray(body)
    for _ in range(chance.randint(1, 12)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def doubled(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + body + body[at:]


def encoded_otherwise(body: bytes, chance: random.Random) -> bytes:
    return body.decode("utf-8", "replace").encode(chance.choice(["utf-16", "utf-32", "utf-7"]))


GARBLES: tuple[Garble, ...] = (torn, flipped, doubled, encoded_otherwise)


def table(chance: random.Random) -> list[list[str]]:
    """Return a table with hostile cells, and with a column or a row too many or too few."""
    rows = [list(HEADERS), *(list(row) for row in GOOD)]
    for _ in range(chance.randint(1, 4)):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(HOSTILE)
    match chance.randrange(5):
        case 0:
            rows.append(list(rows[-1]))
        case 1:
            rows[-1].append("more")
        case 2:
            rows[-1].pop()
        case 3:
            rows[0].append(rows[0][0])
    return rows


def csv_file(chance: random.Random) -> bytes:
    text = "\n".join(",".join(row) for row in table(chance)) + "\n"
    return text.encode(chance.choice(["utf-8", "utf-8-sig", "gb18030"]), "replace")


def workbook_file(chance: random.Random) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in table(chance):
        book.active.append([cell.replace("\x00", "") for cell in row])
    book.save(out)
    return out.getvalue()


def bundle_file(chance: random.Random) -> bytes:
    """Return a bundle with junk somewhere in it."""
    whole = elders_bundle()
    for _ in range(chance.randint(1, 3)):
        here: Any = whole
        while True:
            keys = list(here) if isinstance(here, dict) else list(range(len(here)))
            if not keys:
                break
            key = chance.choice(keys)
            if not isinstance(here[key], dict | list) or chance.random() < 0.2:
                here[key] = deepcopy(chance.choice(JUNK))
                break
            here = here[key]
    return json.dumps(whole).encode()


def stored() -> tuple[int, int, int]:
    return Institution.objects.count(), Person.objects.count(), Resource.objects.count()


def hand_in(journey: Journey, what: str, path: Path) -> None:
    """Import a file; whatever is not taken in whole is told and has written nothing."""
    before = stored()
    answered = journey.command("import", what, str(path), "--json")
    seen = f"{path.name}: {answered.exit_code} {answered.out[:300]} {answered.err[-600:]}"
    assert answered.exit_code in (0, 2, 3), seen
    assert "Traceback" not in answered.err, seen
    if answered.exit_code:
        told = answered.json["findings"] if answered.out else CODE.match(answered.err)
        assert told, seen
        assert stored() == before, seen


@pytest.mark.parametrize(
    ("what", "suffix", "make"),
    [
        ("registry", ".csv", csv_file),
        ("registry", ".xlsx", workbook_file),
        ("fhir", ".json", bundle_file),
    ],
)
def test_no_file_is_a_fault_and_none_is_taken_in_by_half(
    journey: Journey, tmp_path: Path, what: str, suffix: str, make: Callable[..., bytes]
) -> None:
    world.make_place()
    chance = random.Random(f"{what}{suffix}")
    for number in range(TIMES):
        body = make(chance)
        if number % 2:
            body = chance.choice(GARBLES)(body, chance)
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(body)
        hand_in(journey, what, path)


def test_a_table_longer_than_may_be_is_refused_whole(journey: Journey, tmp_path: Path) -> None:
    world.make_place()
    line = ",".join(GOOD[0]) + "\n"
    path = tmp_path / "long.csv"
    lines = ROWS if FULL else ROWS // 4
    path.write_text(",".join(HEADERS) + "\n" + line * lines, encoding="utf-8")
    hand_in(journey, "registry", path)
    assert not Institution.objects.exists()


def test_a_bundle_of_good_people_is_taken_in(journey: Journey, tmp_path: Path) -> None:
    path = tmp_path / "good.json"
    path.write_bytes(as_bytes(elders_bundle()))
    hand_in(journey, "fhir", path)
    assert Resource.objects.exists()
