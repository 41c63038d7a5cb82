"""What a program of an institution or a district does through the JSON API, end to end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import pytest
from django.utils import timezone

from tests.beds.conftest import DIRE, LOOKED_AT, District
from tests.clients.world import ec_key, public_set
from tests.faces.api.calling import Caller, caller, system_of
from tests.world import make_bed, make_capability, make_grant, make_institution, make_person
from yiyang.access.models import Role
from yiyang.assessments.models import Assessment
from yiyang.audit.models import Entry
from yiyang.audit.projected import Change
from yiyang.audit.services import PROGRAM
from yiyang.beds import services
from yiyang.beds.models import BedClaim, Transfer
from yiyang.claims.models import Claim
from yiyang.exchange.services import Agreed, Partner, add_node
from yiyang.network.models import Institution, InstitutionKind
from yiyang.people.models import Person
from yiyang.people.services import add_identifier
from yiyang.record.services.projecting import PERSON, project
from yiyang.rules.placement.terms import Kind

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def shown(person: Person) -> str:
    """Return the id of a person's Patient, as the record shows them."""
    project([Change(PERSON, person.pk, AT)])
    return f"person-{person.pk}"


def looks(person: Person, what: str) -> int:
    rows = Entry.objects.filter(action="record.read", person_id=person.pk)
    told = [orjson.loads(bytes(row.payload.body)) for row in rows.select_related("payload")]
    return sum(one["what"] == what for one in told)


def test_everybody_reads_the_free_beds() -> None:
    home = make_institution(name_zh="安康养老院")
    make_bed(home, price_fen_per_month=300_000)
    make_bed(home, state="OCCUPIED")
    told = Caller().get("/public/beds")
    assert told.status_code == 200
    mine = next(one for one in told.json()["institutions"] if one["code"] == str(home.pk))
    beds = [{"kind": "INSTITUTION_BED", "capacity": 2, "free": 1}]
    assert mine["name_zh"] == "安康养老院"
    assert [{k: b[k] for k in beds[0]} for b in mine["beds"]] == beds
    assert mine["beds"][0]["cheapest_fen_per_month"] == 300_000


def test_institutions_are_found_by_what_they_can_do() -> None:
    hospital = make_institution(InstitutionKind.HOSPITAL, level=3)
    make_capability(hospital, "STROKE_CENTRE")
    make_institution(InstitutionKind.HOSPITAL)
    who = system_of(make_institution())
    found = who.get("/institutions", {"capability": "STROKE_CENTRE"}).json()
    assert [one["key"] for one in found["items"]] == [hospital.pk] and found["next"] is None
    one = who.get(f"/institutions/{hospital.pk}").json()
    assert (one["capabilities"], one["level"], one["kind"]) == (["STROKE_CENTRE"], 3, "HOSPITAL")
    assert who.get("/institutions/999999").status_code == 404


def test_a_system_puts_beds_of_its_own_institution_out_of_service_and_no_others() -> None:
    home, other = make_institution(), make_institution()
    mine, theirs = make_bed(home), make_bed(other)
    who = system_of(home)
    assert [bed["key"] for bed in who.get("/beds").json()["items"]] == [mine.pk]
    answer = who.post(f"/beds/{mine.pk}/state", {"state": "CLEANING"})
    assert (answer.status_code, answer.json()) == (200, {"key": mine.pk, "state": "CLEANING"})
    assert who.get(f"/beds/{mine.pk}").json()["state"] == "CLEANING"
    foreign = who.post(f"/beds/{theirs.pk}/state", {"state": "CLEANING"})
    assert (foreign.status_code, foreign.json()) == (404, who.get("/no/such").json())
    theirs.refresh_from_db()
    assert theirs.state == "FREE"


def test_a_bed_that_somebody_has_is_refused_with_its_code_in_both_languages() -> None:
    home = make_institution()
    bed = make_bed(home, state="OCCUPIED")
    who = system_of(home)
    english = who.post(f"/beds/{bed.pk}/state", {"state": "FREE"})
    who.headers["Accept-Language"] = "zh-hans"
    chinese = who.post(f"/beds/{bed.pk}/state", {"state": "FREE"})
    for answer in (english, chinese):
        assert answer.status_code == 409
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "BED_IN_USE"
    assert english.json()["detail"] != chinese.json()["detail"]
    assert english.json()["detail"].isascii() and not chinese.json()["detail"].isascii()
    bed.refresh_from_db()
    assert bed.state == "OCCUPIED"


def test_the_board_is_of_the_readers_district() -> None:
    home = make_institution()
    make_bed(home)
    board = system_of(home).get("/board").json()
    assert board["place"] == "310106" and board["kinds"][0]["by_state"]["FREE"] == 1
    assert system_of(home).get("/board", {"place": "310107"}).status_code == 404


def test_a_transfer_goes_from_asking_to_admission_between_two_systems() -> None:
    district = District(at=timezone.now() - timedelta(hours=1))
    person = make_person()
    patient = shown(person)
    make_grant(person, district.home)
    sender, receiver = system_of(district.home), system_of(district.hospital)
    body = {"patient": patient, "trigger": "HEALTH_WORSE", "wished_kind": "HOSPITAL_BED"}
    made = sender.post("/transfers", body)
    assert made.status_code == 200, made.content
    key = made.json()["key"]
    waiting = sender.get("/transfers").json()["items"]
    assert [(one["key"], one["patient"]) for one in waiting] == [(key, patient)]
    assert looks(person, "transfer") == 2, "asked for, and seen in the list"
    assert receiver.get(f"/transfers/{key}").status_code == 404
    transfer = Transfer.objects.get(case_id=key)
    ahead = {"by": district.by, "transfer": transfer}
    services.evaluate_transfer(
        declared=LOOKED_AT | {"referral_reason": "PNEUMONIA"},
        at=district.later(minutes=1),
        **ahead,
    )
    services.give_consent(
        kind=Kind(transfer.wanted_kind), signer="PERSON", at=district.later(minutes=1), **ahead
    )
    services.make_offers(at=district.later(minutes=1), **ahead)
    asked = receiver.get("/offers").json()["items"]
    assert [(one["transfer"], one["state"]) for one in asked] == [(key, "ASKED")]
    answered = receiver.post(f"/transfers/{key}/answer", {"accepts": True})
    assert answered.status_code == 200, answered.content
    services.hold_bed(institution_id=district.hospital.pk, at=district.later(minutes=1), **ahead)
    services.send_records(at=district.later(minutes=1), **ahead)
    services.depart(at=district.later(minutes=1), **ahead)
    one = receiver.get(f"/transfers/{key}").json()
    assert (one["patient"], one["offers"][0]["state"]) == (patient, "ACCEPTED")
    assert looks(person, "transfer") == 3
    stale = receiver.post(f"/transfers/{key}/admit", {"version": one["version"] - 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "CASE_MOVED_ON")
    admitted = receiver.post(f"/transfers/{key}/admit", {"version": one["version"]})
    assert admitted.status_code == 200, admitted.content
    assert BedClaim.objects.get(kind="OCCUPY").bed.institution_id == district.hospital.pk


def test_red_vital_signs_reserve_a_bed_at_once_and_wrong_ones_write_nothing() -> None:
    district = District(at=timezone.now())
    person = make_person()
    patient = shown(person)
    make_grant(person, district.home)
    who = system_of(district.home)
    measured = timezone.now().isoformat()
    body: dict[str, Any] = {"patient": patient, "trigger": "HEALTH_WORSE"}
    wrong = {"measured_at": measured, "values": DIRE | {"pulse": 999}}
    refused = who.post("/transfers", body | {"vitals": wrong})
    assert (refused.status_code, refused.json()["code"]) == (422, "BAD_VITALS")
    assert refused.json()["findings"][0]["where"] == "pulse"
    assert not Transfer.objects.exists()
    made = who.post("/transfers", body | {"vitals": {"measured_at": measured, "values": DIRE}})
    assert made.status_code == 200, made.content
    assert Transfer.objects.get().colour == "RED"
    assert BedClaim.objects.get().kind == "HOLD"


def test_nobody_is_named_who_may_not_be_seen() -> None:
    person = make_person()
    patient = shown(person)
    who = system_of(make_institution())
    nothing = who.get("/no/such").json()
    for answer in (
        who.get("/assessments", {"patient": patient}),
        who.post("/transfers", {"patient": patient, "trigger": "HEALTH_WORSE"}),
        who.post("/transfers", {"patient": "person-0", "trigger": "HEALTH_WORSE"}),
    ):
        assert (answer.status_code, answer.json()) == (404, nothing)
    assert not Transfer.objects.exists() and looks(person, "transfer") == 0


def test_an_instrument_is_scored_without_a_name_and_kept_with_one() -> None:
    home, person = make_institution(), make_person()
    patient = shown(person)
    make_grant(person, home)
    who = system_of(home)
    names = {one["instrument"] for one in who.get("/instruments").json()["items"]}
    assert {"NEWS2", "BARTHEL"} <= names
    sheet = who.get("/instruments/NEWS2").json()["sheet"]
    assert "resp_rate" in {item["id"] for item in sheet["items"]}
    scored = who.post("/instruments/NEWS2/score", {"answers": DIRE}).json()
    assert scored["scores"]["total"] == 18 and scored["findings"] == []
    lacking = who.post("/instruments/NEWS2/score", {"answers": {"pulse": 72}}).json()
    assert lacking["level"] == "" and lacking["findings"]
    assert not Assessment.objects.exists()
    body = {"patient": patient, "instrument": "NEWS2", "answers": DIRE}
    for moment in ("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"):
        far = who.post("/assessments", body | {"assessed_at": moment})
        assert (far.status_code, far.json()["findings"][0]["where"][-11:]) == (422, "assessed_at")
    kept = who.post("/assessments", body | {"assessed_at": timezone.now().isoformat()})
    assert kept.status_code == 200, kept.content
    listed = who.get("/assessments", {"patient": patient}).json()["items"]
    assert [one["key"] for one in listed] == [kept.json()["key"]]
    why = who.get(f"/decisions/{kept.json()['decision']}").json()
    assert why["rule"] == "instruments.score" and why["grounds"]
    assert looks(person, "assessments") == 2 and looks(person, "decision") == 1
    assert who.get("/instruments/NO_SUCH").status_code == 404


def test_a_line_of_the_book_is_told_on_a_day_with_its_authority() -> None:
    who = caller(Role.COORDINATOR)
    told = who.get("/policy/clients.app_token", {"on": "2026-03-02"}).json()
    assert (told["value"], told["unit"], told["mark"]) == ("15", "minute", "proposed")
    assert told["mission"] == "FD-4.4"
    early = who.get("/policy/clients.app_token", {"on": "2001-01-01"})
    assert (early.status_code, early.json()["code"]) == (409, "NOT_IN_FORCE")
    assert who.get("/policy/no.such").status_code == 404


def test_a_measure_is_told_for_a_period_and_told_apart() -> None:
    who = caller(Role.HEALTH_COMMISSION)
    make_person()
    names = [one["measure"] for one in who.get("/measures").json()["items"]]
    assert names == sorted(names) and len(names) > 10
    told = who.get(f"/measures/{names[0]}", {"period": "2026"})
    assert told.status_code == 200 and told.json()["measure"]["measure"] == names[0]
    assert told.json()["total"]["denominator"] >= 0
    for query in ({"period": "soon"}, {"by": "colour"}):
        assert who.get(f"/measures/{names[0]}", query).status_code == 422
    assert who.get("/measures/no.such").status_code == 404


def test_a_system_reads_the_work_of_the_desks_of_its_institution() -> None:
    district = District(at=timezone.now())
    person = make_person()
    patient = shown(person)
    make_grant(person, district.home)
    vitals = {"measured_at": timezone.now().isoformat(), "values": DIRE}
    body = {"patient": patient, "trigger": "HEALTH_WORSE", "vitals": vitals}
    case = system_of(district.home).post("/transfers", body).json()["key"]
    held = BedClaim.objects.get().bed.institution
    work = system_of(held).get("/work").json()
    assert work["open"] == len(work["items"]) >= 1
    assert {one["case"] for one in work["items"]} == {case}
    assert system_of(make_institution()).get("/work").json()["items"] == []


SENT = {
    "source": "R-1",
    "person": {"value": "310106194003150026"},
    "kind": "INPATIENT",
    "begun": "2026-02-15",
    "ended": "2026-02-20",
    "lines": [{"code": "S1", "amount": "37000.00", "catalogue": "A", "on": "2026-02-20"}],
}


def insured(hospital: Institution, number: str = "310106194003150026") -> Person:
    person = make_person(born_on=date(1940, 3, 15))
    add_identifier(person_id=person.pk, system="RESIDENT_ID", value=number, by=PROGRAM, at=AT)
    make_grant(person, hospital)
    return person


def test_a_hospital_sends_a_claim_once_and_reads_how_it_stands() -> None:
    hospital = make_institution(InstitutionKind.HOSPITAL, level=3, designated=True)
    insured(hospital)
    who = system_of(hospital)
    body = SENT | {"institution": hospital.code}
    first, again = who.post("/claims", body), who.post("/claims", body)
    assert first.status_code == 200, first.content
    assert first.json() == again.json() and Claim.objects.count() == 1
    told = who.get(f"/claims/{first.json()['key']}").json()
    assert (told["state"], told["source"], told["fund_fen"]) == ("RECEIVED", "R-1", None)
    other = who.post("/claims", body | {"ended": "2026-02-21"})
    assert (other.status_code, other.json()["code"]) == (409, "CLAIM_TWICE")
    assert system_of(make_institution()).get("/claims").json()["items"] == []


def test_a_claim_of_somebody_insured_elsewhere_says_at_which_node() -> None:
    hospital = make_institution(InstitutionKind.HOSPITAL, level=3, designated=True)
    insured(hospital)
    who, body = system_of(hospital), SENT | {"institution": hospital.code, "through": "310115"}
    refused = who.post("/claims", body)
    assert refused.status_code == 422
    assert [one["code"] for one in refused.json()["findings"]] == ["CLAIM_UNKNOWN_NODE"]
    assert not Claim.objects.exists()
    partner = Partner("H1", "浦东医院", "Pudong Hospital", "HOSPITAL", 3, 121.5, 31.2)
    agreed = Agreed("310115", "浦东", "Pudong", "http://localhost", ("SETTLEMENT",), AT.date())
    keys = public_set(ec_key())
    add_node(agreed=agreed, keys=keys, partner=partner, by=PROGRAM, at=timezone.now())
    assert who.post("/claims", body).status_code == 200
    assert Claim.objects.get().through == "310115"


def test_a_claim_for_who_is_unknown_and_for_who_is_not_theirs_looks_alike() -> None:
    hospital = make_institution(InstitutionKind.HOSPITAL)
    insured(make_institution(InstitutionKind.HOSPITAL))
    who = system_of(hospital)
    body = SENT | {"institution": hospital.code}
    theirs = who.post("/claims", body)
    nobodys = who.post("/claims", body | {"person": {"value": "310106194807220616"}})
    assert theirs.status_code == nobodys.status_code == 422
    assert theirs.json() == nobodys.json()
    assert [one["code"] for one in theirs.json()["findings"]] == ["CLAIM_UNKNOWN_PERSON"]
    assert not Claim.objects.exists()


def test_the_system_officer_reads_how_the_queue_stands() -> None:
    told = caller(Role.SYSTEM_OFFICER).get("/jobs").json()
    assert told["processes"] == 0 and isinstance(told["by_state"], dict)
