"""A process that runs a year's fees until it is killed.

``python -m tests.drills.paying prepare|work FILE``: one line goes to FILE for every part that
stands.  The parts are as small as can be, so that a kill finds some done and some not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from yiyang.faces.cli.shell import program

CENTRES, PEOPLE = 20, 2
YEAR = "2025"
CRASHED = 1


def prepare() -> None:
    """Make a year of agreements, acts and appraisals in many centres."""
    from tests.fees.conftest import FeeYear  # noqa: PLC0415 -- Django is set up by now
    from tests.world import make_practitioner  # noqa: PLC0415

    year = FeeYear()
    for number in range(CENTRES):
        centre = year.open_centre(factor=f"0.{70 + number % 30}00")
        doctors = [make_practitioner(centre, "GENERAL_PRACTITIONER") for _ in range(2)]
        for one in range(PEOPLE):
            year.signed_and_served(centre=centre, doctor=doctors[one % 2])


def work(told: Path) -> None:
    """Run the year in small parts, or take up the run that is under way."""
    from django.db import Error  # noqa: PLC0415 -- Django is set up by now
    from django.utils import timezone  # noqa: PLC0415

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.fees.services import run_fees  # noqa: PLC0415

    def note(done: int, of: int) -> None:
        with told.open("a", encoding="utf-8") as sheet:
            sheet.write(f"{done}/{of}\n")

    try:
        run_fees(period=YEAR, by=PROGRAM, at=timezone.now(), progress=note, chunk_size=1)
    except Error as fault:  # the server was killed
        sys.exit(str(fault))  # told on stderr, with CRASHED


if __name__ == "__main__":
    with program():
        if sys.argv[1] == "prepare":
            prepare()
        else:
            work(Path(sys.argv[2]))
