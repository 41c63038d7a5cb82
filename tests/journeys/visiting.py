"""A provider that visits at home, entered by its pages alone, through one day.

Every browser asks at the moment of the day that the hands are at, by the database's clock too:
the grants that the pages write end some days later.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import all_at
from tests.world import (
    make_account,
    make_grant,
    make_institution,
    make_person,
    make_practitioner,
)
from yiyang.access.models import Grant, Role
from yiyang.network.models import Institution, Practitioner
from yiyang.people.models import Person
from yiyang.visits.models import Visit

CHINA = ZoneInfo("Asia/Shanghai")


class Visiting:
    """A resident, a provider with its desk and a carer, and the hands of each."""

    def __init__(
        self,
        journey: Journey,
        kind: str = "HOME_CARE_PROVIDER",
        *,
        day: datetime = NOW,
        resident: tuple[Person, SignedIn] | None = None,
    ) -> None:
        self.journey = journey
        self.day: date = day.astimezone(CHINA).date()
        self.now = self.clock(8, 30)
        self.home: Institution = make_institution(kind)
        role = Role.CENTRE_DESK if kind == "CHC" else Role.CARE_DESK
        self.desk = self.today(journey.sign_in(role, institution=self.home))
        self.worker, self.phone = self.hire("CARER", Role.CARER)
        self.person: Person = resident[0] if resident else make_person()
        self.resident = self.today(resident[1]) if resident else self.resident_of(self.person)

    def hire(self, profession: str, role: str) -> tuple[Practitioner, SignedIn]:
        """Return a new worker of the provider and their phone."""
        account = make_account()
        worker = make_practitioner(self.home, profession, account=account)
        phone = self.journey.sign_in(role, institution=self.home, account=account)
        return worker, self.today(phone)

    def resident_of(self, person: Person) -> SignedIn:
        """Return the browser of a resident."""
        client = self.journey.sign_in(Role.RESIDENT, account=make_account(person=person))
        assert client.account is not None
        make_grant(person, client.account, purpose=Grant.Purpose.SELF)
        return self.today(client)

    def today(self, client: SignedIn) -> SignedIn:
        """Let a browser ask at the moment that the hands are at."""
        client.moment = lambda: all_at(self.now)
        return client

    def clock(self, hour: int, minute: int = 0) -> datetime:
        """Return a moment of the day."""
        return datetime.combine(self.day, time(hour, minute), tzinfo=CHINA)

    def post(self, client: SignedIn, address: str, form: dict[str, Any]) -> None:
        """Send a form at the hands' time; fail unless it was taken."""
        answer = client.post(address, form)
        told = (address, answer.status_code, answer.content.decode())
        assert answer.status_code in (302, 204), told

    def ask(self, *items: str, by: SignedIn | None = None, person: Person | None = None) -> Visit:
        """Ask for a visit today on the page."""
        whom = person or self.person
        form = {
            "institution": self.home.pk, "day": str(self.day), "part": "PART_ANY",
            "items": items or ("LTCI_02",), "note": "",
        }  # fmt: skip
        self.post(by or self.resident, f"/people/{whom.pk}/visits/ask/", form)
        return Visit.objects.filter(person=whom).latest("pk")

    def check(self, visit: Visit, *ticked: str) -> Visit:
        """Fill in the checklist at the desk."""
        self.post(self.desk, f"/visits/{visit.pk}/risk/", {"ticked": ticked})
        visit.refresh_from_db()
        return visit

    def arrange(self) -> None:
        """Arrange the day at the desk."""
        self.post(self.desk, "/visits/plan/arrange/", {"day": str(self.day)})

    def planned(self, *items: str, by: SignedIn | None = None) -> Visit:
        """Ask, check and arrange."""
        visit = self.check(self.ask(*items, by=by))
        self.arrange()
        visit.refresh_from_db()
        assert visit.state == "PLANNED", visit.left_because
        return visit

    def begin(self, visit: Visit, moment: datetime, phone: SignedIn | None = None) -> None:
        """Check in at the door."""
        self.now = moment
        self.post(phone or self.phone, f"/visits/{visit.pk}/in/", self.told(visit, moment))

    def end(
        self, visit: Visit, moment: datetime, *done: str, phone: SignedIn | None = None
    ) -> Visit:
        """Check out at the door."""
        self.now = moment
        form = self.told(visit, moment) | {"items": done, "signed_by": visit.person.name}
        self.post(phone or self.phone, f"/visits/{visit.pk}/out/", form)
        visit.refresh_from_db()
        return visit

    @staticmethod
    def told(visit: Visit, moment: datetime) -> dict[str, Any]:
        """Return what a phone at somebody's door tells."""
        person = visit.person
        return {
            "key": str(uuid4()), "told_at": moment.isoformat(), "sent_at": moment.isoformat(),
            "lon": person.lon, "lat": person.lat, "accuracy": 12,
        }  # fmt: skip
