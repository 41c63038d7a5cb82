"""Many hands at the same thing at the same moment: one wins, the others are told, all rows agree.

Any answer but success or a refusal fails a drill: a deadlock or a broken constraint is a fault.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.at_once import WON, endings
from tests.beds.conftest import DIRE, District
from tests.beds.invariants import check_invariants
from tests.beds.test_batch_services import accept, cycle, propose, ready
from tests.world import make_bed, make_person
from yiyang.beds import services
from yiyang.beds.models import BedClaim, Offer, PlacementRun, Transfer
from yiyang.cases.models import Case, Task
from yiyang.cases.services import acknowledge_notice, escalate_due
from yiyang.decisions.services import read_book
from yiyang.network.models import Bed, Institution
from yiyang.notices.models import Notice
from yiyang.notices.services import escalate_unacknowledged
from yiyang.people.models import Person

FULL = os.environ.get("YIYANG_DRILLS") == "full"
HANDS, ROUNDS = (64, 12) if FULL else (16, 2)
Call = Callable[[], object]

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def new_district() -> District:
    """Return a district of its own: nobody of it is offered to those of the rounds before."""
    Institution.objects.update(is_open=False)
    return District()


def ready_to_hold(district: District, *, wanted: int = 1) -> list[Transfer]:
    """Return transfers that an institution has accepted, each of another person."""
    found = []
    for _ in range(wanted):
        transfer = ready(district, make_person())
        services.make_offers(transfer=transfer, by=district.by, at=district.later(minutes=1))
        offer = transfer.offers.get(institution=district.home)
        services.answer_offer(
            offer=offer, accepts=True, refusal="", note="", by=district.by,
            at=district.later(minutes=1),
        )  # fmt: skip
        found.append(transfer)
    return found


def held(district: District) -> Transfer:
    """Return a transfer with a bed reserved and its records sent."""
    (transfer,) = ready_to_hold(district)
    hold(district, transfer)()
    services.send_records(transfer=transfer, by=district.by, at=district.later(minutes=1))
    return transfer


def again(transfer: Transfer) -> Transfer:
    """Return the transfer as another request reads it now."""
    rows = Transfer.objects.select_related("case", "person__place", "to_claim__bed__institution")
    return rows.get(pk=transfer.pk)


def hold(district: District, transfer: Transfer) -> Call:
    read, at = again(transfer), district.later(minutes=1)
    home = district.home.pk
    return lambda: services.hold_bed(transfer=read, institution_id=home, by=district.by, at=at)


def admit(district: District, transfer: Transfer) -> Call:
    read, at = again(transfer), district.later(minutes=1)
    home = district.home.pk
    return lambda: services.admit(transfer=read, institution_id=home, by=district.by, at=at)


def evaluate(district: District, transfer: Transfer) -> Call:
    read, at = again(transfer), district.later(minutes=1)
    return lambda: services.evaluate_transfer(transfer=read, declared={}, by=district.by, at=at)


def offer(district: District, transfer: Transfer) -> Call:
    read, at = again(transfer), district.later(minutes=1)
    return lambda: services.make_offers(transfer=read, by=district.by, at=at)


def cancel(district: District, transfer: Transfer) -> Call:
    read, at = again(transfer), district.later(minutes=1)
    return lambda: services.end_transfer(
        transfer=read, action="CANCEL", note="withdrawn", by=district.by, at=at
    )


def die(district: District, transfer: Transfer) -> Call:
    person, at = Person.objects.get(pk=transfer.person_id), district.later(minutes=1)
    return lambda: services.close_at_death(person=person, died_at=at, by=district.by, at=at)


def alarm(district: District, transfer: Transfer) -> Call:
    person = Person.objects.get(pk=transfer.person_id)
    return lambda: district.ask(person, "HEALTH_WORSE", DIRE)


def sweep(district: District, transfer: Transfer) -> Call:
    at = district.at + timedelta(days=30)
    return lambda: services.sweep_expired(by=district.by, at=at)


def answer(district: District, transfer: Transfer) -> Call:
    asked = transfer.offers.filter(state=Offer.State.ASKED)[0]
    at = district.later(minutes=1)
    return lambda: services.answer_offer(
        offer=asked, accepts=True, refusal="", note="", by=district.by, at=at
    )


def asked(district: District) -> Transfer:
    transfer = ready(district, make_person())
    services.make_offers(transfer=transfer, by=district.by, at=district.later(minutes=1))
    return transfer


def all_agree() -> None:
    """No claim of somebody dead or of a closed case is left, and all rows agree."""
    check_invariants()
    active = BedClaim.objects.filter(is_active=True)
    assert not active.filter(person__died_at__isnull=False).exists(), "I5"
    assert not active.filter(kind="HOLD", case__closed_at__isnull=False).exists()
    holding = Transfer.objects.filter(case__state__in=("MATCHED", "RECORDS_SENT", "IN_TRANSIT"))
    reserved = active.filter(kind="HOLD", case__isnull=False).values_list("case", flat=True)
    assert set(holding.values_list("case", flat=True)) == set(reserved)
    closed = Task.objects.filter(case__closed_at__isnull=False, state=Task.State.OPEN)
    assert not closed.exclude(code="COMPLETE_DOCUMENTS").exists()


def test_of_many_prepared_cases_one_reserves_the_last_bed() -> None:
    district = new_district()
    Bed.objects.filter(institution=district.home)[0].delete()
    transfers = ready_to_hold(district, wanted=HANDS)
    ended = endings(*(hold(district, transfer) for transfer in transfers))
    assert sorted(ended) == ["BED_TAKEN"] * (HANDS - 1) + [WON]
    assert BedClaim.objects.count() == 1
    states = sorted(Case.objects.values_list("state", flat=True))
    assert states == ["CONSENTED"] * (HANDS - 1) + ["MATCHED"]
    all_agree()


def test_many_hands_on_one_case_reserve_one_bed() -> None:
    district = new_district()
    for _ in range(HANDS):
        make_bed(district.home)
    (transfer,) = ready_to_hold(district)
    ended = endings(*(hold(district, transfer) for _ in range(HANDS)))
    assert ended.count(WON) == 1
    assert BedClaim.objects.count() == 1
    all_agree()


def take_over(district: District, run: PlacementRun) -> Call:
    read, at = PlacementRun.objects.get(pk=run.pk), district.later(minutes=1)
    return lambda: services.accept_placements(run=read, by=district.by, at=at)


def test_of_two_coordinators_who_accept_a_proposal_one_wins() -> None:
    for _ in range(ROUNDS):
        district = new_district()
        for _person in range(2):
            ready(district, make_person())
        run = propose(district)
        ended = endings(take_over(district, run), take_over(district, run))
        assert sorted(ended) == ["PROPOSAL_STALE", WON]
        all_agree()


def test_of_two_desks_that_admit_the_same_person_one_does() -> None:
    for _ in range(ROUNDS):
        district = new_district()
        transfer = held(district)
        ended = endings(admit(district, transfer), admit(district, transfer))
        assert ended.count(WON) == 1, ended
        assert BedClaim.objects.filter(person=transfer.person_id).count() == 1
        all_agree()


PAIRS: dict[str, tuple[Callable[[District], Transfer], Callable[..., Call], Callable[..., Call]]]
PAIRS = {
    "hold, withdraw": (lambda d: ready_to_hold(d)[0], hold, cancel),
    "hold, death": (lambda d: ready_to_hold(d)[0], hold, die),
    "hold, evaluate": (lambda d: ready_to_hold(d)[0], hold, evaluate),
    "hold, offer": (lambda d: ready_to_hold(d)[0], hold, offer),
    "hold, alarm": (lambda d: ready_to_hold(d)[0], hold, alarm),
    "admit, withdraw": (held, admit, cancel),
    "admit, death": (held, admit, die),
    "admit, sweep": (held, admit, sweep),
    "withdraw, sweep": (held, cancel, sweep),
    "death, sweep": (held, die, sweep),
    "offer, offer": (lambda d: ready(d, make_person()), offer, offer),
    "answer, answer": (asked, answer, answer),
    "answer, withdraw": (asked, answer, cancel),
    "answer, death": (asked, answer, die),
    "death, death": (held, die, die),
    "alarm, alarm": (asked, alarm, alarm),
    "withdraw, death": (asked, cancel, die),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_two_acts_at_once_leave_rows_that_agree(pair: str) -> None:
    prepare, one, other = PAIRS[pair]
    for _ in range(ROUNDS):
        district = new_district()
        transfer = prepare(district)
        ended = endings(one(district, transfer), other(district, transfer))
        assert WON in ended, ended
        all_agree()


def promised_cycle(district: District) -> tuple[PlacementRun, int, list[Person]]:
    """Two people who live where the other wishes to, their exchange accepted."""
    moving = cycle(district)
    run = accept(district, propose(district))
    for transfer in moving:
        services.attach_summary(transfer=transfer, by=district.by, at=district.at)
    number = run.placements.values_list("cycle", flat=True).distinct().get()
    return run, number, [transfer.person for transfer in moving]


@pytest.mark.parametrize("who", [0, 1])
def test_a_death_during_an_exchange_leaves_nobody_in_two_beds(who: int) -> None:
    district = new_district()
    run, cycle, people = promised_cycle(district)
    at = district.later(minutes=1)
    dying = Transfer.objects.get(person=people[who])
    ended = endings(
        lambda: services.exchange(run=run, cycle=cycle, by=district.by, at=at),
        die(district, dying),
    )
    assert ended[1] == WON, "a death is never refused"
    all_agree()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_an_answer_and_the_next_round_at_once_stop_the_clock(turn: int) -> None:
    district = new_district()
    transfer = district.ask(make_person(), "HEALTH_WORSE", DIRE)
    notice = Notice.objects.filter(subject_id=transfer.case_id, urgent=True)[0]
    late = district.at + timedelta(hours=2)
    reading = read_book(late.date())
    endings(
        lambda: acknowledge_notice(notice=notice, by=district.by, at=late),
        lambda: escalate_unacknowledged(at=late, by=district.by),
        lambda: escalate_due(at=late, by=district.by, reading=reading),
    )
    notice.refresh_from_db()
    assert notice.acknowledged_at == late
    assert notice.escalate_at is None, "the clock runs on after the answer"
    respond = Task.objects.filter(case=transfer.case_id, code="RESPOND")
    assert [task.state for task in respond] == [Task.State.DONE]
