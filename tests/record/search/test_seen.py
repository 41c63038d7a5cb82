"""What a reader may see, as a condition of a search."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import NOW
from tests.record.search.people import open_records, patient, person_of, put, reader_at
from tests.world import make_institution
from yiyang.network.models import InstitutionKind
from yiyang.record.selectors.everything import Wanted, everything
from yiyang.record.selectors.search import SearchNotPermitted, match, search


@pytest.mark.django_db
def test_a_token_narrows_what_a_search_finds() -> None:
    put(patient("li", gender="female"))
    centre = make_institution(InstitutionKind.CHC)
    open_records(centre)
    reader = reader_at(centre)
    assert match("Patient", "gender=female", reader, at=NOW) == ["Patient/li"]
    for permits in (frozenset(), frozenset({("Patient", "c")}), frozenset({("Observation", "s")})):
        narrow = replace(reader, permits=permits)
        with pytest.raises(SearchNotPermitted):
            search("Patient", [], narrow, at=NOW)
        with pytest.raises(SearchNotPermitted):
            match("Patient", "gender=female", narrow, at=NOW)
        assert everything(narrow, person_of("li").pk, Wanted(), base="").matches == ""
    searching = replace(reader, permits=frozenset({("Patient", "r"), ("Patient", "s")}))
    assert match("Patient", "gender=female", searching, at=NOW) == ["Patient/li"]
    nobody = replace(searching, person_id=0)
    assert match("Patient", "gender=female", nobody, at=NOW) == []
