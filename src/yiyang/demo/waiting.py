"""The waiting list: the coordinator's exercise, made through the services like any other.

People of different means and needs wait for fewer beds than they are, so that placing them all
at once gains something over first come, first served.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from yiyang.audit.services import Actor
from yiyang.beds.services import Asked, evaluate_transfer, give_consent, request_transfer
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import PreferenceRow
from yiyang.demo.storing import store
from yiyang.kernel.geo import Point, metres_between
from yiyang.people.models import Person
from yiyang.rules.placement.terms import Kind, Trigger

LONGEST_WAIT = timedelta(days=3)
STEP = timedelta(hours=3)  # between asking, evaluating and consenting
CHOICES = (0, 1, 2, 3)


class Waits(NamedTuple):
    """One person who waits: since when, why, and the homes they would choose."""

    elder: Elder
    asked_at: datetime
    trigger: Trigger
    dementia: bool
    choices: tuple[int, ...]


def store_waiting_list(district: District, by: Actor, progress: Progress) -> None:
    """Ask, evaluate and consent for everybody on the list, oldest first."""
    waiting = sorted(_waiting(district), key=lambda one: one.asked_at)
    chosen = [
        PreferenceRow(one.elder.id, institution, rank)
        for one in waiting
        for rank, institution in enumerate(one.choices, 1)
    ]
    store(chosen)
    people = Person.objects.in_bulk([one.elder.id for one in waiting])
    for one in waiting:
        _ask(one, people[one.elder.id], by)
        progress("transfer", 1)


def _waiting(district: District) -> Iterator[Waits]:
    plan = district.plan
    random = plan.random("waiting")
    count = quantity("waiting.people", plan.size)
    homes = district.ground.network.of_kind("CARE_INSTITUTION", "NURSING_HOME")
    residents, others = _candidates(district)
    movers = round(count * quantity("waiting.movers"))
    chosen = random.sample(residents, movers) + random.sample(others, count - movers)
    for elder in chosen:
        alone = elder.household in ("LIVING_ALONE", "WITHOUT_KIN")
        nearest = sorted(
            homes,
            key=lambda home: metres_between(Point(elder.lon, elder.lat), Point(home.lon, home.lat)),
        )
        yield Waits(
            elder=elder,
            asked_at=plan.at - STEP * 3 - LONGEST_WAIT * random.random(),
            trigger=Trigger.CARE_ENV_WORSE if alone else Trigger.DEPENDENCE_UP,
            dementia="dementia" in elder.conditions and random.random() < 1 / 2,
            choices=tuple(home.id for home in nearest[: random.choice(CHOICES)]),
        )


def _candidates(district: District) -> tuple[list[Elder], list[Elder]]:
    """Return who could wait: residents of homes who would move, and people without such a bed."""
    assert district.stays is not None
    kinds: dict[int, str] = {}
    for row in district.stays.presences:
        if row.span.until is None:
            kinds[row.person_id] = min(row.bed_kind, kinds.get(row.person_id, row.bed_kind))
    kept = {claim.person_id for claim in district.stays.claims if claim.kind == "KEEP"}
    residents, others = [], []
    for elder in district.elders:
        if elder.level and elder.id not in kept:
            kind = kinds.get(elder.id)
            if kind == "INSTITUTION_BED":
                residents.append(elder)
            elif kind in (None, "HOME_CARE_BED"):
                others.append(elder)
    return residents, others


def _ask(one: Waits, person: Person, by: Actor) -> None:
    declared = {
        "wished_kind": Kind.INSTITUTION_BED.value,
        "nursing": one.elder.level >= quantity("waiting.nursing_from_level"),
        "dementia": one.dementia,
        "has_dementia": "dementia" in one.elder.conditions,
        "acute_infection": False,
        "psychiatric_risk": 0,
        "consent": True,
    }
    asked = Asked(one.trigger, "COORDINATOR", Kind.INSTITUTION_BED.value, declared=declared)
    at = one.asked_at.replace(microsecond=0)
    transfer = request_transfer(person=person, asked=asked, alarm=None, by=by, at=at)
    evaluate_transfer(transfer=transfer, declared={}, by=by, at=at + STEP)
    give_consent(
        transfer=transfer,
        kind=Kind.INSTITUTION_BED,
        signer="PERSON" if not one.dementia else "REPRESENTATIVE",
        by=by,
        at=at + STEP * 2,
    )
