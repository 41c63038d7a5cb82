"""Holding and admitting ask the database for little: the way to a bed does not grow unnoticed."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.beds.conftest import District
from yiyang.audit.models import Entry
from yiyang.beds import services
from yiyang.people.models import Person
from yiyang.rules.placement.terms import Kind

# Statements, the savepoint of the test and its end among them.  Two of each read and store what
# is shown as FHIR; one more makes the Patient of a person who has none.
HOLD, ADMIT = 32, 27


def test_holding_and_admitting_stay_within_their_statements(
    district: District, person: Person
) -> None:
    district.assessed(person, "GB42195", "3")
    transfer = district.ask(person, "DEPENDENCE_UP")
    later = district.later
    services.evaluate_transfer(transfer=transfer, declared={}, by=district.by, at=later(minutes=1))
    kind = Kind(transfer.wanted_kind)
    services.give_consent(
        transfer=transfer, kind=kind, signer="PERSON", by=district.by, at=later(minutes=1)
    )
    services.make_offers(transfer=transfer, by=district.by, at=later(minutes=1))
    offer = transfer.offers.get(rank=1)
    desk = district.desk(offer.institution)
    services.answer_offer(
        offer=offer, accepts=True, refusal="", note="", by=desk, at=later(minutes=1)
    )
    where = {"transfer": transfer, "institution_id": offer.institution_id}
    with CaptureQueriesContext(connection) as held:
        services.hold_bed(**where, by=district.by, at=later(minutes=1))
    services.send_records(transfer=transfer, by=district.by, at=later(minutes=1))
    with CaptureQueriesContext(connection) as admitted:
        services.admit(**where, by=desk, at=later(minutes=1))
    assert len(held) <= HOLD, len(held)
    assert len(admitted) <= ADMIT, len(admitted)
    noted = Entry.objects.filter(person_id=person.pk).values_list("action", flat=True)
    assert {"case.hold", "case.admit", "transfer.hold", "transfer.admit", "grant.write"} <= set(
        noted
    )
