"""An app acts for a person while they consent, and for nobody by another's word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from tests.clients.world import make_app
from tests.faces.oauth.flow import Visit, post, read, said, words
from tests.faces.oauth.test_apps import make_patient
from tests.journey import Journey, SignedIn
from tests.world import make_grant, make_institution
from yiyang.access.models import Grant, Role
from yiyang.audit.services import PROGRAM
from yiyang.clients.models import Authorisation, Client
from yiyang.consents.models import Consent
from yiyang.consents.services.ending import narrow_consent
from yiyang.people.models import Person, Relative

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(journey: Journey) -> SignedIn:
    """Somebody who may see their own record."""
    person = make_patient("李桂兰", "p1")
    made = journey.sign_in(Role.RESIDENT, person=person)
    make_grant(person, made.account, purpose=Grant.Purpose.SELF)
    return made


def test_what_a_person_allows_an_app_is_a_consent_by_the_rule(
    resident: SignedIn, journey: Journey
) -> None:
    visit = Visit(make_app(), "launch/patient patient/*.rs offline_access")
    visit.tokens(resident)
    first = Consent.objects.get()
    assert (first.state, first.grantee_client) == ("IN_FORCE", visit.app.client.client_id)
    assert (first.signer, first.way, first.scope) == ("PERSON", "APP", "RECORD")
    assert first.decision.rule == "consents.give"
    assert visit.app.client.name_zh in words(
        resident.get(f"/my/people/{first.person_id}/consents/")
    )
    visit.tokens(resident)
    states = Consent.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["REPLACED", "IN_FORCE"]


@pytest.mark.parametrize("way", ["the consent", "the app", "its end", "narrowed"])
def test_an_app_stops_when_the_person_withdraws_their_consent(
    resident: SignedIn, way: str, journey: Journey
) -> None:
    visit = Visit(make_app(proof=Client.Proof.SECRET), "launch/patient patient/*.rs offline_access")
    got = visit.tokens(resident)
    other = Visit(make_app(), visit.scope)
    others = other.tokens(resident)
    assert read(got["access_token"]).status_code == 200
    asked = {"token": got["access_token"]}
    assert post(visit.app, asked, "/oauth/introspect").json()["active"]
    consent = Consent.objects.get(grantee_client=visit.app.client.client_id)
    now = timezone.now()
    if way == "the consent":
        assert resident.post(f"/my/consents/{consent.pk}/withdraw/").status_code == 302
        assert visit.app.client.name_zh not in words(resident.get("/apps/"))
    elif way == "the app":
        allowed = Authorisation.objects.get(client=visit.app.client)
        assert resident.post(f"/apps/{allowed.pk}/withdraw/").status_code == 302
        consent.refresh_from_db()
        assert consent.state == "WITHDRAWN"
    elif way == "its end":
        consent.span = DateTimeTZRange(consent.span.lower, now)
        consent.save()
    else:
        narrow_consent(
            consent_id=consent.pk, scope="SUMMARY", until=now + timedelta(days=1),
            by=PROGRAM, at=now,
        )  # fmt: skip
    assert read(got["access_token"]).status_code == 401
    assert visit.refresh(got["refresh_token"]).status_code == 400
    assert post(visit.app, asked, "/oauth/introspect").json() == {"active": False}
    assert read(others["access_token"]).status_code == 200


def test_who_does_not_speak_for_a_person_opens_their_record_to_no_app(journey: Journey) -> None:
    person = make_patient("李桂兰", "p1")
    relative = journey.sign_in(Role.RESIDENT)
    make_grant(person, relative.account, purpose=Grant.Purpose.SELF)
    visit = Visit(make_app())
    assert said(visit.answer(relative, person=person.pk))["error"] == "access_denied"
    assert not Authorisation.objects.exists()
    assert Consent.objects.get().state == "REFUSED"


def test_who_spoke_for_a_person_once_takes_back_nothing_of_theirs(
    resident: SignedIn, journey: Journey
) -> None:
    relative, person_id = journey.sign_in(Role.RESIDENT), resident.account.person_id
    person = Person.objects.get(pk=person_id)
    make_grant(person, relative.account, purpose=Grant.Purpose.SELF)
    right = Relative.objects.create(
        person=person, name="李娟", relation="CHILD", is_representative=True,
        account=relative.account,
    )  # fmt: skip
    visit = Visit(make_app())
    assert "code" in said(visit.answer(relative, person=person_id))
    theirs = Authorisation.objects.get()
    right.is_representative = False
    right.save()
    token = visit.tokens(resident)["access_token"]
    assert relative.post(f"/apps/{theirs.pk}/withdraw/").status_code == 302
    theirs.refresh_from_db()
    assert theirs.ended_at is not None
    assert read(token).status_code == 200
    assert Consent.objects.get(state="IN_FORCE").signer == "PERSON"


def test_an_app_of_a_person_reads_nobody_elses_record_though_its_user_may(
    resident: SignedIn, journey: Journey
) -> None:
    mother = make_patient("王秀英", "p2")
    make_grant(mother, resident.account, purpose=Grant.Purpose.SELF)
    assert resident.get("/fhir/Patient/p2").status_code == 200
    token = Visit(make_app(), "user/*.rs").tokens(resident)["access_token"]
    assert read(token).status_code == 200
    assert read(token, "/fhir/Patient/p2").status_code == 404


def test_an_app_of_staff_needs_no_consent_of_the_person(journey: Journey) -> None:
    centre, patient = make_institution("CHC"), make_patient("李桂兰", "p1")
    make_grant(patient, centre)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    token = Visit(make_app()).tokens(doctor, person=patient.pk)["access_token"]
    assert read(token).status_code == 200
    assert not Consent.objects.exists()
