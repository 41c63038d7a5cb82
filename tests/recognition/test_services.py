"""Recognising a result, ordering anew, and what is written by each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.projected import differences, resource
from tests.recognition.conftest import Results
from tests.world import BEGAN, make_bed, make_institution, make_person, make_practitioner
from yiyang.audit.models import Entry
from yiyang.beds.models import BedClaim, Presence
from yiyang.decisions.models import Decision
from yiyang.kernel.errors import Refused
from yiyang.ledger.models import Act
from yiyang.ledger.selectors import standing_acts
from yiyang.ledger.services import judge_and_deliver
from yiyang.recognition import services
from yiyang.recognition.errors import (
    CertificateEnded,
    CertificateKnown,
    NoDoctorHere,
    NoResultYet,
    NotOrdered,
    NotRecognisable,
    OrderEnded,
    OrderOpen,
    OrderPersonDied,
    RecognisedToday,
    UnknownItem,
)
from yiyang.recognition.models import Certificate, Order
from yiyang.record.models import Resource
from yiyang.rules.recognition import Setting

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


def written() -> tuple[int, ...]:
    """Return how many rows there are of everything that a decision writes."""
    return tuple(m.objects.count() for m in (Order, Act, Decision, Entry))


def unlike() -> list[str]:
    """Return what of orders and acts is stored otherwise than it would be made."""
    return [name for name in differences() if "/order-" in name or "/act-" in name]


def test_a_recognised_result_is_kept_with_what_the_repeat_would_have_cost(
    results: Results,
) -> None:
    found = results.result()
    order = results.recognise(found)
    assert (order.state, order.avoided_fen, order.was_offered) == ("RECOGNISED", 6500, True)
    assert (order.result_id, order.result_version) == (found.pk, found.version)
    act = standing_acts().get(kind="RESULT_RECOGNISED")
    assert (act.quantity, act.unit, act.item) == (6500, "FEN", "")
    assert (act.source_kind, act.source_id) == ("order", str(order.pk))
    assert act.practitioner == results.doctor
    assert order.decision.rule == "recognition.recognise"
    assert order.decision.facts["earlier"][0]["key"] == found.pk
    entry = Entry.objects.get(action="recognition.recognise")
    assert (entry.person_id, entry.subject_id) == (results.person.pk, str(order.pk))


def test_what_was_recognised_is_no_procedure_that_somebody_did(results: Results) -> None:
    results.recognise(results.result())
    assert not Resource.objects.filter(type="Procedure", deleted_at=None).exists()
    assert not Resource.objects.filter(type="ServiceRequest", deleted_at=None).exists()
    assert unlike() == []


def test_an_item_without_an_earlier_result_is_ordered_without_a_case(results: Results) -> None:
    order = results.order()
    assert (order.state, order.was_offered, order.case) == ("ORDERED", False, "")
    assert order.decision.rule == "recognition.recognise"
    assert not Act.objects.exists()


@pytest.mark.parametrize("case", ["1", "2", "3", "4", "5", "6"])
def test_a_repeat_is_ordered_in_each_of_the_six_cases(results: Results, case: str) -> None:
    results.result()
    order = results.order(case, "  术前复查 ")
    assert (order.case, order.words, order.was_offered) == (case, "术前复查", True)
    (verdict,) = order.decision.result["verdicts"]
    assert verdict["recognised"] is False
    assert verdict["may_be"] is True
    assert verdict["reasons"] == [{"code": "REEXAMINED", "params": {"case": case}}]


@pytest.mark.parametrize(
    ("case", "words", "missing"),
    [
        ("", "", "CASE_NEEDED"),
        ("", "just so", "CASE_NEEDED"),
        ("1", "", "WORDS_NEEDED"),
        ("6", "   ", "WORDS_NEEDED"),
        ("7", "x", "CASE_UNKNOWN"),
    ],
)
def test_a_repeat_without_case_or_words_is_refused_and_writes_nothing(
    results: Results, case: str, words: str, missing: str
) -> None:
    results.result()
    before = written()
    with pytest.raises(NotOrdered) as refused:
        results.order(case, words)
    assert refused.value.message.params == {"missing": missing}
    assert written() == before


def test_an_order_is_a_service_request_with_why_it_was_ordered(results: Results) -> None:
    results.result()
    order = results.order("6", "患者要求")
    shown = resource("ServiceRequest", f"order-{order.pk}")
    assert shown["status"] == "active"
    assert shown["code"]["coding"][0] == {"system": "http://loinc.org", "code": "4548-4"}
    assert shown["code"]["coding"][1] == {"system": "urn:yiyang:examination", "code": "HBA1C"}
    assert shown["requester"]["reference"] == f"Practitioner/practitioner-{results.doctor.pk}"
    assert shown["reasonCode"][0]["coding"][0]["code"] == "6"
    assert shown["reasonCode"][0]["text"] == "患者要求"
    services.cancel_order(order=order, by=results.reader.actor, at=NOW)
    assert resource("ServiceRequest", f"order-{order.pk}")["status"] == "revoked"
    assert unlike() == []


def test_an_item_is_ordered_once_at_a_time_at_one_institution(results: Results) -> None:
    first = results.order()
    before = written()
    with pytest.raises(OrderOpen):
        results.order()
    assert written() == before
    services.cancel_order(order=first, by=results.reader.actor, at=NOW)
    assert results.order().state == "ORDERED"
    with pytest.raises(OrderEnded):
        services.cancel_order(order=first, by=results.reader.actor, at=NOW)


def test_a_result_is_recognised_once_a_day(results: Results) -> None:
    found = results.result()
    results.recognise(found)
    before = written()
    with pytest.raises(RecognisedToday):
        results.recognise(found)
    assert written() == before


def test_ordering_on_the_same_day_takes_the_recognition_back(results: Results) -> None:
    recognised = results.recognise(results.result())
    order = results.order("1")
    recognised.refresh_from_db()
    assert (recognised.state, recognised.avoided_fen) == ("CANCELLED", 0)
    assert not standing_acts().exists()
    assert recognised.act.reversal.reason == "ORDERED_ANEW"
    assert order.state == "ORDERED"
    assert unlike() == []


def test_what_is_ordered_here_is_not_recognised_beside_it(results: Results) -> None:
    found = results.result()
    order = results.order("1")
    before = written()
    with pytest.raises(OrderOpen):
        results.recognise(found)
    assert written() == before
    services.cancel_order(order=order, by=results.reader.actor, at=NOW)
    assert results.recognise(found).state == "RECOGNISED"


def test_who_decides_for_the_same_person_waits(results: Results) -> None:
    with CaptureQueriesContext(connection) as asked:
        results.recognise(results.result())
    locked = [one["sql"] for one in asked if "FOR NO KEY UPDATE" in one["sql"]]
    assert any('FROM "people_person"' in sql for sql in locked)


def test_a_recognised_result_takes_none_of_the_time_of_a_visit(results: Results) -> None:
    results.recognise(results.result())
    visit = judge_and_deliver(
        kind="HOME_VISIT",
        person_id=make_person().pk,
        institution_id=results.centre.pk,
        practitioner_id=results.doctor.pk,
        since=NOW,
        until=NOW + timedelta(hours=1),
        item="",
        source_kind="test",
        source_id="1",
        hospital_stays=(),
        by=results.reader.actor,
        at=NOW + timedelta(hours=1),
    )
    assert (visit.refusals, visit.flags) == ((), ())
    assert visit.act is not None


def test_an_order_ends_by_the_result_that_was_made_since(results: Results) -> None:
    old = results.result(timedelta(days=200))
    order = results.order()
    before = written()
    with pytest.raises(NoResultYet):
        services.finish_order(order=order, reader=results.reader, at=NOW + DAYS)
    assert written() == before
    new = results.result(-timedelta(hours=2), name="new")
    done = services.finish_order(order=order, reader=results.reader, at=NOW + DAYS)
    assert (done.state, done.result_id) == ("DONE", new.pk)
    assert done.result_id != old.pk
    assert resource("ServiceRequest", f"order-{order.pk}")["status"] == "completed"


@pytest.mark.parametrize("status", ["registered", "preliminary", "entered-in-error", "cancelled"])
def test_no_order_ends_by_a_result_that_is_not_finished(results: Results, status: str) -> None:
    order = results.order()
    results.result(-timedelta(hours=2), name="new", status=status)
    before = written()
    with pytest.raises(NoResultYet):
        services.finish_order(order=order, reader=results.reader, at=NOW + DAYS)
    assert written() == before


def test_a_result_of_the_same_day_without_a_time_ends_the_order_unless_it_was_there(
    results: Results,
) -> None:
    day = {"effectiveDateTime": "2026-03-02"}
    results.result(name="before", **day)
    order = results.order("1")
    with pytest.raises(NoResultYet):
        services.finish_order(order=order, reader=results.reader, at=NOW + DAYS)
    new = results.result(name="new", **day)
    done = services.finish_order(order=order, reader=results.reader, at=NOW + DAYS)
    assert (done.state, done.result_id) == ("DONE", new.pk)


def test_no_order_ends_by_a_result_of_tomorrow(results: Results) -> None:
    order = results.order()
    results.result(-2 * DAYS, name="new")
    with pytest.raises(NoResultYet):
        services.finish_order(order=order, reader=results.reader, at=NOW + DAYS)


def test_a_hidden_result_is_neither_offered_nor_recognised(results: Results) -> None:
    stranger = make_person()
    theirs = results.result(person=stranger)
    before = written()
    with pytest.raises(NotRecognisable):
        results.recognise(theirs)
    with pytest.raises(NotRecognisable):
        results.recognise(theirs, person=stranger)
    assert written() == before
    assert results.order(person=stranger).was_offered is False


def test_a_result_of_another_item_is_not_recognised(results: Results) -> None:
    with pytest.raises(NotRecognisable):
        results.recognise(results.result(code="718-7"))


def test_only_a_doctor_who_practises_here_decides(results: Results) -> None:
    found = results.result()
    nurse = make_practitioner(results.centre, "NURSE")
    elsewhere = make_practitioner(make_institution("HOSPITAL"))
    before = written()
    for doctor in (nurse, elsewhere):
        with pytest.raises(NoDoctorHere):
            results.recognise(found, doctor=doctor)
        with pytest.raises(NoDoctorHere):
            results.order("1", doctor=doctor)
    assert written() == before


def test_nothing_is_ordered_of_no_catalogue_or_for_the_dead(results: Results) -> None:
    dead = make_person(died_at=NOW - DAYS)
    before = written()
    with pytest.raises(UnknownItem):
        results.order(item="PALM_READING")
    with pytest.raises(OrderPersonDied):
        results.order(person=dead)
    assert written() == before


def test_in_a_hospital_bed_a_blood_count_counts_one_day_alone(results: Results) -> None:
    results.certify(item="CBC")
    found = results.result(timedelta(hours=25), code="58410-2")
    _into_bed(results)
    before = written()
    with pytest.raises(NotRecognisable):
        results.recognise(found, item="CBC")
    assert written() == before
    order = results.order(item="CBC")
    assert order.setting == Setting.INPATIENT


def _into_bed(results: Results) -> None:
    span = DateTimeTZRange(BEGAN, None)
    claim = BedClaim.objects.create(
        bed=make_bed(results.hospital), person=results.person, kind="OCCUPY", span=span
    )
    Presence.objects.create(
        person=results.person, axis="MEDICAL", bed_kind="HOSPITAL_BED", claim=claim, span=span
    )


def test_quality_control_that_ended_before_the_result_recognises_nothing(
    results: Results,
) -> None:
    control = Certificate.objects.get(kind="CONTROL", institution=results.hospital)
    services.end_certificate(
        certificate=control, on=date(2026, 2, 20), by=results.reader.actor, at=NOW
    )
    with pytest.raises(NotRecognisable):
        results.recognise(results.result())
    assert results.recognise(results.result(timedelta(days=20), name="old")).state == "RECOGNISED"


def test_a_certificate_is_kept_once_for_its_days(results: Results) -> None:
    before = Certificate.objects.count(), Entry.objects.count()
    with pytest.raises(CertificateKnown):
        results.certify(since=date(2026, 1, 1))
    assert (Certificate.objects.count(), Entry.objects.count()) == before
    (mark, _) = results.certify("91350100M000100Y43")
    with pytest.raises(CertificateKnown):
        results.certify("91350100M000100Y43", since=date(2025, 6, 1))
    with pytest.raises(CertificateEnded):
        services.end_certificate(
            certificate=mark, on=date(2025, 1, 1), by=results.reader.actor, at=NOW
        )


def test_an_institution_of_the_network_is_certified_as_such_and_not_by_its_code(
    results: Results,
) -> None:
    """Else a department would certify the institutions of another one."""
    code = "12310106MB0A10013X"
    said = services.Certified(
        "MARK", "HBA1C", date(2025, 1, 1), None, "沪卫医〔2025〕1号", "NATIONAL_HR"
    )
    told = {"certified": said, "by": results.reader.actor, "at": NOW}
    results.hospital.credit_code = code
    results.hospital.save(update_fields=["credit_code"])
    before = Certificate.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as refused:
        services.keep_certificate(holding=services.Holding(credit_code=code), **told)
    assert refused.value.message.params == {"fault": "CERTIFICATE_OF_OURS"}
    assert (Certificate.objects.count(), Entry.objects.count()) == before
    results.hospital.is_elsewhere = True  # of another node: nobody here has it in their network
    results.hospital.save(update_fields=["is_elsewhere"])
    services.keep_certificate(holding=services.Holding(credit_code=code), **told)


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ({"kind": "MEDAL"}, "CERTIFICATE_NO_KIND"),
        ({"item": "PALM_READING"}, "CERTIFICATE_NO_ITEM"),
        ({"region": "MOON_HR"}, "CERTIFICATE_NO_REGION"),
        ({"region": ""}, "CERTIFICATE_NO_REGION"),
        ({"kind": "CONTROL"}, "CERTIFICATE_REGION_OF_CONTROL"),
        ({"until": date(2025, 1, 1)}, "CERTIFICATE_BAD_DAYS"),
        ({"cites": "  "}, "CERTIFICATE_NO_SOURCE"),
        ({"credit_code": "91350100M000100Y44"}, "CERTIFICATE_BAD_CREDIT_CODE"),
        ({"credit_code": ""}, "CERTIFICATE_NO_HOLDER"),
    ],
)
def test_a_certificate_that_is_not_sound_is_refused_and_not_written(
    results: Results, columns: dict[str, object], fault: str
) -> None:
    given = {
        "kind": "MARK", "item": "HBA1C", "since": date(2025, 1, 1), "until": None,
        "cites": "沪卫医〔2025〕1号", "region": "NATIONAL_HR",
    }  # fmt: skip
    credit = str(columns.pop("credit_code", "91350100M000100Y43"))
    before = Certificate.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as refused:
        services.keep_certificate(
            holding=services.Holding(credit_code=credit),
            certified=services.Certified(**(given | columns)),
            by=results.reader.actor,
            at=NOW,
        )
    assert refused.value.message.params == {"fault": fault}
    assert (Certificate.objects.count(), Entry.objects.count()) == before
