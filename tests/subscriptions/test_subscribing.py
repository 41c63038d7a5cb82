"""Making, changing and ending a subscription: what is taken, what is refused, who sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.faces.fhir.sending import patient, pulse
from tests.faces.fhir.sending import system as browser_of
from tests.journey import Journey
from tests.subscriptions.world import SECRET, Endpoint, System, held, subscription
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.clients.models import Authorisation
from yiyang.clients.services import end_authorisation
from yiyang.faces.jobs.subscriptions import note_events, send_waiting
from yiyang.faces.oauth.consented import may_act
from yiyang.subscriptions.models import Subscription
from yiyang.subscriptions.services import deliver_next

pytestmark = pytest.mark.django_db
HOOK = "https://hospital.example.org/hook"
FAULTS = [
    ({"criteria": "http://nobody.example/topic"}, "SUBSCRIPTION_TOPIC"),
    ({"criteria": "Observation?code=1"}, "SUBSCRIPTION_TOPIC"),
    ({"status": "error"}, "SUBSCRIPTION_STATUS"),
    ({"channel": {"type": "email"}}, "SUBSCRIPTION_CHANNEL"),
    ({"channel": {"endpoint": "http://hospital.example.org/h"}}, "SUBSCRIPTION_ENDPOINT_HTTPS"),
    ({"channel": {"endpoint": "https://10.0.0.7/h"}}, "SUBSCRIPTION_ENDPOINT_CLOSED"),
    ({"channel": {"endpoint": "https://[::ffff:10.0.0.7]/"}}, "SUBSCRIPTION_ENDPOINT_CLOSED"),
    ({"channel": {"endpoint": "https://169.254.169.254/"}}, "SUBSCRIPTION_ENDPOINT_CLOSED"),
    ({"channel": {"endpoint": "https://me:pw@a.example/"}}, "SUBSCRIPTION_ENDPOINT"),
    ({"channel": {"endpoint": "file:///etc/passwd"}}, "SUBSCRIPTION_ENDPOINT"),
    ({"channel": {"endpoint": "https://a.example:99999/"}}, "SUBSCRIPTION_ENDPOINT"),
    ({"channel": {"endpoint": None}}, "SUBSCRIPTION_ENDPOINT"),
    ({"channel": {"payload": "application/fhir+xml"}}, "SUBSCRIPTION_MIME"),
    ({"channel": {"header": ["Host: other.example"]}}, "SUBSCRIPTION_HEADER"),
    ({"channel": {"header": ["A: b\tc"]}}, "SUBSCRIPTION_HEADER"),
    ({"channel": {"header": ["no colon"]}}, "SUBSCRIPTION_HEADER"),
    ({"content": "everything"}, "SUBSCRIPTION_CONTENT"),
    ({"most": 100_000}, "SUBSCRIPTION_NUMBER"),
]
OF_ITS_OWN = ("_state", "id", "public_id")
FILTERS = [
    ("Patient?name=li", "SUBSCRIPTION_FILTER"),
    ("status=final", "SUBSCRIPTION_FILTER"),
    ("Observation?subject:Patient.name=li", "SUBSCRIPTION_FILTER_PLAIN"),
    ("Observation?_has:Provenance:target:agent=1", "SUBSCRIPTION_FILTER_PLAIN"),
    ("Observation?_filter=status eq final or subject.name eq li", "SUBSCRIPTION_FILTER_PLAIN"),
    ("Observation?_filter=not (subject.name eq li)", "SUBSCRIPTION_FILTER_PLAIN"),
    ("Observation?_filter=status gt final", "SEARCH_BAD_OPERATOR"),
    ("Observation?status=final&_sort=date", "SUBSCRIPTION_FILTER_PLAIN"),
    ("Observation?", "SUBSCRIPTION_FILTER_PLAIN"),
    ("Observation?colour=red", "SEARCH_UNKNOWN_PARAMETER"),
    ("Observation?date=never", "SEARCH_BAD_DATE"),
]


@pytest.fixture
def system(db: None) -> System:
    return System()


def codes(answer: Any) -> set[str]:
    return {one["details"]["coding"][0]["code"] for one in answer.json()["issue"]}


@pytest.mark.parametrize(("changed", "code"), FAULTS)
def test_what_is_not_done_is_refused_and_nothing_is_kept(
    system: System, changed: dict[str, Any], code: str
) -> None:
    answer = system.send("POST", "Subscription", subscription(**changed))
    assert answer.status_code == 422, answer.content
    assert code in codes(answer)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(("text", "code"), FILTERS)
def test_a_filter_that_cannot_be_kept_to_is_refused(system: System, text: str, code: str) -> None:
    answer = system.send("POST", "Subscription", subscription("changed-Observation", text))
    assert answer.status_code == 422, answer.content
    assert code in codes(answer)
    assert not Subscription.objects.exists()


def test_what_is_sent_comes_back_but_for_headers_and_state(system: System) -> None:
    """The standard's own example, for a topic of ours."""
    sent = subscription(
        "admission",
        "Encounter?patient=Patient/123",
        contact=[{"system": "email", "value": "it@hospital.example.org"}],
        end="2099-12-31T12:00:00Z",
        meta={"tag": [{"system": "urn:a", "code": "b"}]},
        most=20,
    )
    made = system.send("POST", "Subscription", sent)
    shown = system.get(f"Subscription/{made.json()['id']}").json()
    assert made.json() == shown and made["ETag"] == 'W/"1"'
    meta = shown.pop("meta")
    assert meta["versionId"] == "1" and meta["tag"] == sent.pop("meta")["tag"]
    del sent["channel"]["header"]
    assert {**shown, "id": None} == {**sent, "id": None}


def test_headers_are_shown_to_nobody_and_stand_sealed(system: System) -> None:
    key = system.subscribe()
    answers = [
        system.get(f"Subscription/{key}"),
        system.get("Subscription"),
        system.get(f"Subscription/{key}/$status"),
        system.send("PATCH", f"Subscription/{key}", []),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert "very-secret" not in answer.content.decode() and "header" not in str(answer.json())
    row = Subscription.objects.values().get()
    assert "very-secret" not in str(row) and row["sealed_headers"]


def test_headers_stay_with_their_endpoint_and_go_to_no_other(system: System) -> None:
    key, endpoint = system.subscribe(), Endpoint()
    shown = system.get(f"Subscription/{key}").json()
    for address, headers in ((HOOK, (f"Authorization: {SECRET}",)), (f"{HOOK}/2", ())):
        shown["channel"]["endpoint"] = address
        assert system.send("PUT", f"Subscription/{key}", shown).status_code == 200
        send_waiting(endpoint, timezone.now())
        assert (endpoint.hooks[-1].endpoint, endpoint.hooks[-1].headers) == (address, headers)


def test_a_client_sees_its_own_alone(system: System) -> None:
    key, other = system.subscribe(), System(institution=system.institution)
    path = f"Subscription/{key}"
    for answer in (
        other.get(path),
        other.get(f"{path}/$status"),
        other.get(f"{path}/$events"),
        other.send("PUT", path, {**subscription(), "id": key}),
        other.send("PATCH", path, []),
        other.send("DELETE", path),
    ):
        assert answer.status_code == 404
    assert other.get("Subscription").json()["total"] == 0
    assert other.get("Subscription/$status").json()["total"] == 0
    assert system.get("Subscription").json()["total"] == 1
    for path in ("_history", "?_type=Subscription", "Subscription/_history"):
        assert key not in other.get(path).content.decode()
        assert key not in system.get(path).content.decode()


def test_it_is_found_by_what_is_claimed(system: System) -> None:
    key = system.subscribe()
    for query, total in (
        (f"_id={key}", 1),
        ("status=requested", 1),
        ("status=active", 0),
        (f"url={HOOK}", 1),
        ("type=rest-hook", 1),
        ("criteria=urn:yiyang:fhir/SubscriptionTopic/changed-Observation", 1),
    ):
        assert system.get(f"Subscription?{query}").json()["total"] == total, query
        form = system.browser.post(
            "/fhir/Subscription/_search",
            dict([query.split("=", 1)]),
            headers={"Authorization": f"Bearer {system.token}"},
        )
        assert form.json()["total"] == total, query


def test_another_version_is_not_written_over(system: System) -> None:
    key = system.subscribe()
    changed = {**subscription(), "id": key}
    assert system.send("PUT", f"Subscription/{key}", changed, If_Match='W/"1"').status_code == 200
    assert system.send("PUT", f"Subscription/{key}", changed, If_Match='W/"1"').status_code == 412
    assert system.send("DELETE", f"Subscription/{key}", If_Match='W/"1"').status_code == 412
    assert held(key).version == 2 and held(key).deleted_at is None


def test_what_is_deleted_is_gone_and_is_sent_nothing(system: System) -> None:
    key, endpoint = system.subscribe(), Endpoint()
    assert system.send("DELETE", f"Subscription/{key}").status_code == 204
    assert system.get(f"Subscription/{key}").status_code == 404
    assert send_waiting(endpoint, timezone.now()) == (0, 0)
    assert held(key).sealed_headers == ""


def test_switched_off_by_its_client_it_is_not_asked(system: System) -> None:
    key, endpoint = system.subscribe(status="off"), Endpoint()
    assert send_waiting(endpoint, timezone.now()) == (0, 0)
    assert system.get(f"Subscription/{key}").json()["status"] == "off"


def test_its_end_ends_it(system: System) -> None:
    now = timezone.now()
    end = (now + timedelta(hours=1)).isoformat(timespec="seconds")
    key, endpoint = system.subscribe(end=end), Endpoint()
    send_waiting(endpoint, now)
    note_events(now + timedelta(hours=2))
    assert (held(key).status, held(key).fault) == (Subscription.Status.OFF, "ENDED")


def test_a_client_has_no_more_than_it_may(system: System) -> None:
    key = held(system.subscribe()).pk
    row = Subscription.objects.get(pk=key)
    columns = {name: value for name, value in vars(row).items() if name not in OF_ITS_OWN}
    Subscription.objects.bulk_create(Subscription(**columns) for _ in range(49))
    answer = system.send("POST", "Subscription", subscription())
    assert (answer.status_code, answer["X-Refusal"]) == (429, "TOO_MANY_SUBSCRIPTIONS")
    assert Subscription.objects.count() == 50


def test_somebody_at_a_page_subscribes_to_nothing(journey: Journey) -> None:
    answer = browser_of(journey).post("Subscription", subscription())
    assert (answer.status_code, answer["X-Refusal"]) == (403, "SUBSCRIPTION_NEEDS_CLIENT")
    assert not Subscription.objects.exists()
    doctor = journey.sign_in(Role.SECURITY_OFFICER)
    assert doctor.get("/fhir/Subscription").status_code == 404


def test_a_token_without_the_verb_is_told_so(system: System) -> None:
    key = system.subscribe()
    system.token = system.sign_in("system/Observation.rs")
    assert system.send("POST", "Subscription", subscription()).status_code == 403
    assert system.get(f"Subscription/{key}").status_code == 403
    assert system.get("Subscription").status_code == 403
    assert system.send("DELETE", f"Subscription/{key}").status_code == 403
    system.token = system.sign_in("system/Subscription.rs")
    assert system.get(f"Subscription/{key}").status_code == 200
    assert system.send("POST", "Subscription", subscription()).status_code == 403


def test_it_ends_with_the_authorisation_it_was_made_under(system: System) -> None:
    key, endpoint, now = system.subscribe(), Endpoint(), timezone.now()
    allowed = Authorisation.objects.get(pk=held(key).authorisation_id)
    end_authorisation(key=allowed.pk, reason="REVOKED", by=PROGRAM, at=now)
    assert send_waiting(endpoint, now) == (0, 0)
    assert held(key).fault == "NOT_ALLOWED"


def test_no_subscription_goes_into_the_record_by_another_way(system: System) -> None:
    entry = {
        "resource": subscription(),
        "request": {"method": "POST", "url": "Subscription"},
    }
    whole = {"resourceType": "Bundle", "type": "transaction", "entry": [entry]}
    assert system.send("POST", "", whole).status_code == 405
    assert not Subscription.objects.exists()
    batch = system.send("POST", "", whole | {"type": "batch"}).json()
    assert batch["entry"][0]["response"]["status"] == "201"
    assert Subscription.objects.count() == 1


def test_a_filter_is_asked_of_each_version_as_it_stood(system: System) -> None:
    system.put({**patient(), "id": "li-1"})
    endpoint, now = Endpoint(), timezone.now()
    system.subscribe(
        "changed-Observation", "Observation?status=final", "Observation?value-quantity=gt70"
    )
    send_waiting(endpoint, now)
    for value, status in ((60, "final"), (80, "preliminary"), (81, "final"), (82, "cancelled")):
        system.put({**pulse("Patient/li-1", value, status=status), "id": "pulse-1"})
    note_events(now)
    send_waiting(endpoint, now)
    assert endpoint.numbers == [1]
    found = system.get(
        f"Subscription/{Subscription.objects.get().public_id}/$events?content=full-resource"
    )
    (shown,) = found.json()["entry"][1:]
    assert shown["resource"]["valueQuantity"]["value"] == 81


def test_an_admission_is_told_once_and_a_discharge_too(system: System) -> None:
    system.put({**patient(), "id": "li-1"})
    admissions, discharges, now = Endpoint(), Endpoint(), timezone.now()
    keys = [held(system.subscribe(topic)).pk for topic in ("admission", "discharge")]
    for key in keys:
        deliver_next(key=key, at=now, sender=admissions, may_act=may_act)
    stay = {
        "resourceType": "Encounter",
        "id": "stay-1",
        "class": {"code": "IMP"},
        "subject": {"reference": "Patient/li-1"},
    }
    for status in ("planned", "in-progress", "in-progress", "finished", "finished"):
        system.put({**stay, "status": status, "priority": {"text": str(timezone.now())}})
    note_events(now)
    deliver_next(key=keys[0], at=now, sender=admissions, may_act=may_act)
    deliver_next(key=keys[1], at=now, sender=discharges, may_act=may_act)
    assert admissions.numbers == [1] and discharges.numbers == [1]


NO_MOMENT = ("2027-02-30T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00")


@pytest.mark.parametrize("end", NO_MOMENT)
def test_an_end_that_is_no_moment_or_cannot_be_stored_is_refused(end: str) -> None:
    answer = System().send("POST", "Subscription", subscription(end=end))
    assert answer.status_code == 422
    assert "SUBSCRIPTION_END" in answer.content.decode()
    assert not Subscription.objects.exists()


def test_an_end_with_a_leap_second_is_answered() -> None:
    answer = System().send("POST", "Subscription", subscription(end="2027-01-01T00:00:60Z"))
    assert answer.status_code == 201


@pytest.mark.parametrize("value", ["date=ap0001", "date=ap9999", "_lastUpdated=ap0001"])
def test_about_the_first_year_is_a_filter_and_a_search_as_any_other(value: str) -> None:
    system, now = System(), timezone.now()
    system.put({**patient(), "id": "li-1"})
    key = system.subscribe("changed-Observation", f"Observation?{value}")
    send_waiting(Endpoint(), now)
    system.put({**pulse("Patient/li-1"), "id": "pulse-1"})
    note_events(now)
    assert held(key).count == 0
    assert system.get(f"Observation?{value}").json()["total"] == 0


def test_a_status_that_has_changed_is_shown_to_who_has_the_same_version() -> None:
    system = System()
    key = system.subscribe()
    tag = system.get(f"Subscription/{key}")["ETag"]
    send_waiting(Endpoint(), timezone.now())
    answer = system.get(f"Subscription/{key}", If_None_Match=tag)
    assert (answer.status_code, answer.json()["status"]) == (200, "active")
