"""One person with two records, from the finding to one lifelong record, and back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.journey import Journey
from tests.world import make_person, make_place
from yiyang.access.models import Role
from yiyang.identity.models import Candidate, Merge
from yiyang.people.models import Person


@pytest.mark.clause("HZ-14", "identity.same_person")
def test_two_records_of_one_person_are_found_looked_at_and_read_as_one(journey: Journey) -> None:
    known = {"born_on": date(1940, 3, 15), "phone": "13800000001", "address": "江宁路 100 弄 3 号"}
    first = make_person("李秀英", **known)
    second = make_person("李秀瑛", **known)
    make_person("王建国", born_on=date(1951, 7, 1), sex="1", phone="13900000002")
    found = journey.command("link", "--people", "--json")
    assert (found.exit_code, found.json) == (0, {"found": 1}), found.err
    assert journey.command("link", "--people", "--json").json == {"found": 0}
    journey.decision_of("identity.same_person", person=first)

    desk = journey.sign_in(Role.COORDINATOR, place=make_place("310106"), language="en")
    assert "李秀瑛" in desk.get("/identity/").content.decode()
    pair = Candidate.objects.get()
    page = desk.get(f"/identity/{pair.pk}/").content.decode()
    assert "13800000001" in page and "equal" in page
    desk.post(f"/identity/{pair.pk}/", {"verdict": str(first.pk), "reason": "called the family"})
    assert Person.objects.get(pk=second.pk).merged_into_id == first.pk
    listed = desk.get("/people/?q=李秀").content.decode()
    assert "李秀英" in listed and "李秀瑛" not in listed

    merge = Merge.objects.get()
    desk.post(f"/identity/merges/{merge.pk}/part/", {"reason": "two sisters"})
    assert Person.objects.get(pk=second.pk).merged_into_id is None
    assert Candidate.objects.get().state == "APART"
    assert journey.command("link", "--people", "--json").json == {"found": 0}
