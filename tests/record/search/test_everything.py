"""All of some people's records, as far as a reader may see."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.record.search.people import (
    observation,
    open_records,
    patient,
    person_of,
    put,
    reader_at,
)
from tests.world import make_institution
from yiyang.network.models import InstitutionKind
from yiyang.record.selectors.search import everything

HOME = {"resourceType": "Organization", "id": "home", "name": "Home"}
AWAY = {"resourceType": "Organization", "id": "away", "name": "Away"}


@pytest.mark.django_db
def test_everything_is_what_may_be_seen_and_what_it_points_to() -> None:
    put(
        HOME,
        AWAY,
        patient("li", managingOrganization={"reference": "Organization/home"}),
        patient("zhou", managingOrganization={"reference": "Organization/away"}),
        *(observation(f"li-{n}", "li") for n in range(3)),
        observation("zhou-1", "zhou"),
    )
    centre = make_institution(InstitutionKind.CHC)
    open_records(centre, "li")
    reader = reader_at(centre)
    own = ["Observation/li-0", "Observation/li-1", "Observation/li-2", "Patient/li"]
    assert [one.name for one in everything(reader)] == own
    assert [one.name for one in everything(reader, with_directory=True)] == [
        *own,
        "Organization/home",
    ]
    assert [one.name for one in everything(reader, types=["Patient"])] == ["Patient/li"]
    hidden, shown = person_of("zhou").pk, person_of("li").pk
    assert list(everything(reader, [hidden], with_directory=True)) == []
    assert list(everything(reader, [], with_directory=True)) == []
    assert [one.name for one in everything(reader, [shown, hidden])] == own
    assert [one.name for one in everything(reader, since=NOW)] == own
