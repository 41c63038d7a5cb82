"""Key groups in the database: derived once, followed when something changes, never lost."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.record.samples import as_bytes, bundle, elders_bundle, entry, patient
from tests.world import make_person
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.decisions.services import read_book
from yiyang.key_groups import services
from yiyang.key_groups.models import Look, Membership, RegisterEntry
from yiyang.key_groups.selectors import due_for_a_look, groups_of
from yiyang.key_groups.services import EntryEnded, NotDeclared, declare, derive_due, end_entry
from yiyang.people.models import Person
from yiyang.record.services import import_bundle

TODAY = NOW.date()
SOON = NOW + timedelta(minutes=15)


def look(at=NOW) -> int:
    return derive_due(by=PROGRAM, at=at)


def held(person: Person) -> set[tuple[str, str]]:
    rows = Membership.objects.filter(person=person)
    return {(row.group, row.source_kind) for row in rows}


@pytest.mark.django_db
def test_everybody_is_looked_at_once_and_again_only_when_something_changed() -> None:
    elder = make_person(born_on=date(1941, 5, 6), household="LIVING_ALONE")
    make_person("王小明", born_on=date(1990, 5, 6))
    assert look() == 2
    assert held(elder) == {("ELDER", "BIRTH"), ("LIVING_ALONE", "HOUSEHOLD")}
    assert groups_of(elder.pk, TODAY) == {"ELDER", "LIVING_ALONE"}
    decision = Look.objects.get(pk=elder.pk).decision
    assert decision.rule == "key_groups.belongs"
    assert set(Membership.objects.values_list("decision", flat=True)) == {decision.pk}
    rows = Entry.objects.filter(action="key_groups.derive").count()
    assert (look(SOON), Entry.objects.filter(action="key_groups.derive").count()) == (0, rows)


@pytest.mark.django_db
def test_a_diagnosis_that_a_later_import_leaves_out_is_not_lost() -> None:
    import_bundle(body=as_bytes(elders_bundle()), by=PROGRAM, at=NOW)
    person = Person.objects.get()
    declare(
        person_id=person.pk, group="HYPERTENSION", number="G-1", since=date(2020, 1, 1),
        until=None, by=PROGRAM, at=NOW,
    )  # fmt: skip
    before = groups_of(person.pk, TODAY)
    assert "HYPERTENSION" in before
    later = bundle(entry("urn:uuid:5b3f1a52-7f0e-4c57-9d7c-0a1f2d3e4b5c", patient()))
    import_bundle(body=as_bytes(later), by=PROGRAM, at=SOON)
    look(SOON + timedelta(minutes=1))
    assert groups_of(person.pk, TODAY) == before


@pytest.mark.django_db
def test_a_birthday_makes_an_elder_without_anybody_doing_anything() -> None:
    person = make_person(born_on=TODAY.replace(year=TODAY.year - 65) + timedelta(days=2))
    look()
    assert groups_of(person.pk, TODAY) == set()
    assert look(NOW + timedelta(days=1)) == 0
    assert look(NOW + timedelta(days=2)) == 1
    assert groups_of(person.pk, TODAY + timedelta(days=2)) == {"ELDER"}


@pytest.mark.django_db
def test_death_ends_every_group_on_its_day() -> None:
    person = make_person(born_on=date(1941, 5, 6))
    look()
    Person.objects.filter(pk=person.pk).update(died_at=NOW + timedelta(days=3))
    assert look(NOW + timedelta(days=4)) == 1
    assert groups_of(person.pk, TODAY + timedelta(days=2)) == {"ELDER"}
    assert groups_of(person.pk, TODAY + timedelta(days=3)) == set()
    assert look(NOW + timedelta(days=5)) == 0


@pytest.mark.django_db
def test_what_no_register_proves_is_refused_and_nothing_is_written() -> None:
    person = make_person()
    for group, since, until in [
        ("ELDER", TODAY, None),
        ("DISABLED", TODAY, TODAY),
    ]:
        with pytest.raises(NotDeclared):
            declare(
                person_id=person.pk, group=group, number="", since=since, until=until,
                by=PROGRAM, at=NOW,
            )  # fmt: skip
    assert not RegisterEntry.objects.exists()
    assert not Membership.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_ended_entry_ends_its_group_and_ends_once() -> None:
    person = make_person(born_on=None)
    entry = declare(
        person_id=person.pk, group="DISABLED", number="", since=date(2024, 1, 1), until=None,
        by=PROGRAM, at=NOW,
    )  # fmt: skip
    end_entry(entry_id=entry.pk, on=TODAY, by=PROGRAM, at=NOW)
    assert Membership.objects.get().span == DateRange(date(2024, 1, 1), TODAY)
    decisions = Decision.objects.count()
    with pytest.raises(EntryEnded):
        end_entry(entry_id=entry.pk, on=TODAY, by=PROGRAM, at=NOW)
    assert Decision.objects.count() == decisions


@pytest.mark.django_db
def test_the_database_holds_one_membership_of_a_group_at_a_time() -> None:
    person = make_person(born_on=date(1941, 5, 6))
    look()
    row = Membership.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            person=person, group=row.group, span=DateRange(TODAY, None),
            source_kind="BIRTH", decision=row.decision,
        )  # fmt: skip


@pytest.mark.django_db
def test_a_long_list_is_looked_at_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "AT_A_TIME", 2)
    people = [make_person(f"老人{n}", born_on=date(1941, 5, 6)) for n in range(5)]
    assert due_for_a_look(read_book(TODAY), after=0, most=2) == [p.pk for p in people[:2]]
    assert look() == 5
    assert Membership.objects.count() == 5
