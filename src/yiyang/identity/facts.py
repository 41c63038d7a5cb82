"""Rows of people as the model of linkage and the rule of sameness take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yiyang.people.models import Identifier, Person
from yiyang.rules.identity import Compared, equal_or_unknown

RESIDENT_ID = Identifier.System.RESIDENT_ID
KNOWN_SEX = (Person.Sex.MALE, Person.Sex.FEMALE)
Row = Mapping[str, str]


def rows_of(people: Iterable[Person]) -> list[dict[str, str]]:
    """Return people as rows to be compared; what is not known is empty."""
    return [
        {
            "id": str(person.pk),
            "name": person.name,
            "name_key": person.name_key,
            "sex": person.sex if person.sex in KNOWN_SEX else "",
            "born": person.born_on.isoformat() if person.born_on else "",
            "phone": person.phone,
            "address": person.address,
        }
        for person in people
    ]


def with_resident_id() -> frozenset[int]:
    """Return the keys of the people whose resident id is known.

    No two people have the same one, so two of these are never one person.
    """
    found = Identifier.objects.filter(system=RESIDENT_ID).values_list("person_id", flat=True)
    return frozenset(found)


def compared(per_million: int, first: Row, second: Row, numbered: frozenset[int]) -> Compared:
    """Return how two rows compare."""
    both = {int(first["id"]), int(second["id"])} <= numbered
    return Compared(
        per_million,
        same_number=False if both else None,
        same_birth=equal_or_unknown(first["born"], second["born"]),
        same_sex=equal_or_unknown(first["sex"], second["sex"]),
    )
