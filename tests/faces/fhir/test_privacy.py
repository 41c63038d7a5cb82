"""Each role × each type: what must not be seen is seen by no way of reading, and by no refusal."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.conftest import NOW
from tests.consents.test_categories import SINCE
from tests.faces.fhir.privacy import OPEN, SECRET, Way, kinds, make_secret, secret_of, shown, ways
from tests.faces.fhir.sending import Sender
from tests.faces.web.test_doors import reader
from tests.journey import Journey
from tests.world import actor_of, make_grant, make_person
from yiyang.access.models import Denial, Grant, Role
from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.audit.projected import changed
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.record.models import ExportFile, Resource
from yiyang.record.services.exporting import Wish, start_export, work_export
from yiyang.rules.access import Work, powers_for

SHIPPED = Reading(shipped_book(), NOW.date(), "310106", strict=False)
POWERS = {role: powers_for(Work(role), SHIPPED).powers for role in Role.values}
READERS = [role for role in Role.values if Power.READ_FHIR in POWERS[role]]
OTHERS = sorted(set(Role.values) - set(READERS))
TREATING = [role for role in READERS if Power.SEE_PERSON in POWERS[role]]
# Of all ways one in so many is asked in each case, others in each; the cases of the slow suite
# together ask all, and those of ``make drills`` many times; so it is with what is written to.
FULL = os.environ.get("YIYANG_DRILLS") == "full"
FAST, SLOW, WRITTEN = 151, 5 if FULL else 40, 1 if FULL else 6


Hiding = Callable[[Person, Sender], None]


@pytest.fixture
def secret(db: None) -> Person:
    """Somebody whose record has one resource of every type, found in every way."""
    return make_secret()


def stranger(person: Person, sender: Sender) -> None:
    """Nothing opens the record."""


def summary(person: Person, sender: Sender) -> None:
    """What is open is the widest that is not the whole record."""
    make_grant(person, _home(sender), Grant.Scope.SUMMARY)


def closed(person: Person, sender: Sender) -> None:
    """The record is open, and its person has closed all that speaks of the secret."""
    make_grant(person, _home(sender))
    _close(person)


def of_two(person: Person, sender: Sender) -> None:
    """The record is open, and speaks of somebody else who is not."""
    make_grant(person, _home(sender))
    Resource.objects.filter(person=person).update(also_about=[make_person().pk])


def closed_by_the_other(person: Person, sender: Sender) -> None:
    """Both people are open, and the other one has closed it."""
    other = make_person()
    make_grant(person, _home(sender))
    make_grant(other, _home(sender))
    Resource.objects.filter(person=person).update(also_about=[other.pk])
    _close(other)


def _home(sender: Sender) -> object:
    return sender.client.assignment.institution or sender.client.account


def _close(person: Person) -> None:
    Denial.objects.create(
        person=person, categories=["PSY"], pattern=SECRET, span=SINCE,
        origin_kind="test", origin_id=1,
    )  # fmt: skip


FOR_ALL, FOR_STAFF = (stranger, summary), (closed, of_two, closed_by_the_other)
CASES = [(role, why) for role in READERS for why in FOR_ALL] + [
    (role, why) for role in TREATING for why in FOR_STAFF
]
# Each role and each reason; all reasons for the role with the widest sight.
FEW = [
    (role, why)
    for number, (role, why) in enumerate(CASES)
    if role == Role.CONNECTED_SYSTEM or why is (FOR_ALL + FOR_STAFF)[number % 5]
]


def named(one: object) -> str:
    return str(getattr(one, "__name__", one))


def every_way() -> list[Way]:
    return [way for kind in kinds() for way in ways(kind)]


def some_ways(number: int, share: int) -> list[Way]:
    """Return a share of all ways, another for each number."""
    return every_way()[number % share :: share]


def exported(sender: Sender, types: list[str]) -> str:
    """Return all that an export of some types would take out."""
    assignment = sender.client.assignment
    now = timezone.now()
    wish = Wish(types=types, place="CN")
    export = start_export(wish=wish, reader=Reader(assignment, actor_of(assignment)), at=now)
    while work_export(export_id=export.pk, at=now):
        pass
    return "".join(bytes(file.body).decode() for file in ExportFile.objects.all())


def not_shown(sender: Sender, asked: list[Way]) -> None:
    assert shown(sender, asked) == []
    for path in ("Patient/secret-Patient/$everything", "_history?_count=1000", "Patient/_history"):
        text = sender.get(path).content.decode()
        assert SECRET not in text and "secret-" not in text.replace(path, ""), path
    assert SECRET not in exported(sender, sorted({way.kind for way in asked}))


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "why"), FEW, ids=named)
def test_what_is_not_open_is_seen_by_no_way(
    journey: Journey, secret: Person, role: str, why: Hiding
) -> None:
    sender = Sender(reader(journey, role))
    why(secret, sender)
    not_shown(sender, some_ways(FEW.index((role, why)), FAST))


@pytest.mark.drill
@pytest.mark.django_db
@pytest.mark.parametrize(("role", "why"), CASES, ids=named)
def test_what_is_not_open_is_seen_by_no_way_of_any_type(
    journey: Journey, secret: Person, role: str, why: Hiding
) -> None:
    sender = Sender(reader(journey, role))
    why(secret, sender)
    not_shown(sender, some_ways(CASES.index((role, why)), SLOW))
    if Power.WRITE_FHIR in POWERS[role]:
        refused_alike(sender, kinds()[CASES.index((role, why)) % WRITTEN :: WRITTEN])


@pytest.mark.django_db
@pytest.mark.parametrize("role", OTHERS)
def test_a_role_without_this_face_gets_one_answer(journey: Journey, role: str) -> None:
    sender, person = Sender(reader(journey, role)), make_person()
    make_grant(person, _home(sender))
    changed(NOW, person=person.pk)
    assert Resource.objects.filter(fhir_id=f"person-{person.pk}").exists()
    for path in (f"Patient/person-{person.pk}", "Patient", "_history", "Patient/nobody"):
        assert sender.get(path).status_code == 404


def refused_alike(sender: Sender, some: list[str]) -> None:
    """Assert that no write to what is hidden is told apart from one to what never was."""
    for kind in some:
        name, never = secret_of(kind), f"{kind}/never-was"
        steps = [{"op": "test", "path": "/text/status", "value": "generated"}]
        for one, two in (
            (sender.delete(name), sender.delete(never)),
            (sender.patch(name, steps), sender.patch(never, steps)),
            (sender.delete(f"{kind}?_id={name[len(kind) + 1 :]}"), sender.delete(f"{kind}?_id=x")),
            *(
                tuple(sender.patch(f"{kind}?{asked}", steps) for asked in pair)
                for pair in (
                    (f"_id={name[len(kind) + 1 :]}", "_id=x"),
                    (f"_filter=_id eq {name[len(kind) + 1 :]}", "_filter=_id eq x"),
                )
            ),
        ):
            assert (one.status_code, one.content) == (two.status_code, two.content), name
        fhir_id = name.partition("/")[2]
        said = {"resourceType": kind, "id": fhir_id, "text": {"status": "empty", "div": "<div/>"}}
        assert SECRET not in sender.put(name, said).content.decode()
        stands = Resource.objects.get(type=kind, fhir_id=fhir_id)
        assert (stands.version, stands.deleted_at) == (2, None)


@pytest.mark.django_db
@pytest.mark.parametrize("why", [summary, closed_by_the_other])
@pytest.mark.parametrize("role", [Role.FAMILY_DOCTOR, Role.CONNECTED_SYSTEM])
def test_what_is_hidden_is_refused_like_what_never_was(
    journey: Journey, secret: Person, role: str, why: Hiding
) -> None:
    sender = Sender(reader(journey, role))
    why(secret, sender)
    refused_alike(sender, ["Patient", "Observation", "Consent", "Location", "Bundle"])


def unseen(sender: Sender, asked: list[Way]) -> set[str]:
    """Return by which of some ways the secret does not show."""
    return {way.path for way in asked} - set(shown(sender, asked))


@pytest.mark.django_db
def test_what_is_open_is_seen_by_each_of_these_ways(journey: Journey, secret: Person) -> None:
    """So that the tests above cannot pass by seeing nothing at all."""
    client = reader(journey, Role.FAMILY_DOCTOR)
    make_grant(secret, client.assignment.institution)
    sender, asked = Sender(client), some_ways(0, FAST)
    assert unseen(sender, asked) == set()
    whole = sender.get("Patient/secret-Patient/$everything?_count=5000").content.decode()
    assert whole.count(SECRET) >= len(kinds())
    out = exported(sender, ["Patient", "Observation", "Location"])
    assert out.count(SECRET) == 3 and OPEN in out


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(SLOW))
def test_what_is_open_is_seen_by_each_way_of_each_type(
    journey: Journey, secret: Person, part: int
) -> None:
    client = reader(journey, Role.FAMILY_DOCTOR)
    make_grant(secret, client.assignment.institution)
    assert unseen(Sender(client), some_ways(part, SLOW)) == set()
