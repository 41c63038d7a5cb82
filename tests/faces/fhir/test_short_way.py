"""The short way of programs: the same answers, the same guards, the same predicate."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.utils import timezone
from psycopg.types.range import Range

from tests.clients.world import make_system
from tests.conftest import NOW
from tests.faces.fhir.sending import FHIR, pulse
from tests.faces.web.test_doors import reader as browser_of
from tests.journey import Journey
from tests.record.samples import patient
from tests.world import BEGAN, make_grant, make_institution, make_person
from yiyang.access.models import Account, Assignment, Denial, Grant, Role
from yiyang.access.powers import Power, powers_of
from yiyang.access.readers import Reader
from yiyang.audit.models import Entry
from yiyang.audit.services import Actor
from yiyang.audit.sql import rows
from yiyang.clients.models import Authorisation, Client, Token
from yiyang.clients.selectors import token_kept
from yiyang.clients.services.authorising import grant_to_system
from yiyang.faces.fhir import lean
from yiyang.network.models import Institution, Place
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import readable
from yiyang.record.selectors.search.seen import Seen
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import OWN, put_drafts

pytestmark = pytest.mark.django_db
KINDS = ("Patient", "Observation", "Organization", "Task", "AuditEvent")
PATHS = (
    "{observation}",
    "{observation}/_history/1",
    "{observation}/_history",
    "{patient}/$everything",
    "Observation?code=8867-4&date=ge2020-01-01",
    "Observation?nothing-known=1",
    "{patient}/Observation",
    "Observation/no-such-thing",
    "Nonsense/1",
    "Nonsense",
    "metadata",
    "no/such/address/at/all",
    "Observation?date=yesterday",
    "%00",
)


def reads_nothing() -> str:
    """Return a role that does not come through these doors."""
    return next(r for r in Role.values if Power.READ_FHIR not in powers_of(r, NOW.date()))


def bearer(client: Client, scope: str = "system/*.cruds") -> dict[str, str]:
    issued = grant_to_system(client=client, scopes=[scope], at=timezone.now())
    return {"Authorization": f"Bearer {issued.access}"}


@pytest.fixture
def client(db: None) -> Client:
    """A connected system of a hospital, which may see the people it registers."""
    return make_system("system/*.cruds", institution=make_institution())


@pytest.fixture
def names(client: Client) -> dict[str, str]:
    """A patient with a pulse, stored by the system itself."""
    made = {}
    for kind, body in (("patient", patient()), ("observation", None)):
        sent = body or pulse(made["patient"], effectiveDateTime="2025-03-01T08:00:00+08:00")
        kept = Browser().post(
            f"/fhir/{sent['resourceType']}", sent, content_type=FHIR, headers=bearer(client)
        )
        assert kept.status_code == 201, kept.content
        made[kind] = f"{sent['resourceType']}/{kept.json()['id']}"
    return made


def test_both_ways_give_the_same_answers(
    journey: Journey, client: Client, names: dict[str, str]
) -> None:
    """A session of the very same account goes the long way."""
    held = bearer(client)
    session = journey.enter(client.assignment)
    for path in PATHS:
        address = f"/fhir/{path.format(**names)}"
        short = Browser(headers={"Accept-Language": "zh-hans"}).get(address, headers=held)
        long = session.get(address)
        assert short.status_code == long.status_code, path
        assert short.headers["Content-Type"] == long.headers["Content-Type"], path
        if "link" not in short.json():  # the address of a page is sealed anew each time
            assert short.json() == long.json(), path
        else:
            assert short.json().get("entry") == long.json().get("entry"), path
        for name in set(long.headers) - {"Set-Cookie", "Vary", "Content-Length"}:
            if name not in ("ETag", "Last-Modified"):
                assert short.headers[name] == long.headers[name], (path, name)


def test_what_serves_browsers_is_known_by_name() -> None:
    """A guard that is renamed in the settings would otherwise come to stand in the short way."""
    assert set(lean.BROWSERS) < set(settings.MIDDLEWARE)
    assert tuple(settings.MIDDLEWARE[: len(lean.OUTSIDE)]) == lean.OUTSIDE


def test_a_wrong_host_a_foreign_language_and_a_bug_are_answered_on_the_short_way(
    client: Client, names: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = bearer(client)
    forged = Browser().get("/fhir/metadata", headers=held, HTTP_HOST="evil.example")
    assert forged.status_code == 400
    assert forged.json()["resourceType"] == "OperationOutcome"
    english = Browser().get("/fhir/Nonsense", headers=held | {"Accept-Language": "en"})
    chinese = Browser().get("/fhir/Nonsense", headers=held | {"Accept-Language": "zh-hans"})
    assert english.content != chinese.content
    assert english.headers["Content-Language"] == "en"

    def broken(*_: Any) -> None:
        raise RuntimeError("a secret in an error")

    monkeypatch.setattr("yiyang.faces.fhir.reading.check_name", broken)
    bug = Browser(raise_request_exception=False).get(f"/fhir/{names['patient']}", headers=held)
    assert (bug.status_code, b"secret" in bug.content) == (500, False)
    assert bug.json()["issue"][0]["code"] == "exception"


@pytest.mark.parametrize(
    "change",
    [
        lambda c: Token.objects.update(ended_at=NOW),
        lambda c: Token.objects.update(expires_at=NOW),
        lambda c: Authorisation.objects.update(ended_at=NOW),
        lambda c: Client.objects.filter(pk=c.pk).update(disabled_at=NOW),
        lambda c: Account.objects.filter(pk=c.assignment.account_id).update(is_active=False),
        lambda c: Account.objects.filter(pk=c.assignment.account_id).update(session_round=77),
        lambda c: Assignment.objects.filter(pk=c.assignment_id).update(
            span=Range(NOW.replace(year=2020), NOW.replace(year=2021), "[)")
        ),
    ],
)
def test_a_token_that_was_good_a_moment_ago_ends_with_all_it_rests_on(
    client: Client, names: dict[str, str], change: Any
) -> None:
    held = bearer(client)
    address = f"/fhir/{names['observation']}"
    for _ in range(2):
        assert Browser().get(address, headers=held).status_code == 200
    change(client)
    assert Browser().get(address, headers=held).status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        lambda c: Token.objects.update(permits=[["Patient", "r"]]),
        lambda c: Assignment.objects.filter(pk=c.assignment_id).update(role=reads_nothing()),
        lambda c: Grant.objects.all().delete(),
    ],
)
def test_what_a_token_opens_is_never_older_than_its_rows(
    client: Client, names: dict[str, str], change: Any
) -> None:
    held = bearer(client)
    address = f"/fhir/{names['observation']}"
    assert Browser().get(address, headers=held).status_code == 200
    change(client)
    assert Browser().get(address, headers=held).status_code in (403, 404)


def test_who_a_token_speaks_for_is_read_again_when_a_row_of_it_is_written(client: Client) -> None:
    token = bearer(client)["Authorization"].removeprefix("Bearer ")
    first = token_kept(token, timezone.now())
    assert token_kept(token, timezone.now()) is first
    Institution.objects.filter(pk=client.institution_id).update(name_en="Renamed")
    second = token_kept(token, timezone.now())
    assert second.authorisation.assignment.institution.name_en == "Renamed"
    Place.objects.filter(pk=client.institution.place_id).update(name_en="Moved")
    third = token_kept(token, timezone.now())
    assert third is not second
    assert third.authorisation.assignment.institution.place.name_en == "Moved"


@pytest.fixture
def records(db: None) -> list[Person]:
    """People whose records cross: about two, of nobody, deleted, closed in part."""
    people = [make_person() for _ in range(4)]
    names = {f"Patient/p{n}": person.pk for n, person in enumerate(people)}
    drafts = [draft_of({"resourceType": "Patient", "id": name[8:]}, []) for name in names]
    for n in range(4):
        for kind in KINDS[1:]:
            one = draft_of({"resourceType": kind, "id": f"{kind}-{n}"}, [])
            one.patients = [f"Patient/p{n}"] if kind != "Organization" else []
            if kind == "Task":
                one.patients.append(f"Patient/p{(n + 1) % 4}")
            drafts.append(one)
    put_drafts(drafts, persons=names, origin=OWN, at=NOW)
    Resource.objects.filter(fhir_id="Observation-2").update(deleted_at=NOW)
    return people


@pytest.mark.parametrize("role", Role.values)
def test_the_kept_text_of_the_predicate_shows_row_for_row_what_the_predicate_shows(
    journey: Journey, records: list[Person], role: str
) -> None:
    assignment = browser_of(journey, role).assignment
    to = assignment.institution or assignment.account
    for person in records[:3]:
        make_grant(person, to)
    make_grant(records[3], to, Grant.Scope.SUMMARY)
    Denial.objects.create(
        person=records[1],
        categories=["PSY"],
        pattern="Observation-",
        span=Range(BEGAN, None, "[)"),
        origin_kind="test",
        origin_id=1,
    )
    actor = Actor(assignment.account_id, assignment.pk)
    readers = [
        Reader(assignment, actor),
        Reader(assignment, actor, frozenset({("Observation", "r"), ("Task", "s")})),
        Reader(assignment, actor, frozenset()),
        Reader(assignment, actor, frozenset({("*", "r")}), records[0].pk),
    ]
    for one in (*readers, *readers):  # made, and taken from what is kept
        for kind in ("", "Task"):
            seen = Seen(one, kind)
            ever = seen.ever("x")
            found = _keys(f"select x.key from record_resource x where {ever.text}", ever.values)
            assert found == set(readable(one, kind).values_list("key", flat=True))
            now = seen.on("x")
            found = _keys(f"select x.key from record_resource x where {now.text}", now.values)
            standing = readable(one, kind).filter(deleted_at=None)
            assert found == set(standing.values_list("key", flat=True))


def _keys(text: str, values: tuple[Any, ...]) -> set[int]:
    named = {f"v{n}": value for n, value in enumerate(values)}
    return {key for (key,) in rows(text % tuple(f"%({name})s" for name in named), **named)}


def test_a_read_leaves_one_look_and_only_where_something_was_shown(
    client: Client, names: dict[str, str]
) -> None:
    held, address = bearer(client), f"/fhir/{names['observation']}"

    def looks() -> list[tuple[Any, ...]]:
        found = Entry.objects.filter(action="record.read").order_by("pk")
        return list(found.values_list("person_id", "subject_id", "assignment_id"))

    before = looks()
    shown = Browser().get(address, headers=held)
    person = Resource.objects.get(type="Patient").person_id
    assert looks()[len(before) :] == [(person, str(person), client.assignment_id)]
    known = Browser().get(address, headers=held | {"If-None-Match": shown.headers["ETag"]})
    assert known.status_code == 304 and len(looks()) == len(before) + 1
    other = Browser().get(address, headers=held | {"If-None-Match": 'W/"9"'})
    assert other.status_code == 200 and len(looks()) == len(before) + 2
    assert Browser().get("/fhir/Observation/none", headers=held).status_code == 404
    assert Browser().delete(address, headers=held).status_code == 204
    assert Browser().get(address, headers=held).status_code == 410
    assert len(looks()) == len(before) + 2


def test_few_and_many_new_resources_are_stored_alike(
    monkeypatch: pytest.MonkeyPatch, journey: Journey
) -> None:
    """One statement for a few, COPY for many: the same rows, whatever the texts hold."""
    odd = "quote \" back \\ tab\t line\n brace {a,b} null 中文 ' %s"
    sent = pulse(
        "Patient/x",
        value=1.50,
        effectivePeriod={"start": "2025-03-01"},
        identifier=[{"system": "urn:odd", "value": odd}],
        note=[{"text": odd}],
        performer=[{"reference": "Practitioner/1", "display": "NULL"}],
    )
    library = {"resourceType": "Library", "url": "urn:a,b", "name": odd, "title": "", "status": "x"}
    library.pop("title")
    kept = {}
    for way, few in (("few", 8), ("many", 0)):
        monkeypatch.setattr("yiyang.record.services.rows.FEW", few)
        bodies = [{**sent, "id": "a"}, {**library, "id": "b"}]
        drafts = [draft_of(body) for body in bodies]
        put_drafts(drafts, persons={}, origin=OWN, at=NOW)
        kept[way] = [_stored(draft.type, draft.fhir_id) for draft in drafts]
        for table in ("token", "date", "string", "reference", "quantity", "uri", "composite"):
            rows(f"delete from record_{table}")
        Resource.objects.all().delete()
    assert kept["few"] == kept["many"]
    assert any(table for _, tables in kept["few"] for table in tables)


def _stored(kind: str, fhir_id: str) -> tuple[Any, list[Any]]:
    columns = ("type", "version", "body", "digest", "person_id", "also_about", "origin")
    one = Resource.objects.filter(type=kind, fhir_id=fhir_id).values(*columns, "updated_at").get()
    key = Resource.objects.get(type=kind, fhir_id=fhir_id).key
    tables = ("token", "date", "string", "reference", "quantity", "uri", "composite")
    statement = "select to_jsonb(i) - 'resource_id' from record_{} i where resource_id = %(key)s"
    return one, [sorted(map(str, rows(statement.format(table), key=key))) for table in tables]
