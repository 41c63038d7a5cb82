"""Each role × each topic: what must not be seen is told to nobody, and what may be is."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from tests.clients.world import make_app
from tests.conftest import NOW
from tests.faces.fhir.test_privacy import SECRET, secret
from tests.faces.web.test_doors import reader
from tests.journey import Journey
from tests.subscriptions.world import ENDPOINT, FHIR, Endpoint, subscription
from tests.world import BEGAN, make_grant, make_person
from yiyang.access.models import Assignment, Grant, Role
from yiyang.access.powers import Power, powers_of
from yiyang.clients.facts import asked_of
from yiyang.clients.models import Authorisation
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.faces.jobs.subscriptions import send_waiting
from yiyang.faces.oauth.consented import may_act
from yiyang.people.models import Person
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import OWN, put_drafts
from yiyang.rules.smart import grant_scopes
from yiyang.rules.subscribing.topics import Topic, topics
from yiyang.subscriptions.models import Subscription
from yiyang.subscriptions.services import capture

__all__ = ["secret"]
EVERY = tuple(topic for topic in topics().values() if topic.name.startswith("changed-"))
IN_TURN = 4


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


def change(person: Person, version: int = 3) -> None:
    """Change each resource of a type that has a topic of its own."""
    drafts = []
    for topic in EVERY:
        kind = topic.resource
        text = {"status": "generated", "div": f"<div>{SECRET} {version}</div>"}
        draft = draft_of({"resourceType": kind, "id": f"secret-{kind}"[:64], "text": text}, [])
        draft.patients = [] if kind == "Patient" else ["Patient/secret-Patient"]
        drafts.append(draft)
    put_drafts(drafts, persons={"Patient/secret-Patient": person.pk}, origin=OWN, at=NOW)


def told_to(keys: list[int], person: Person) -> Endpoint:
    """Return what subscriptions are told of changes to somebody's record."""
    endpoint, now = Endpoint(), timezone.now()
    send_waiting(endpoint, now)
    assert endpoint.kinds == ["handshake"] * len(keys)
    change(person)
    for key in keys:
        capture(key=key, at=now, may_act=may_act)
    send_waiting(endpoint, now)
    return endpoint


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_record_that_is_not_open_is_told_to_no_role(
    journey: Journey, secret: Person, role: str
) -> None:
    client = reader(journey, role)
    assignment = client.assignment
    make_grant(secret, assignment.institution or client.account, Grant.Scope.SUMMARY)
    turn = Role.values.index(role) % IN_TURN
    if Power.READ_FHIR not in powers_of(role, BEGAN.date()):
        key = subscribed(assignment, EVERY[0])
        assert send_waiting(Endpoint(), timezone.now()) == (0, 0)
        assert Subscription.objects.get(pk=key).fault == "NOT_ALLOWED"
        return
    keys = [subscribed(assignment, topic) for topic in EVERY[turn::IN_TURN]]
    if Power.SEE_OWN in powers_of(role, BEGAN.date()):
        assert send_waiting(Endpoint(), timezone.now()) == (0, 0)  # nobody consented to the app
        assert {one.fault for one in Subscription.objects.all()} == {"NOT_ALLOWED"}
        return
    endpoint = told_to(keys, secret)
    assert SECRET not in str(endpoint.taken) and "secret-" not in str(endpoint.taken)
    assert endpoint.kinds == ["handshake"] * len(keys)


@pytest.mark.django_db
def test_a_record_that_is_open_is_told(journey: Journey, secret: Person) -> None:
    """So that the test above cannot pass by telling nothing at all."""
    client = reader(journey, Role.FAMILY_DOCTOR)
    make_grant(secret, client.assignment.institution)
    keys = [subscribed(client.assignment, topic) for topic in EVERY]
    endpoint = told_to(keys, secret)
    assert str(endpoint.taken).count(SECRET) == len(EVERY)


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
    key, endpoint, now = subscribed(client.assignment, EVERY[0]), Endpoint(), timezone.now()
    send_waiting(endpoint, now)
    change(secret)
    capture(key=key, at=now, may_act=may_act)
    grant.delete()
    send_waiting(endpoint, now)
    assert endpoint.numbers == [1] and endpoint.names == [""]
    assert SECRET not in str(endpoint.taken)
