"""What a doctor is offered: from the record that they may read, with origin, mark and value."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.recognition.conftest import CREDIT_CODES, LOINC, Results
from tests.world import BEGAN, make_assignment, make_grant, make_institution, make_person
from yiyang.access.models import Denial, Role
from yiyang.recognition import selectors
from yiyang.recognition.selectors import Offer, offer_for
from yiyang.rules.recognition import Setting

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)
ABROAD = "91350100M000100Y43"


def offer(results: Results, item: str = "HBA1C") -> Offer:
    return offer_for(results.reader, results.person.pk, item, results.centre, NOW)


def against(found: Offer) -> list[list[str]]:
    return [[reason.code for reason in one.verdict.reasons] for one in found.others]


def test_offers_a_result_with_institution_mark_date_and_value(results: Results) -> None:
    results.result()
    (one,) = offer(results).offered
    assert one.found.holder.institution == results.hospital
    assert one.verdict.mark == "SHANGHAI_HR"
    assert one.found.result.made_at == NOW - 3 * DAYS
    assert one.found.value == "7 %"


def test_offers_the_newest_first_and_tells_the_others_with_reasons(results: Results) -> None:
    other = make_institution("HOSPITAL")
    newest = results.result(1 * DAYS, name="newest")
    second = results.result(2 * DAYS, name="second")
    results.result(3 * DAYS, name="other", by=other)
    results.result(91 * DAYS, name="old")
    found = offer(results)
    assert [one.found.key for one in found.offered] == [newest.pk, second.pk]
    assert against(found) == [["NO_MARK", "NO_QUALITY_CONTROL"], ["RESULT_TOO_OLD"]]


def test_never_offers_what_the_doctor_may_not_read(results: Results) -> None:
    stranger = make_person()
    results.result(person=stranger)
    asked = offer_for(results.reader, stranger.pk, "HBA1C", results.centre, NOW)
    assert asked.results == ()
    assert asked.asked.earlier == ()


def test_never_offers_a_result_that_speaks_of_a_hidden_person_too(results: Results) -> None:
    hidden = make_person()
    results.result(person=hidden, name="first")
    results.result(focus=[{"reference": f"Patient/person-{hidden.pk}"}])
    assert offer(results).results == ()


def test_never_offers_a_deleted_result(results: Results) -> None:
    row = results.result()
    row.deleted_at = NOW
    row.save(update_fields=["deleted_at"])
    assert offer(results).results == ()


@pytest.mark.parametrize("how", ["identifier", "contained", "organization"])
def test_a_result_from_outside_the_network_is_known_by_its_credit_code(
    results: Results, how: str
) -> None:
    results.certify(ABROAD, region="NATIONAL_HR")
    code = {"system": CREDIT_CODES, "value": ABROAD}
    organization = {"resourceType": "Organization", "name": "外地医院", "identifier": [code]}
    if how == "identifier":
        results.result(by={"identifier": code, "display": "外地医院"})
    elif how == "contained":
        inside = [{"id": "lab", **organization}]
        results.result(by={"reference": "#lab"}, contained=inside)
    else:
        results.store({"id": "far-lab", **organization})
        results.result(by={"reference": "Organization/far-lab", "display": "外地医院"})
    (one,) = offer(results).offered
    assert one.found.holder.institution is None
    assert (one.found.holder.credit_code, one.found.holder.name) == (ABROAD, "外地医院")
    assert one.verdict.mark == "NATIONAL_HR"


def test_a_foreign_result_without_a_mark_is_told_and_not_offered(results: Results) -> None:
    results.result(by={"identifier": {"system": CREDIT_CODES, "value": ABROAD}})
    found = offer(results)
    assert found.offered == ()
    assert against(found) == [["NO_MARK", "NO_QUALITY_CONTROL"]]


def test_a_result_of_nobody_we_know_is_told_and_not_offered(results: Results) -> None:
    results.result(by={"display": "某医院"})
    found = offer(results)
    assert against(found) == [["RESULT_OF_UNKNOWN_MAKER"]]
    assert found.others[0].found.holder.name == "某医院"


def test_the_mark_of_another_institution_recognises_nothing(results: Results) -> None:
    other = make_institution("HOSPITAL")
    results.certify(other, item="LIPIDS")
    results.result(code="24331-1", name="lipids")  # the hospital has a mark of HbA1c alone
    results.result(name="hba1c", by=other)
    assert offer(results, "LIPIDS").offered == ()
    assert offer(results).offered == ()


def test_a_credit_code_of_the_network_is_its_institution(results: Results) -> None:
    results.hospital.credit_code = "12310106MB0A10013X"
    results.hospital.save(update_fields=["credit_code"])
    code = {"system": CREDIT_CODES, "value": "12310106MB0A10013X"}
    results.result(by={"identifier": code})
    (one,) = offer(results).offered
    assert one.found.holder.institution == results.hospital


def test_a_report_shows_the_values_of_its_parts_once_and_no_conclusion(results: Results) -> None:
    results.certify(item="LIPIDS")
    subject = {"reference": f"Patient/person-{results.person.pk}"}
    when = (NOW - DAYS).isoformat()
    made_by = [{"reference": f"Organization/institution-{results.hospital.pk}"}]
    panel = {"coding": [{"system": LOINC, "code": "24331-1"}]}
    results.store(
        {
            "resourceType": "Observation", "id": "chol", "status": "final", "subject": subject,
            "code": {"coding": [{"system": LOINC, "code": "2093-3"}], "text": "总胆固醇"},
            "valueQuantity": {"value": 5, "unit": "mmol/L"}, "effectiveDateTime": when,
        }
    )  # fmt: skip
    results.store(
        {
            "resourceType": "Observation", "id": "whole", "status": "final", "subject": subject,
            "code": panel, "effectiveDateTime": when, "performer": made_by, "valueString": "见各项",
        }
    )  # fmt: skip
    results.store(
        {
            "resourceType": "DiagnosticReport", "id": "lipids", "status": "final",
            "subject": subject, "code": panel, "effectiveDateTime": when, "performer": made_by,
            "result": [{"reference": "Observation/chol"}, {"reference": "Observation/whole"}],
            "conclusion": "高脂血症",
        }
    )  # fmt: skip
    (one,) = offer(results, "LIPIDS").offered
    assert one.found.reference == "DiagnosticReport/lipids"
    assert one.found.value.startswith("总胆固醇 5 mmol/L")
    assert "高脂血症" not in repr(one)


def test_a_code_of_another_system_is_no_result_of_the_item(results: Results) -> None:
    results.store(
        {
            "resourceType": "Observation", "id": "lookalike", "status": "final",
            "subject": {"reference": f"Patient/person-{results.person.pk}"},
            "code": {"coding": [{"system": "urn:elsewhere", "code": "4548-4"}]},
            "effectiveDateTime": (NOW - DAYS).isoformat(),
            "performer": [{"reference": f"Organization/institution-{results.hospital.pk}"}],
        }
    )  # fmt: skip
    assert offer(results).results == ()


def test_a_day_without_a_time_counts_from_its_beginning(results: Results) -> None:
    results.certify(item="FASTING_GLUCOSE")
    results.result(code="14771-0", effectiveDateTime="2026-02-23")  # 7 days and 10 hours ago
    assert against(offer(results, "FASTING_GLUCOSE")) == [["RESULT_TOO_OLD"]]


def test_where_nobody_lies_in_a_hospital_bed_the_setting_is_outpatient(results: Results) -> None:
    assert offer(results).asked.setting is Setting.OUTPATIENT


def test_what_a_person_forbids_to_the_institution_is_not_offered(results: Results) -> None:
    results.result()
    assert len(offer(results).offered) == 1
    Denial.objects.create(
        person=results.person, institution=results.centre, span=DateTimeTZRange(BEGAN, None),
        origin_kind="test", origin_id=0,
    )  # fmt: skip
    assert offer(results).results == ()


def test_to_whom_a_summary_alone_is_open_the_words_of_another_doctor_are_not(
    results: Results,
) -> None:
    order = results.order()
    desk = make_assignment(Role.HOSPITAL_DESK, institution=results.hospital)
    grant = make_grant(results.person, results.hospital, "SUMMARY")
    assert not selectors.orders_for(desk).exists()
    assert selectors.orders_for(results.gp).get() == order
    grant.scope = "RECORD"
    grant.save()
    assert selectors.orders_for(desk).get() == order
