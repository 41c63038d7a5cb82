"""A home care provider with a carer and a nurse, and somebody to visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import NOW
from tests.world import make_account, make_institution, make_person, make_practitioner
from yiyang.audit.services import PROGRAM
from yiyang.kernel.geo import Point
from yiyang.kernel.span import Span
from yiyang.network.models import Institution, InstitutionKind
from yiyang.people.models import Person
from yiyang.visits import services
from yiyang.visits.models import Visit
from yiyang.visits.services.enrolling import Schedule

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TODAY = date(2026, 3, 2)  # NOW is Monday 10:00 here


class House:
    """Somebody's hands at the provider's desk and at the door."""

    def __init__(self) -> None:
        self.home: Institution = make_institution(InstitutionKind.HOME_CARE_PROVIDER)
        self.carer = make_practitioner(self.home, "CARER", account=make_account())
        self.nurse = make_practitioner(self.home, "NURSE", account=make_account())
        self.person: Person = make_person()

    def ask(self, *items: str, person: Person | None = None, **columns: Any) -> Visit:
        asked = {
            "person": person or self.person,
            "institution": self.home,
            "items": items or ("LTCI_02",),
            "window": Span(NOW, NOW + 5 * HOUR),
            "role": "RESIDENT",
            "by": PROGRAM,
            "at": NOW,
        }
        return services.ask_visit(**asked | columns)

    def accepted(self, *items: str, ticked: Sequence[str] = (), **columns: Any) -> Visit:
        visit = self.ask(*items, **columns)
        return services.check_risk(visit_id=visit.pk, ticked=ticked, by=PROGRAM, at=NOW)

    def planned(self, *items: str, **columns: Any) -> Visit:
        visit = self.accepted(*items, **columns)
        services.arrange_day(institution=self.home, day=TODAY, by=PROGRAM, at=NOW)
        visit.refresh_from_db()
        assert visit.state == "PLANNED", visit.left_because
        return visit

    def told(self, at: datetime, **columns: Any) -> services.Told:
        assert self.person.lon is not None
        assert self.person.lat is not None
        here = Point(self.person.lon, self.person.lat)
        told = {"key": uuid4(), "told_at": at, "sent_at": at, "place": here, "accuracy": 10}
        return services.Told(**told | columns)

    def begin(self, visit: Visit, at: datetime, **columns: Any) -> Visit:
        return services.check_in(
            visit_id=visit.pk, told=self.told(at, **columns), by=PROGRAM, at=at
        )

    def end(self, visit: Visit, at: datetime, *done: str, **columns: Any) -> Visit:
        return services.check_out(
            visit_id=visit.pk,
            told=columns.pop("told", None) or self.told(at),
            done=done,
            signed_by="张桂英",
            report="",
            by=PROGRAM,
            at=columns.pop("received", at),
        )


@pytest.fixture
def house(db: None) -> House:
    return House()


def weekly(*items: str, **columns: Any) -> Schedule:
    """Return a schedule of Mondays and Wednesdays, nine to four, of March."""
    given = {
        "since": date(2026, 3, 1), "until": date(2026, 4, 1), "weekdays": (0, 2),
        "begins": time(9), "ends": time(16), "items": items,
    }  # fmt: skip
    return Schedule(**given | columns)
