"""Invariants I1 to I6 under a random walk of actors, and one bed under many hands."""

from __future__ import annotations

import os
import random
from datetime import timedelta
from functools import partial

import pytest

from tests.at_once import at_once
from tests.beds.conftest import CALM, DIRE, FEVER, District
from tests.beds.invariants import check_invariants
from tests.world import make_person
from yiyang.beds import claims, services
from yiyang.beds.models import BedClaim, Transfer
from yiyang.kernel.errors import Refused
from yiyang.network.models import Bed
from yiyang.people.models import Person
from yiyang.rules.placement.places import Seeker
from yiyang.rules.placement.returning import Return
from yiyang.rules.placement.terms import Colour, Kind

FULL = os.environ.get("YIYANG_DRILLS") == "full"
READY = Return(0, 48, True, True, True, True)
DECLARED = {
    "needs_continuous_treatment": True, "cannot_attend_clinic": True, "doctor_order": True,
    "in_service_area": True, "consent": True, "home_is_safe": True, "operator_contract": True,
    "devices_complete": True, "referral_reason": "J18", "terminal_certified": True,
    "palliative_consent": True, "refuses_further_treatment": True, "prognosis_months": 2,
}  # fmt: skip
TRIGGERS = ("CARE_ENV_WORSE", "HEALTH_WORSE", "TERMINAL", "POST_ACUTE", "DEPENDENCE_UP")


class Walk:
    """Actors who do whatever comes to their mind; what is refused must have changed nothing."""

    def __init__(self, district: District, seed: int) -> None:
        self.district = district
        self.random = random.Random(seed)
        self.people = [make_person(f"赵{n}", sex=str(1 + n % 2)) for n in range(8)]
        for person in self.people:
            district.assessed(person, "GB42195", "2")
            district.assessed(person, "KPS", "40", total=40)
        self.refused = self.done = 0

    def step(self) -> None:
        self.district.later(hours=self.random.choice((0.01, 0.05, 0.1, 0.1, 0.2, 0.5, 9, 30)))
        before = fingerprint()
        try:
            self.random.choice(
                [self.lead_on] * 16 + [self.ask] * 3 + [self.go_home, self.sweep, self.clean]
                + [self.end, self.die]
            )()  # fmt: skip
            self.done += 1
        except Refused:
            self.refused += 1
            assert fingerprint() == before, "a refusal has written nothing"
        check_invariants()

    def ask(self) -> None:
        vitals = self.random.choice((CALM, FEVER, DIRE))
        trigger = self.random.choice(TRIGGERS)
        transfer = self.district.ask(self._anybody(), trigger, vitals, **DECLARED)
        if transfer.colour == "RED" and transfer.to_claim is None:
            services.open_green_channel(transfer=transfer, by=self.district.by, at=self.district.at)

    def lead_on(self) -> None:
        transfer = self._open_transfer()
        by, at = self.district.by, self.district.at
        match transfer.case.state:
            case "REQUESTED" | "TRIAGED" | "ESCALATED" | "EXPIRED":
                services.evaluate_transfer(transfer=transfer, declared={}, by=by, at=at)
            case "EVALUATED":
                kind = Kind(transfer.wanted_kind) if transfer.wanted_kind else Kind.HOSPITAL_BED
                services.give_consent(transfer=transfer, kind=kind, signer="PERSON", by=by, at=at)
            case "CONSENTED":
                self._offer_and_hold(transfer)
            case "MATCHED" | "RECORDS_SENT" | "IN_TRANSIT":
                self._admit(transfer)
            case "ADMITTED":
                services.reconcile(transfer=transfer, handover=None, note="done", by=by, at=at)

    def _offer_and_hold(self, transfer: Transfer) -> None:
        by, at = self.district.by, self.district.at
        asked = transfer.offers.filter(state="ASKED").first()
        if asked is None and not transfer.offers.filter(state="ACCEPTED").exists():
            services.make_offers(transfer=transfer, by=by, at=at)
        elif asked is not None:
            services.answer_offer(
                offer=asked, accepts=self.random.random() < 0.8, refusal="FULL", note="",
                by=by, at=at,
            )  # fmt: skip
        else:
            offer = transfer.offers.filter(state="ACCEPTED").first()
            services.hold_bed(transfer=transfer, institution_id=offer.institution_id, by=by, at=at)

    def _admit(self, transfer: Transfer) -> None:
        if not transfer.case.attachments.filter(kind="HEALTH_SUMMARY").exists():
            services.send_records(transfer=transfer, by=self.district.by, at=self.district.at)
            return
        institution = transfer.to_claim.bed.institution_id
        services.admit(
            transfer=transfer, institution_id=institution, by=self.district.by, at=self.district.at
        )

    def go_home(self) -> None:
        services.return_home(
            person=self._anybody(), facts_known=READY, by=self.district.by, at=self.district.at
        )

    def sweep(self) -> None:
        services.sweep_expired(by=self.district.by, at=self.district.at)

    def clean(self) -> None:
        Bed.objects.filter(state="CLEANING").update(state="FREE")

    def end(self) -> None:
        services.end_transfer(
            transfer=self._open_transfer(), action=self.random.choice(("REJECT", "CANCEL")),
            note="changed mind", by=self.district.by, at=self.district.at,
        )  # fmt: skip

    def die(self) -> None:
        if self.random.random() < 0.2:
            person = self._anybody()
            services.close_at_death(
                person=person, died_at=self.district.at, by=self.district.by, at=self.district.at
            )
            assert not BedClaim.objects.filter(person=person, is_active=True).exists(), "I5"

    def _anybody(self) -> Person:
        return Person.objects.get(pk=self.random.choice(self.people).pk)

    def _open_transfer(self) -> Transfer:
        rows = Transfer.objects.filter(case__closed_at__isnull=True).select_related("case")
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        if not keys:
            raise Refused
        return rows.get(pk=self.random.choice(keys))


def fingerprint() -> tuple[object, ...]:
    claims_now = BedClaim.objects.order_by("pk").values_list("pk", "kind", "is_active", "span")
    beds = Bed.objects.order_by("pk").values_list("pk", "state")
    cases = Transfer.objects.order_by("pk").values_list("pk", "case__state", "case__lock_version")
    return (tuple(claims_now), tuple(beds), tuple(cases))


def walk_along(district: District, seed: int, steps: int) -> None:
    walk = Walk(district, seed)
    for _ in range(steps):
        walk.step()
    assert walk.done > steps // 4
    assert BedClaim.objects.filter(kind="OCCUPY").exists()


def test_a_random_walk_of_actors_breaks_no_invariant(district: District) -> None:
    walk_along(district, seed=1, steps=80)


@pytest.mark.drill
@pytest.mark.parametrize("seed", range(2, 22 if FULL else 4))
def test_long_random_walks_break_no_invariant(district: District, seed: int) -> None:
    walk_along(district, seed, steps=2000 if FULL else 200)


def test_neither_money_nor_contract_keeps_anybody_from_hospital(district: District) -> None:
    Bed.objects.update(price_fen_per_month=9_999_999, subsidy_class="OTHER")
    person = make_person(budget_fen_per_month=0, max_distance_metres=1)
    for vitals in (DIRE,):
        transfer = district.ask(person, "HEALTH_WORSE", vitals)
        claim = services.open_green_channel(transfer=transfer, by=district.by, at=district.at)
        assert claim is not None, "I6"


@pytest.mark.django_db(transaction=True)
def test_many_hands_on_one_bed_reserve_it_once() -> None:
    threads = 64 if FULL else 16
    district = District()
    Bed.objects.filter(pk=district.beds["INSTITUTION_BED"][1].pk).delete()
    people = [make_person(f"孙{n}") for n in range(threads)]
    seeker = Seeker(Kind.INSTITUTION_BED, Colour.GREEN, "2", 2, "310106006")

    hold = partial(
        claims.hold, seeker, institution_id=district.home.pk, case_id=None,
        at=district.at, lasts=timedelta(hours=1),
    )  # fmt: skip
    held = at_once(*(partial(hold, person_id=person.pk) for person in people))
    assert [one is not None for one in held].count(True) == 1
    assert BedClaim.objects.count() == 1
