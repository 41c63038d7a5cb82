"""The desk for identity has pairs to look at: records of one person, made by two hands."""

from __future__ import annotations

import pytest

from yiyang.decisions.models import Decision
from yiyang.demo.district import District
from yiyang.demo.doubles import TWICE
from yiyang.identity.models import Candidate


@pytest.mark.django_db
def test_pairs_of_records_wait_for_somebody_to_look(whole: District) -> None:
    pairs = Candidate.objects.select_related("first", "second", "decision")
    second = {one.second_id: one for one in pairs if not one.second.identifiers.exists()}
    assert len(second) == TWICE
    assert {one.state for one in pairs} == {Candidate.State.OPEN}
    assert all(one.first.name[0] == one.second.name[0] for one in second.values())
    assert Decision.objects.filter(rule="identity.same_person").count() == pairs.count() < 20
