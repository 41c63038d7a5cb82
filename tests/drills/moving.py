"""One step of one person through the five-bed network, and whether all rows agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from django.db.models import Count
from django.utils import timezone

from tests.beds.conftest import DIRE
from tests.beds.invariants import check_invariants
from yiyang.access.models import Assignment, Grant, Role
from yiyang.audit.models import Entry
from yiyang.audit.services import Actor
from yiyang.beds import facts, services
from yiyang.beds.models import BedClaim, Offer, Presence, Transfer
from yiyang.beds.services.watching import Condition
from yiyang.cases.models import Case, Event, Task
from yiyang.ledger.models import Act
from yiyang.network.models import Bed
from yiyang.network.services import BedInUse, set_service_state
from yiyang.people.models import Person
from yiyang.rules.placement.returning import Return
from yiyang.rules.placement.terms import Kind, Trigger

READY = Return(0, 48, True, True, True, True)
HOLDING = ("MATCHED", "RECORDS_SENT", "IN_TRANSIT")
Line = dict[str, Any]


def move_on(person_id: int, *, begins: bool) -> Line | None:
    """Do the next step of a person; return what is true for good from now on, None at the end.

    Args:
        begins: go on with a new transfer, or the way back, when nothing is under way.
    """
    person = Person.objects.get(pk=person_id)
    transfer = (
        Transfer.objects.filter(person=person, case__closed_at__isnull=True)
        .select_related("case", "person__place", "to_claim__bed__institution")
        .first()
    )
    if transfer is None and not begins:
        return None
    if transfer is None:
        return _begin(person)
    _STEPS[transfer.case.state](transfer)
    return _true_now(transfer.pk)


def _by() -> Actor:
    duty = Assignment.objects.filter(role=Role.COORDINATOR).order_by("pk")[0]
    return Actor(duty.account_id, duty.pk)


def _begin(person: Person) -> Line:
    _clean_beds()
    stay, now = facts.stay_of(person.pk), timezone.now()
    if stay.medical is not None:
        services.return_home(person=person, facts_known=READY, by=_by(), at=now)
        return {"ended": stay.medical.pk, "person": person.pk}
    red = stay.care is not None
    asked = services.Asked(Trigger.HEALTH_WORSE if red else Trigger.DEPENDENCE_UP, "COORDINATOR")
    made = services.ask_for_transfer(
        person=person, asked=asked, condition=Condition(now, DIRE if red else {}), by=_by(), at=now
    )
    return _true_now(made.pk)


def _clean_beds() -> None:
    """Make every bed that was left free again: a long drill moves more people than there are."""
    for bed in Bed.objects.filter(state=Bed.State.CLEANING):
        with suppress(BedInUse):  # another hand was quicker
            set_service_state(bed_id=bed.pk, state=Bed.State.FREE, by=_by(), at=timezone.now())


def _true_now(transfer_id: int) -> Line:
    """Return the last event of a committed step, and the version of the case."""
    case = Case.objects.get(transfer=transfer_id)
    event = case.events.order_by("-pk").values_list("pk", flat=True)[0]
    return {"case": case.pk, "event": event, "version": case.lock_version}


def _evaluate(transfer: Transfer) -> None:
    looked_at = {"acute_infection": False, "psychiatric_risk": 0}
    services.evaluate_transfer(transfer=transfer, declared=looked_at, by=_by(), at=timezone.now())


def _consent(transfer: Transfer) -> None:
    services.give_consent(
        transfer=transfer, kind=Kind(transfer.wanted_kind), signer="PERSON",
        by=_by(), at=timezone.now(),
    )  # fmt: skip


def _offer_or_hold(transfer: Transfer) -> None:
    now, offers = timezone.now(), transfer.offers
    if (accepted := offers.filter(state=Offer.State.ACCEPTED).first()) is not None:
        where = accepted.institution_id
        services.hold_bed(transfer=transfer, institution_id=where, by=_by(), at=now)
    elif (asked := offers.filter(state=Offer.State.ASKED).first()) is not None:
        services.answer_offer(offer=asked, accepts=True, refusal="", note="", by=_by(), at=now)
    else:
        services.make_offers(transfer=transfer, by=_by(), at=now)


def _admit(transfer: Transfer) -> None:
    where = transfer.to_claim.bed.institution_id
    services.admit(transfer=transfer, institution_id=where, by=_by(), at=timezone.now())


_STEPS: Mapping[str, Callable[[Transfer], object]] = {
    "REQUESTED": _evaluate,
    "EVALUATED": _consent,
    "CONSENTED": _offer_or_hold,
    "MATCHED": lambda t: services.send_records(transfer=t, by=_by(), at=timezone.now()),
    "RECORDS_SENT": lambda t: services.depart(transfer=t, by=_by(), at=timezone.now()),
    "IN_TRANSIT": _admit,
    "ADMITTED": lambda t: services.reconcile(
        transfer=t, handover=None, note="checked", by=_by(), at=timezone.now()
    ),
}  # fmt: skip


def whole(told: Iterable[Line]) -> None:
    """Check that nothing told is lost, nothing is done twice and nothing by half."""
    for line in told:
        if "ended" in line:
            assert not BedClaim.objects.get(pk=line["ended"]).is_active, "a lost return"
        else:
            case = Case.objects.get(pk=line["case"])
            assert case.lock_version >= line["version"], "a lost step"
            assert Event.objects.filter(pk=line["event"], case=case).exists(), "a lost event"
    check_invariants()
    under_way = Transfer.objects.filter(case__closed_at__isnull=True).values("person")
    assert not under_way.annotate(n=Count("pk")).filter(n__gt=1).exists(), "a doubled transfer"
    for transfer in Transfer.objects.select_related("case", "to_claim__bed"):
        _agrees(transfer)
    assert Event.objects.count() == _audited("case."), "an event without its audit row"
    assert Transfer.objects.count() == Entry.objects.filter(action="transfer.request").count()


def _audited(prefix: str) -> int:
    return Entry.objects.filter(action__startswith=prefix, subject_kind="CASE").count()


def _agrees(transfer: Transfer) -> None:
    """The state of the case, the claim, the grants, the offers and the tasks say the same."""
    case, claim = transfer.case, transfer.to_claim
    holds = BedClaim.objects.filter(case=case, kind="HOLD", is_active=True)
    for_transfer = _open_grants("transfer", transfer.pk)
    waiting = set(case.tasks.filter(state=Task.State.OPEN).values_list("code", flat=True))
    if case.state in HOLDING:
        assert [h.pk for h in holds] == [transfer.to_claim_id]
        assert for_transfer == [claim.bed.institution_id]
        assert "ADMIT" in waiting and "MATCH" not in waiting
    else:
        assert not holds.exists() and for_transfer == []
    if case.state not in ("CONSENTED", "REQUESTED", "EVALUATED"):
        assert not transfer.offers.filter(state__in=("ASKED", "PROPOSED")).exists()
    if case.state in ("ADMITTED", "CLOSED"):
        assert claim.kind == "OCCUPY"
        assert Presence.objects.filter(claim=claim).count() == 1
        given = [claim.bed.institution_id] if claim.is_active else []
        assert _open_grants("stay", claim.pk) in (given, [claim.bed.institution_id])
    assert ("RECONCILE" in waiting) == (case.state == "ADMITTED")
    closed = Act.objects.filter(source_kind="transfer", source_id=str(transfer.pk)).count()
    assert closed == (case.state == "CLOSED")
    assert (case.closed_at is not None) == (case.state == "CLOSED")
    # Papers that an emergency put off stay owed when the case is closed.
    assert set(waiting) <= {"COMPLETE_DOCUMENTS"} or case.closed_at is None


def _open_grants(kind: str, key: int) -> list[int]:
    rows = Grant.objects.filter(
        origin_kind=kind, origin_id=key, span__endswith__isnull=True
    )  # fmt: skip
    return list(rows.values_list("grantee_id", flat=True))
