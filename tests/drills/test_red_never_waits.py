"""Strict mode, a missing value and an unpublished year: a red alarm gets its bed all the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.beds.conftest import DIRE, District
from tests.beds.invariants import check_invariants
from tests.conftest import NOW
from tests.drills.test_at_once import ready_to_hold
from tests.journey import Journey, SignedIn
from tests.world import make_grant, make_person
from yiyang.access.models import Role
from yiyang.beds import services
from yiyang.beds.errors import AlreadyTransferring
from yiyang.beds.models import BedClaim, Transfer
from yiyang.beds.services.watching import Condition
from yiyang.cases.models import Case, Task
from yiyang.decisions.models import MissingValue
from yiyang.decisions.services import deciding
from yiyang.people.models import Person
from yiyang.policy.book import Book, Line, NotInForce
from yiyang.policy.loader import shipped_book
from yiyang.rules.placement.terms import Trigger

FORM = {
    "trigger": "HEALTH_WORSE", "wished_kind": "", "note": "", "spo2_scale": "1", "resp_rate": "26",
    "spo2": "90", "oxygen": "YES", "systolic": "88", "pulse": "128", "consciousness": "V",
    "temperature": "39.4",
}  # fmt: skip
KEYS = sorted(shipped_book().by_key)
TAKEN_AWAY = KEYS if os.environ.get("YIYANG_DRILLS") == "full" else KEYS[::20]
UNPUBLISHED = NOW.replace(year=2041)
EMPTY = shipped_book().without(*KEYS)


class Alarm:
    """A resident of a care home whose nurse sounds a red alarm on the page."""

    def __init__(self, journey: Journey) -> None:
        self.district = District()
        self.person = make_person()
        self.home = self.district.living_in(self.person, "INSTITUTION_BED")
        make_grant(self.person, self.district.home)
        self.nurse = journey.sign_in(Role.NURSE, institution=self.district.home)
        self.coordinator = journey.sign_in(Role.COORDINATOR)
        self.ward = journey.sign_in(Role.HOSPITAL_DESK, institution=self.district.hospital)

    def sounds(self) -> Transfer:
        """Fill in the page; the bed of a hospital is reserved when it answers."""
        posted(self.nurse, f"/people/{self.person.pk}/transfer/", FORM)
        transfer = Transfer.objects.select_related("case", "to_claim__bed").get()
        assert (transfer.colour, transfer.queue_class) == ("RED", "RED")
        assert transfer.to_claim.kind == "HOLD" and transfer.to_claim.is_active
        assert transfer.to_claim.bed.kind == "HOSPITAL_BED"
        assert transfer.to_claim.bed.state == "HELD"
        return transfer

    def is_taken_in(self, transfer: Transfer) -> None:
        """Lead the case by the pages to its end, and look at it on the way."""
        address = f"/transfers/{transfer.case_id}"
        assert self.coordinator.get("/transfers/").status_code == 200
        assert self.coordinator.get(f"{address}/").status_code == 200
        for client, step, form in (
            (self.coordinator, "send", {}),
            (self.coordinator, "depart", {}),
            (self.ward, "admit", {}),
            (self.ward, "reconcile", {"note": "medicines checked"}),
        ):
            posted(client, f"{address}/{step}/", form)
        assert Case.objects.get(pk=transfer.case_id).state == "CLOSED"
        claims = BedClaim.objects.filter(person=self.person, is_active=True)
        assert "HOSPITAL_BED" in {c.bed.kind for c in claims if c.kind == "OCCUPY"}
        check_invariants()


def posted(client: Client | SignedIn, address: str, form: dict[str, Any]) -> None:
    answer = client.post(address, form)
    refusal = answer.headers.get("X-Refusal", "")
    assert answer.status_code == 302, (address, answer.status_code, refusal)


def told_to_the_policy_desk() -> set[str]:
    """Return the keys that somebody is asked to settle."""
    tasks = Task.objects.filter(code="SET_CLOCK", role="POLICY_DESK")
    return set(MissingValue.objects.values_list("key", flat=True)) | set(
        tasks.values_list("due_key", flat=True)
    )


@pytest.fixture
def open_book(monkeypatch: pytest.MonkeyPatch) -> Callable[[Book], set[str]]:
    """Put another book in force; the keys that nobody finds in it are collected."""

    def put(book: Book) -> set[str]:
        asked_in_vain: set[str] = set()
        read = Book.on

        def on(self: Book, key: str, day: date, place: str = "CN") -> Line:
            try:
                return read(self, key, day, place)
            except NotInForce:
                asked_in_vain.add(key)
                raise

        monkeypatch.setattr(Book, "on", on)
        monkeypatch.setattr(deciding, "current_book", lambda: book)
        return asked_in_vain

    return put


@pytest.mark.django_db
def test_strict_mode_does_not_stop_a_red_alarm(journey: Journey, settings: LazySettings) -> None:
    settings.STRICT_POLICY = True
    alarm = Alarm(journey)
    alarm.is_taken_in(alarm.sounds())


@pytest.mark.drill
@pytest.mark.django_db
@pytest.mark.parametrize("key", TAKEN_AWAY)
def test_no_single_missing_value_stops_a_red_alarm(
    journey: Journey, open_book: Callable[[Book], set[str]], key: str
) -> None:
    asked_in_vain = open_book(shipped_book().without(key))
    alarm = Alarm(journey)
    alarm.is_taken_in(alarm.sounds())
    assert asked_in_vain <= {key}
    assert asked_in_vain <= told_to_the_policy_desk(), "nobody is told what is missing"


@pytest.mark.django_db
@pytest.mark.parametrize("strict", [False, True])
def test_a_book_without_any_value_does_not_stop_a_red_alarm(
    journey: Journey,
    open_book: Callable[[Book], set[str]],
    settings: LazySettings,
    strict: bool,
) -> None:
    settings.STRICT_POLICY = strict
    asked_in_vain = open_book(EMPTY)
    alarm = Alarm(journey)
    alarm.is_taken_in(alarm.sounds())
    assert "placement.red.kinds" in asked_in_vain, "the book was read"
    assert asked_in_vain <= told_to_the_policy_desk()
    claims = BedClaim.objects.filter(is_active=True).values_list("kind", "bed__kind")
    assert list(claims) == [("OCCUPY", "HOSPITAL_BED")] or set(claims) == {
        ("OCCUPY", "HOSPITAL_BED"),
        ("KEEP", "INSTITUTION_BED"),
    }


@pytest.mark.django_db
def test_a_year_without_a_calendar_does_not_stop_a_red_alarm() -> None:
    district = District(at=UNPUBLISHED)
    person = make_person()
    transfer = district.ask(person, "HEALTH_WORSE", DIRE)
    claim = services.open_green_channel(transfer=transfer, by=district.by, at=district.at)
    assert transfer.colour == "RED"
    assert claim is not None and claim.bed.institution_id == district.hospital.pk
    district.take_in(transfer, district.hospital)
    check_invariants()


@pytest.mark.django_db
@pytest.mark.parametrize("minutes", [1, 10_000])
def test_a_reservation_without_a_known_length_waits_for_the_patient(
    journey: Journey, open_book: Callable[[Book], set[str]], minutes: int
) -> None:
    open_book(shipped_book().without("transfer.hold.urgent"))
    transfer = Alarm(journey).sounds()
    at = transfer.case.opened_at + timedelta(minutes=minutes)
    assert services.sweep_expired(by=District().by, at=at) == 0
    assert BedClaim.objects.get(pk=transfer.to_claim_id).is_active


@pytest.mark.django_db
@pytest.mark.parametrize("strict", [False, True])
def test_death_closes_everything_and_reads_no_book(
    journey: Journey,
    open_book: Callable[[Book], set[str]],
    settings: LazySettings,
    strict: bool,
) -> None:
    settings.STRICT_POLICY = strict
    alarm = Alarm(journey)
    transfer = alarm.sounds()
    asked_in_vain = open_book(EMPTY)
    form = {"died_at": "2020-03-02T09:00"}
    posted(alarm.coordinator, f"/people/{alarm.person.pk}/death/", form)
    assert not BedClaim.objects.filter(is_active=True).exists()
    assert Case.objects.get(pk=transfer.case_id).closed_at is not None
    # What an emergency put off is still owed by whoever acted first.
    left = Task.objects.filter(case=transfer.case_id, state="OPEN").exclude(
        code="COMPLETE_DOCUMENTS"
    )
    assert not left.exists()
    assert Person.objects.get(pk=alarm.person.pk).died_at is not None
    assert asked_in_vain == set()
    check_invariants()


def on_the_way_to_a_care_home(steps: int) -> tuple[District, Transfer]:
    """A planned transfer that has come so far: matched, records sent, on the way, admitted."""
    district = District()
    transfer = ready_to_hold(district)[0]
    home = district.home.pk
    doing: list[Callable[[], object]] = [
        lambda: services.hold_bed(
            transfer=transfer, institution_id=home, by=district.by, at=district.later(minutes=1)
        ),
        lambda: services.send_records(
            transfer=transfer, by=district.by, at=district.later(minutes=1)
        ),
        lambda: services.depart(transfer=transfer, by=district.by, at=district.later(minutes=1)),
        lambda: services.admit(
            transfer=transfer, institution_id=home, by=district.by, at=district.later(minutes=1)
        ),
    ]
    for step in doing[:steps]:
        step()
    return district, transfer


def sound(district: District, person: Person) -> Transfer:
    return services.ask_for_transfer(
        person=person, asked=services.Asked(Trigger.HEALTH_WORSE, "NURSE"),
        condition=Condition(district.later(minutes=5), DIRE), by=district.by, at=district.at,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_a_red_alarm_turns_a_planned_transfer_to_the_hospital(steps: int) -> None:
    district, planned = on_the_way_to_a_care_home(steps)
    red = sound(district, planned.person)
    red = Transfer.objects.select_related("case", "to_claim__bed").get(pk=red.pk)
    assert (red.pk, red.colour, red.case.state) == (planned.pk, "RED", "MATCHED")
    assert red.to_claim.bed.institution_id == district.hospital.pk
    assert not BedClaim.objects.filter(bed__institution=district.home, is_active=True).exists()
    assert not Task.objects.filter(institution=district.home, state="OPEN").exists()
    district.take_in(red, district.hospital)
    check_invariants()


@pytest.mark.django_db
def test_the_open_papers_of_an_arrival_do_not_stop_a_red_alarm() -> None:
    district, arrived = on_the_way_to_a_care_home(4)
    red = sound(district, arrived.person)
    assert red.pk != arrived.pk and red.to_claim.bed.institution_id == district.hospital.pk
    district.take_in(red, district.hospital)
    services.reconcile(
        transfer=arrived, handover=None, note="later", by=district.by, at=district.later(minutes=1)
    )
    assert not Case.objects.filter(closed_at__isnull=True).exists()
    check_invariants()


@pytest.mark.django_db
def test_who_has_just_come_into_hospital_is_not_sent_there_again() -> None:
    district = District()
    red = sound(district, make_person())
    services.send_records(transfer=red, by=district.by, at=district.later(minutes=1))
    services.admit(
        transfer=red, institution_id=district.hospital.pk, by=district.by,
        at=district.later(minutes=1),
    )  # fmt: skip
    with pytest.raises(AlreadyTransferring):
        sound(district, red.person)
    assert Transfer.objects.count() == 1


@pytest.mark.django_db
def test_a_reservation_that_ran_out_on_the_way_is_made_again() -> None:
    district, transfer = on_the_way_to_a_care_home(3)
    district.later(days=30)
    assert services.sweep_expired(by=district.by, at=district.at) == 1
    transfer.refresh_from_db()
    assert (transfer.case.state, transfer.to_claim) == ("EXPIRED", None)
    services.hold_bed(
        transfer=transfer, institution_id=district.home.pk, by=district.by,
        at=district.later(minutes=1),
    )  # fmt: skip
    district.take_in(transfer, district.home)
    check_invariants()
