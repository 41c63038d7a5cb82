"""The table of ``docs/fhir-map.md`` is what the program registers."""

from __future__ import annotations

import pytest

from tests.docs.tables import table
from yiyang.audit.projected import projectors, standing


def rows() -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in table("fhir-map.md", "Row")}


def test_every_row_that_is_shown_stands_in_the_table_with_its_resources() -> None:
    told = {name: tuple(cells[0].split(", ")) for name, cells in rows().items()}
    shown = {kind: projector.types for kind, projector in projectors().items()}
    content = {
        name: tuple({one["resourceType"] for _, one in make()}) for name, make in standing().items()
    }
    assert told == shown | content


@pytest.mark.parametrize("kind", sorted(projectors()))
def test_what_is_of_a_person_says_so(kind: str) -> None:
    is_of_person = "null::bigint as person" not in projectors()[kind].statement
    assert rows()[kind][1] == ("yes" if is_of_person else "no")
