"""What happens to the people of a trace, done by the services of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random

from django.conf import settings

from yiyang.access.services import write_grant
from yiyang.assessments.services import record_assessment
from yiyang.audit.services import PROGRAM
from yiyang.beds import claims, facts
from yiyang.beds.models import BedClaim, Transfer
from yiyang.beds.services import (
    Asked,
    admit,
    attach_summary,
    close_at_death,
    end_transfer,
    evaluate_transfer,
    give_consent,
    leave_network,
    moves,
    reconcile,
    request_transfer,
    return_home,
    sweep_expired,
)
from yiyang.beds.services.holds import reserve
from yiyang.beds.services.sight import STAY, settle_sight
from yiyang.beds.services.steps import lock_case
from yiyang.decisions.services import read_book
from yiyang.demo.answers import INSTRUMENT, answers_of_level
from yiyang.demo.assessing import LEVELS
from yiyang.demo.names import MALE, person_name
from yiyang.network.models import Bed, Place
from yiyang.people.models import Person
from yiyang.people.services import Identity, Living, register_person
from yiyang.planning.simulation.tables import situation_of
from yiyang.planning.simulation.tracing import Head, Line
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.instruments.green_channel import Alarm
from yiyang.rules.placement.places import Seeker
from yiyang.rules.placement.returning import Return
from yiyang.rules.placement.terms import Colour, Kind

SECOND = timedelta(seconds=1)
A_DAY = 86_400
TRIAGE = {Colour.RED: 1, Colour.ORANGE: 2}  # the level at which somebody is of that colour
YOUNGEST, OLDEST = 66, 96
# Of what the model knows of a situation: what the rows say instead.
FROM_ROWS = ("asked_on", "trigger", "colour", "care", "medical", "gb_level", "gb_assessed_on")
WELL = Return(
    news2=None, hours_low=None, treatment_goal_reached=True, discharge_summary=True,
    care_plan_updated=True, medicines_reconciled=True,
)  # fmt: skip
WHY = "模拟回放"


@dataclass
class _Known:
    """One person meanwhile: the ability level last assessed, the request under way."""

    person: Person
    level: int = 0
    transfer: Transfer | None = None


class Player:
    """Plays lines of one trace, in their order."""

    def __init__(
        self, head: Head, houses: dict[str | None, int], places: dict[str, Place], began: datetime
    ) -> None:
        self.head, self.houses, self.places, self.began = head, houses, places, began
        self.known: dict[int, _Known] = {}
        self.steps: dict[str, Callable[[_Known, Line, datetime], None]] = {
            "ASKED": self._ask, "HELD": self._hold, "ADMITTED": self._admit,
            "EXPIRED": self._expire, "WENT": self._go_at_once, "UNKEPT": self._unkeep,
            "STAYED": self._stay, "LEFT": self._leave, "GAVE_UP": self._leave, "DIED": self._die,
        }  # fmt: skip

    @property
    def people(self) -> dict[int, int]:
        """Each person's key by their number in the trace."""
        return {number: each.person.pk for number, each in self.known.items()}

    def play(self, line: Line) -> None:
        """Do what one line says.

        A bed that is kept, and the return to it, follow from the services; nobody is told of an
        institution that declined, since in the model it declined at once.
        """
        at = self.began + timedelta(seconds=round(line.day * A_DAY))
        if line.what in ("ARRIVED", "PRESENT"):
            self.known[line.person] = _Known(self._register(line, at))
            if line.what == "PRESENT":
                self._be_there(self.known[line.person], line, at)
        elif step := self.steps.get(line.what):
            step(self.known[line.person], line, at)
            self._clean(at)

    def _register(self, line: Line, at: datetime) -> Person:
        chance = Random(f"{self.head.digest}:{self.head.number}:{line.person}")
        sex = chance.choice([MALE, "2"])
        born_on = at.date() - timedelta(days=365 * chance.randint(YOUNGEST, OLDEST))
        place = self.places[line.place or ""]
        identity = Identity(
            name=person_name(chance, sex).zh, sex=sex, born_on=born_on, place_id=place.pk,
            lon=place.lon, lat=place.lat,
        )  # fmt: skip
        return register_person(identity=identity, living=Living(), by=PROGRAM, at=at)

    def _be_there(self, known: _Known, line: Line, at: datetime) -> None:
        """Let somebody have a bed who was there before anything was simulated."""
        assert line.kind is not None, "a person is present in a bed"
        house = self.houses[line.institution]
        held = claims.hold(
            Seeker(line.kind, Colour.GREEN, known.person.sex, None, line.place or ""),
            institution_id=house, person_id=known.person.pk, case_id=None, at=at, lasts=None,
        )  # fmt: skip
        assert held is not None, "the institution begins with beds for those who are there"
        claim = BedClaim.objects.select_related("bed").get(pk=held.claim)
        moves.admit_hold(claim, reading=self._reading(at), by=PROGRAM, at=at)
        write_grant(
            person_id=known.person.pk, grantee_kind="INSTITUTION", grantee_id=house,
            purpose="CARE", scope="RECORD", since=at, until=None, origin_kind=STAY,
            origin_id=claim.pk, by=PROGRAM, at=at,
        )  # fmt: skip

    def _ask(self, known: _Known, line: Line, at: datetime) -> None:
        self._assess(known, line, at)
        stay = facts.stay_of(known.person.pk)
        situation = situation_of(
            line.trigger, line.colour, facts.kind_of(stay.care) or facts.kind_of(stay.kept),
            facts.kind_of(stay.medical), line.level, line.is_palliative, line.wishes_home,
            self._reading(at),
        )  # fmt: skip
        declared = {k: v for k, v in asdict(situation).items() if k not in FROM_ROWS}
        wished = declared.pop("wished_kind")
        asked = Asked(line.trigger, "COORDINATOR", wished or "", declared=declared, note=WHY)
        triage = TRIAGE.get(line.colour)
        alarm = Alarm({}, triage=triage) if triage else None
        known.transfer = request_transfer(
            person=known.person, asked=asked, alarm=alarm, by=PROGRAM, at=at
        )
        evaluate_transfer(transfer=known.transfer, declared={}, by=PROGRAM, at=at)

    def _assess(self, known: _Known, line: Line, at: datetime) -> None:
        """Assess somebody whose level is another than the one that is known."""
        if line.level == known.level:
            return
        chance = Random(f"{self.head.digest}:{line.person}:{line.day}")
        lowest = self._reading(at).table(LEVELS)
        record_assessment(
            person=known.person, instrument_id=INSTRUMENT, institution=None, assessed_at=at,
            answers=answers_of_level(chance, line.level, at.astimezone(CHINA).date(), lowest),
            by=PROGRAM, at=at,
        )  # fmt: skip
        known.level = line.level

    def _hold(self, known: _Known, line: Line, at: datetime) -> None:
        """Reserve a bed of the institution that the trace says."""
        transfer = _under_way(known)
        lock_case(transfer)
        if transfer.case.state == "EVALUATED":
            give_consent(transfer=transfer, kind=_kind(line), signer="PERSON", by=PROGRAM, at=at)
        reserve(transfer=transfer, institution_id=self.houses[line.institution], by=PROGRAM, at=at)

    def _admit(self, known: _Known, line: Line, at: datetime) -> None:
        transfer, house = _under_way(known), self.houses[line.institution]
        attach_summary(transfer=transfer, by=PROGRAM, at=at)
        admit(transfer=transfer, institution_id=house, by=PROGRAM, at=at)
        reconcile(transfer=transfer, handover=None, note=WHY, by=PROGRAM, at=at)
        known.transfer = None

    def _expire(self, known: _Known, line: Line, at: datetime) -> None:
        """Let the reservation run out: the model's moment and the clock's are a second apart."""
        sweep_expired(by=PROGRAM, at=at + SECOND)

    def _go_at_once(self, known: _Known, line: Line, at: datetime) -> None:
        """Leave every bed at a red alarm, before the hospital's is reached."""
        stay = facts.stay_of(known.person.pk)
        if stay.medical is not None:
            moves.end_stay(stay.medical, reason="MOVED", by=PROGRAM, at=at)
        if stay.care is not None:
            reading = self._reading(at)
            moves.suspend(stay.care, Kind.HOSPITAL_BED, reading=reading, by=PROGRAM, at=at)

    def _unkeep(self, known: _Known, line: Line, at: datetime) -> None:
        house = self.houses[line.institution]
        kept = BedClaim.objects.filter(
            person=known.person, kind="KEEP", is_active=True, bed__institution=house,
            bed__kind=_kind(line),
        )  # fmt: skip
        for claim in kept:
            claims.end(claim.pk, reason="EXPIRED", to_clean=True, at=at)
        settle_sight(known.person.pk, by=PROGRAM, at=at)

    def _stay(self, known: _Known, line: Line, at: datetime) -> None:
        """End a need that leads nowhere: back in the own care bed, no request any more."""
        if known.transfer is not None:
            self._cancel(known, at)
        stay = facts.stay_of(known.person.pk)
        if stay.medical is not None:
            return_home(person=known.person, facts_known=WELL, by=PROGRAM, at=at)
        elif stay.care is None and stay.kept is not None:
            moves.resume(stay.kept, case_id=None, at=at)

    def _cancel(self, known: _Known, at: datetime) -> None:
        end_transfer(transfer=_under_way(known), action="CANCEL", note=WHY, by=PROGRAM, at=at)
        known.transfer = None

    def _leave(self, known: _Known, line: Line, at: datetime) -> None:
        stay = facts.stay_of(known.person.pk)
        if any((stay.care, stay.medical, stay.kept, known.transfer)):
            leave_network(person=known.person, reason="OTHER_REASON", by=PROGRAM, at=at)
        known.transfer = None

    def _die(self, known: _Known, line: Line, at: datetime) -> None:
        close_at_death(person=known.person, died_at=at, by=PROGRAM, at=at)
        known.transfer = None

    def _clean(self, at: datetime) -> None:
        """Let beds be ready as soon as they are left: in the model nobody cleans."""
        left = Bed.objects.filter(institution__in=self.houses.values(), state="CLEANING")
        for bed in left.values_list("pk", flat=True):
            moves.make_ready(bed, at=at)

    def _reading(self, at: datetime) -> Reading:
        return read_book(facts.local_day(at), place=settings.PLACE)


def _under_way(known: _Known) -> Transfer:
    assert known.transfer is not None, "a bed is held and reached by who has asked for one"
    return known.transfer


def _kind(line: Line) -> Kind:
    assert line.kind is not None, "the line is of a bed"
    return line.kind
