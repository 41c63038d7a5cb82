"""A process that leads people through transfers until it is killed.

``python -m tests.drills.transferring prepare|work|finish|check FILE``: after every service
call that has committed, one line goes to FILE; what it says must be in the database for good.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

from yiyang.faces.cli.shell import program

PEOPLE, HANDS, BEDS = 12, 4, 30
CRASHED, DEADLOCKED = 1, 9
DEADLOCK = "40P01"


def prepare() -> None:
    """Make a district in which everybody finds a bed."""
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from tests.beds.conftest import District  # noqa: PLC0415
    from tests.world import make_bed, make_person  # noqa: PLC0415
    from yiyang.assessments.models import Assessment  # noqa: PLC0415

    district = District()
    for institution, kind in (
        (district.home, "INSTITUTION_BED"),
        (district.hospital, "HOSPITAL_BED"),
    ):
        for _ in range(BEDS):
            make_bed(institution, kind)
    for number in range(PEOPLE):
        person = make_person(f"赵{number}", sex=str(1 + number % 2))
        district.assessed(person, "GB42195", "3")
    Assessment.objects.update(assessed_at=timezone.now())


def work(told: Path, *, until_all_is_done: bool) -> None:
    """Lead everybody on with several hands; end at the first fault, as a killed server gives."""
    from yiyang.people.models import Person  # noqa: PLC0415 -- Django is set up by now

    sheet = os.open(told, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    hands = [
        threading.Thread(target=_hand, args=(people[n::HANDS], sheet, until_all_is_done))
        for n in range(HANDS)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()


def _hand(people: list[int], sheet: int, until_all_is_done: bool) -> None:
    from django.db import connection  # noqa: PLC0415 -- Django is set up by now

    from tests.drills.moving import move_on  # noqa: PLC0415

    try:
        left = list(people)
        while left:
            for person in list(left):
                line = move_on(person, begins=not until_all_is_done)
                if line is None:
                    left.remove(person)
                else:
                    os.write(sheet, (json.dumps(line) + "\n").encode())
        connection.close()
    except Exception as fault:
        traceback.print_exc()
        cause = getattr(fault.__cause__, "sqlstate", None)
        sys.stderr.flush()
        os._exit(DEADLOCKED if cause == DEADLOCK else CRASHED)


def check(told: Path) -> None:
    """Compare the database with what was told, and each row with the others."""
    from tests.drills.moving import whole  # noqa: PLC0415 -- Django is set up by now

    lines = told.read_text().splitlines() if told.exists() else []
    whole([json.loads(line) for line in lines])
    print(json.dumps({"told": len(lines)}))  # noqa: T201 -- the answer to the parent


def main() -> None:
    """Do one of the parts."""
    told = Path(sys.argv[2])
    parts: dict[str, Callable[[], None]] = {
        "prepare": prepare,
        "work": lambda: work(told, until_all_is_done=False),
        "finish": lambda: work(told, until_all_is_done=True),
        "check": lambda: check(told),
    }
    with program():
        parts[sys.argv[1]]()


if __name__ == "__main__":
    main()
