"""The empty tables that the import page hands out are read back for what they are."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.agreements import importing
from yiyang.network.importing.columns import guess_mapping
from yiyang.network.importing.tables import Table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", importing.KINDS)
def test_every_heading_of_an_empty_table_is_known_again(
    journey: Journey, kind: str, language: str
) -> None:
    desk = journey.sign_in(Role.CIVIL_AFFAIRS, language=language)
    given = desk.get(f"/imports/empty/?kind={kind}").content.decode().removeprefix("\ufeff")
    headings = tuple(given.strip().split(","))
    columns = importing.kind_named(kind, NOW).columns
    assert guess_mapping(columns, headings) == {
        column.name: heading for column, heading in zip(columns, headings, strict=True)
    }
    assert importing.guess_kind(Table(headings, (), "utf-8"), NOW) == kind
    page = desk.get("/imports/").content.decode()
    assert all(f'<th scope="row">{heading}</th>' in page for heading in headings)


@pytest.mark.parametrize("asked", ["", "?kind=wards"])
def test_a_table_that_is_none_of_ours_leads_back_to_the_list(journey: Journey, asked: str) -> None:
    desk = journey.sign_in(Role.CIVIL_AFFAIRS)
    assert desk.get(f"/imports/empty/{asked}").headers["Location"] == "/imports/"
