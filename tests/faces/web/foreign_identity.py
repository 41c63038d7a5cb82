"""Pairs of people of another district."""

from __future__ import annotations

from tests.conftest import NOW
from tests.identity.pairs import make_candidate
from tests.world import make_person, make_place
from yiyang.identity.models import Merge


def candidate() -> dict[str, object]:
    elsewhere = make_place("310115001")
    return {"pk": make_candidate(make_person(place=elsewhere), make_person(place=elsewhere)).pk}


def merge() -> dict[str, object]:
    elsewhere = make_place("310115001")
    pair = make_candidate(make_person(place=elsewhere), make_person(place=elsewhere))
    made = Merge.objects.create(
        survivor=pair.first, absorbed=pair.second, candidate=pair, reason="-", merged_at=NOW
    )
    return {"pk": made.pk}
