"""Each role × each topic: what must not be seen is told to nobody, and what may be is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import pytest
from django.utils import timezone

from tests.clients.world import make_app
from tests.conftest import NOW
from tests.faces.fhir.sending import Sender
from tests.faces.fhir.test_privacy import CASES, FEW, OTHERS, SECRET, Hiding, named, secret
from tests.faces.web.test_doors import reader
from tests.journey import Journey
from tests.subscriptions.world import ENDPOINT, FHIR, Endpoint, subscription
from tests.world import BEGAN, make_grant, make_person
from yiyang.access.models import Assignment, Role
from yiyang.access.powers import Power, powers_of
from yiyang.clients.facts import asked_of
from yiyang.clients.models import Authorisation
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.faces.jobs.subscriptions import send_waiting
from yiyang.faces.oauth.consented import may_act
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import OWN, put_drafts
from yiyang.rules.smart import grant_scopes
from yiyang.rules.subscribing.topics import Topic, topics
from yiyang.subscriptions.models import Subscription
from yiyang.subscriptions.services import capture

__all__ = ["secret"]
EVERY = tuple(topics().values())
IN_TURN = 4
CODED = {"system": "http://hl7.org/fhir/CodeSystem/task-code", "code": "fulfill"}
# What meets the topics that ask for more than a type; Encounters go through all of theirs.
STATES = ("planned", "in-progress", "finished")
STATE = {"system": "urn:yiyang:transfer-state", "code": "OPEN"}
TELLING = {
    "ServiceRequest": {"category": [{"coding": [STATE]}]},
    "Task": {"code": {"coding": [CODED]}},
    "DiagnosticReport": {"status": "final"},
}
ONCE = {"admission", "discharge", "bed-reserved"}


def subscribed(assignment: Assignment, topic: Topic, *, person_id: int | None = None) -> int:
    """Return the key of a subscription of an app that may stay, under a role."""
    app = make_app().client
    now = timezone.now()
    asked = asked_of(app, assignment, ["user/*.rs"])
    decided = decide(
        grant_scopes,
        asked,
        reading=read_book(now.date()),
        subject=Subject("client", app.pk),
        at=now,
    )
    allowed = Authorisation.objects.create(
        client=app,
        assignment=assignment,
        session_round=assignment.account.session_round,
        person_id=person_id,
        one_person=person_id is not None,
        scopes=["user/*.rs", "offline_access"],
        decision=decided.decision,
        made_at=now,
    )
    made = Subscription.objects.create(
        client=app,
        authorisation=allowed,
        assignment=assignment,
        permits=[["*", "r"]],
        person_id=person_id,
        topic=topic.address,
        body=json.dumps({**subscription(topic.name), "id": "s", "meta": {}}),
        base="https://node.test/fhir",
        endpoint=ENDPOINT,
        mime=FHIR,
        content="full-resource",
        timeout=10,
        max_count=50,
        made_at=now,
        updated_at=now,
    )
    return made.pk


def change(person: Person, kinds: Iterable[str], others: Sequence[int] = ()) -> None:
    """Change each resource of some types as often as an Encounter has states.

    Args:
        others: people of whom each of them speaks too, but for the Patient.
    """
    second = {f"Patient/other-{key}": key for key in others}
    for turn, state in enumerate(STATES, start=3):
        drafts = []
        for kind in sorted(set(kinds)):
            said = {"status": state} if kind == "Encounter" else TELLING.get(kind, {})
            text = {"status": "generated", "div": f"<div>{SECRET} {turn}</div>"}
            name = f"secret-{kind}"[:64]
            draft = draft_of({"resourceType": kind, "id": name, "text": text, **said}, [])
            whose = ["Patient/secret-Patient", *second]
            draft.patients = [] if kind == "Patient" else whose
            drafts.append(draft)
        persons = {"Patient/secret-Patient": person.pk, **second}
        put_drafts(drafts, persons=persons, origin=OWN, at=NOW)


def told_to(keys: list[int], person: Person, others: Sequence[int] = ()) -> Endpoint:
    """Return what subscriptions are told of changes to somebody's record."""
    endpoint, now = Endpoint(), timezone.now()
    send_waiting(endpoint, now)
    assert endpoint.kinds == ["handshake"] * len(keys)
    about = Subscription.objects.filter(pk__in=keys).values_list("topic", flat=True)
    change(person, {topics()[topic].resource for topic in about}, others)
    for key in keys:
        capture(key=key, at=now, may_act=may_act)
    send_waiting(endpoint, now)
    return endpoint


def told_nothing(
    journey: Journey, person: Person, role: str, why: Hiding, some: Sequence[Topic]
) -> None:
    """Assert that subscriptions under a role hear nothing of a record, not even how much."""
    sender = Sender(reader(journey, role))
    why(person, sender)
    others = Resource.objects.filter(person=person).first().also_about
    if others:  # a Patient speaks of nobody else
        some = [topic for topic in some if topic.resource != "Patient"]
    keys = [subscribed(sender.client.assignment, topic) for topic in some]
    if Power.SEE_OWN in powers_of(role, BEGAN.date()):
        assert send_waiting(Endpoint(), timezone.now()) == (0, 0)  # nobody consented to the app
        assert {one.fault for one in Subscription.objects.all()} == {"NOT_ALLOWED"}
        return
    endpoint = told_to(keys, person, others)
    assert SECRET not in str(endpoint.taken) and "secret-" not in str(endpoint.taken)
    assert endpoint.kinds == ["handshake"] * len(keys)
    assert {one.count for one in Subscription.objects.all()} == {0}


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "why"), FEW, ids=named)
def test_a_record_that_is_not_open_is_told_to_no_role(
    journey: Journey, secret: Person, role: str, why: Hiding
) -> None:
    turn = FEW.index((role, why)) % IN_TURN
    told_nothing(journey, secret, role, why, EVERY[turn::IN_TURN])


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("role", "why"), CASES, ids=named)
def test_of_a_record_that_is_not_open_no_topic_tells(
    journey: Journey, secret: Person, role: str, why: Hiding
) -> None:
    told_nothing(journey, secret, role, why, EVERY)


@pytest.mark.django_db
@pytest.mark.parametrize("role", OTHERS)
def test_a_role_without_this_face_has_no_subscription_that_lasts(
    journey: Journey, secret: Person, role: str
) -> None:
    client = reader(journey, role)
    make_grant(secret, client.assignment.institution or client.account)
    key = subscribed(client.assignment, EVERY[0])
    assert send_waiting(Endpoint(), timezone.now()) == (0, 0)
    assert Subscription.objects.get(pk=key).fault == "NOT_ALLOWED"


@pytest.mark.django_db
@pytest.mark.parametrize("turn", range(IN_TURN))
def test_a_record_that_is_open_is_told_by_each_topic(
    journey: Journey, secret: Person, turn: int
) -> None:
    """So that the tests above cannot pass by telling nothing at all."""
    client = reader(journey, Role.FAMILY_DOCTOR)
    make_grant(secret, client.assignment.institution)
    some = EVERY[turn::IN_TURN]
    keys = [subscribed(client.assignment, topic) for topic in some]
    told_to(keys, secret)
    told = [Subscription.objects.get(pk=key).count for key in keys]
    assert told == [1 if topic.name in ONCE else len(STATES) for topic in some]


@pytest.mark.django_db
def test_a_record_that_is_open_is_told(journey: Journey, secret: Person) -> None:
    client = reader(journey, Role.FAMILY_DOCTOR)
    make_grant(secret, client.assignment.institution)
    some = [topic for topic in EVERY if topic.resource in ("Patient", "Observation")]
    endpoint = told_to([subscribed(client.assignment, topic) for topic in some], secret)
    assert str(endpoint.taken).count(SECRET) == len(some) * len(STATES)


@pytest.mark.django_db
def test_a_token_of_another_person_is_told_nothing_of_this_one(
    journey: Journey, secret: Person
) -> None:
    client = reader(journey, Role.FAMILY_DOCTOR)
    make_grant(secret, client.assignment.institution)
    keys = [subscribed(client.assignment, EVERY[0], person_id=make_person().pk)]
    assert SECRET not in str(told_to(keys, secret).taken)


@pytest.mark.django_db
def test_what_was_open_when_noted_and_is_closed_when_sent_is_a_number_alone(
    journey: Journey, secret: Person
) -> None:
    client = reader(journey, Role.FAMILY_DOCTOR)
    grant = make_grant(secret, client.assignment.institution)
    topic = topics()["urn:yiyang:fhir/SubscriptionTopic/changed-Observation"]
    key, endpoint, now = subscribed(client.assignment, topic), Endpoint(), timezone.now()
    send_waiting(endpoint, now)
    change(secret, [topic.resource])
    capture(key=key, at=now, may_act=may_act)
    grant.delete()
    send_waiting(endpoint, now)
    assert endpoint.numbers == [1, 2, 3] and endpoint.names == [""] * 3
    assert SECRET not in str(endpoint.taken)
