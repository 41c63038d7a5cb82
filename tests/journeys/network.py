"""A small network that tests enter by its pages alone: the hands of each desk, and the clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.world import (
    make_bed,
    make_capability,
    make_duty,
    make_grant,
    make_institution,
    make_place,
)
from yiyang.access.models import Grant, Role
from yiyang.beds.models import BedClaim, Presence, Transfer
from yiyang.network.models import Bed, Institution
from yiyang.people.models import Person
from yiyang.rules.instruments import instrument

MINUTES = "%Y-%m-%dT%H:%M"
CALM = {
    "resp_rate": "16", "spo2": "98", "spo2_scale": "1", "oxygen": "NO", "systolic": "120",
    "pulse": "72", "consciousness": "A", "temperature": "36.8",
}  # fmt: skip
FEVER = {**CALM, "resp_rate": "22", "spo2": "94", "pulse": "96", "temperature": "38.4"}
DIRE = {
    **CALM, "resp_rate": "26", "spo2": "90", "oxygen": "YES", "systolic": "88", "pulse": "128",
    "consciousness": "V", "temperature": "39.4",
}  # fmt: skip
LOOKED_AT = {"acute_infection": "no", "psychiatric_risk": "0"}
CARED_FOR_AT_HOME = {"operator_contract": "on", "devices_complete": "on", "consent": "on"}
NURSED_AT_HOME = {
    "needs_continuous_treatment": "yes", "cannot_attend_clinic": "yes", "home_is_safe": "yes",
    "in_service_area": "yes", "doctor_order": "on", "consent": "on",
}  # fmt: skip
BACK = {
    "news2": "1", "hours_low": "30", "discharge_summary": "on", "care_plan_updated": "on",
    "medicines_reconciled": "on",
}  # fmt: skip


def gb_answers(total: int, **answers: str) -> dict[str, str]:
    """Return the answers of GB/T 42195 that make a total: items worsened one after another."""
    items = instrument("GB42195").items
    given = {
        i.id: i.options[0].code if i.options else "0" if i.number else "NO" for i in items
    } | answers
    points = {i.id: {o.code: o.points for o in i.options} for i in items if i.options}
    lost = sum(max(table.values()) for table in points.values()) - total
    lost -= sum(
        max(points[i].values()) - points[i][code] for i, code in answers.items() if i in points
    )
    for item, table in points.items():
        fitting = [c for c, p in table.items() if max(table.values()) - p <= lost]
        if item not in answers and lost:
            given[item] = min(fitting, key=lambda code: table[code])
            lost -= max(table.values()) - table[given[item]]
    assert lost == 0, f"no answers make {total}"
    return given


class FiveBeds:
    """A coordinator, and one institution for each kind of bed with its desk and its nurse."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.now = NOW - timedelta(days=150)
        make_place("310106013")
        self.coordinator = journey.sign_in(Role.COORDINATOR)
        make_duty("COORDINATOR", self.coordinator.account)
        self.home = self._institution("CARE_INSTITUTION", 2)
        self.provider = self._institution("HOME_CARE_PROVIDER", 2)
        self.centre = self._institution("CHC", 2)
        self.hospital = self._institution("HOSPITAL", 2)
        make_capability(self.hospital, "ED")
        self.hospice = self._institution("HOSPICE", 1)
        self.staff: dict[tuple[str, int], SignedIn] = {}

    @staticmethod
    def _institution(kind: str, beds: int) -> Institution:
        institution = make_institution(kind, highest_care_level=4)
        for _ in range(beds):
            make_bed(institution)
        return institution

    def later(self, **delta: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**delta)
        return self.now

    def desk(self, institution: Institution) -> SignedIn:
        """Return the browser of an institution's desk."""
        of_care = institution.kind in ("CARE_INSTITUTION", "HOME_CARE_PROVIDER")
        return self._staff(Role.CARE_DESK if of_care else Role.HOSPITAL_DESK, institution)

    def nurse(self, institution: Institution) -> SignedIn:
        """Return the phone of an institution's nurse."""
        return self._staff(Role.NURSE, institution)

    def _staff(self, role: str, institution: Institution) -> SignedIn:
        key = (role, institution.pk)
        if key not in self.staff:
            self.staff[key] = self.journey.sign_in(role, institution=institution)
        return self.staff[key]

    def post(self, client: SignedIn, address: str, form: Mapping[str, Any]) -> None:
        """Send a form and go on a minute later; fail unless it was taken."""
        with at(self.now):
            answer = client.post(address, dict(form))
        assert answer.status_code == 302, (address, answer.status_code, answer.content.decode())
        self.later(minutes=1)

    def assess(self, who: Person, name: str, answers: Mapping[str, str]) -> None:
        """Let a nurse of the district's centre fill in a scale on her phone."""
        if not Grant.objects.filter(person=who, grantee_id=self.centre.pk).exists():
            make_grant(who, self.centre, Grant.Scope.SUMMARY)
        when = timezone.localtime(self.now).strftime(MINUTES)
        sheet = {**answers, "assessed_at": when}
        self.post(self.nurse(self.centre), f"/people/{who.pk}/assess/{name}/", sheet)

    def ask(
        self, person: Person, trigger: str, by: SignedIn | None = None, **form: Any
    ) -> Transfer:
        """Ask for a transfer on the page of the person."""
        asked = {"trigger": trigger, "wished_kind": "", "note": "", "spo2_scale": "1"} | form
        self.post(by or self.coordinator, f"/people/{person.pk}/transfer/", asked)
        return Transfer.objects.get(person=person, case__closed_at__isnull=True)

    def step(self, client: SignedIn, transfer: Transfer, step: str, **form: Any) -> None:
        """Take one step of a transfer on its page."""
        self.post(client, f"/transfers/{transfer.case_id}/{step}/", form)
        transfer.refresh_from_db()
        transfer.case.refresh_from_db()

    def evaluate(self, transfer: Transfer, **declared: Any) -> list[str]:
        """Evaluate and return the kinds proposed."""
        self.step(self.coordinator, transfer, "evaluate", **LOOKED_AT | declared)
        return list(transfer.evaluation.result["proposed"])

    def accepted(self, transfer: Transfer, institution: Institution) -> None:
        """Go on from the evaluation to an institution's acceptance."""
        kind = transfer.wanted_kind
        self.step(self.coordinator, transfer, "consent", kind=kind, signer="PERSON")
        self.step(self.coordinator, transfer, "offer")
        self.step(self.desk(institution), transfer, "answer", answer="accept", refusal="")

    def take_in(self, transfer: Transfer, institution: Institution) -> BedClaim:
        """Go on from a reservation to the handover; reserve first where there is none."""
        if transfer.to_claim is None:
            self.step(self.coordinator, transfer, "hold", institution=institution.pk)
        self.step(self.coordinator, transfer, "send")
        self.step(self.coordinator, transfer, "depart")
        desk = self.desk(institution)
        self.step(desk, transfer, "admit")
        self.step(desk, transfer, "reconcile", note="skin intact, medicines checked")
        assert transfer.case.state == "CLOSED"
        return BedClaim.objects.get(pk=transfer.to_claim_id)

    def move(
        self, person: Person, trigger: str, institution: Institution, **declared: Any
    ) -> Transfer:
        """Go the whole planned way from the request to the handover."""
        wished = declared.pop("wished_kind", "")
        transfer = self.ask(person, trigger, wished_kind=wished)
        self.evaluate(transfer, **declared)
        self.accepted(transfer, institution)
        self.take_in(transfer, institution)
        return transfer

    def lives_in_institution(self, person: Person) -> Bed:
        """Bring a person into a bed of the care institution; return the bed."""
        self.assess(person, "GB42195", gb_answers(50))
        transfer = self.move(person, "DEPENDENCE_UP", self.home)
        return transfer.to_claim.bed

    def lives_at_home_with_care(self, person: Person) -> Bed:
        """Open a home elderly care bed for a person; return the bed."""
        self.assess(person, "GB42195", gb_answers(50))
        transfer = self.move(
            person, "CARE_ENV_WORSE", self.provider, wished_kind="HOME_CARE_BED",
            **CARED_FOR_AT_HOME,
        )  # fmt: skip
        return transfer.to_claim.bed


def where(person: Person) -> dict[str, str]:
    """Return the kind of bed of a person on each axis now."""
    open_ones = Presence.objects.filter(person=person, span__endswith__isnull=True)
    return {presence.axis: presence.bed_kind for presence in open_ones}


def holds(person: Person) -> dict[str, str]:
    """Return the active claims of a person by kind of bed."""
    active = BedClaim.objects.filter(person=person, is_active=True)
    return {claim.bed.kind: claim.kind for claim in active}
