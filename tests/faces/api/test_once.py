"""Writes under a key, pages by key, and faults: what every route of the JSON API does alike."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.faces.api.calling import Caller, system_of
from tests.world import make_bed, make_institution
from yiyang.audit.models import Entry
from yiyang.postbox.models import Incoming

pytestmark = pytest.mark.django_db
KEY = UUID("11111111-1111-4111-8111-111111111111")


def changes() -> int:
    return Entry.objects.filter(action__contains="service_state").count()


def test_a_write_sent_twice_under_its_key_is_done_once_and_answered_alike() -> None:
    home = make_institution()
    bed = make_bed(home)
    who = system_of(home)
    first = who.post(f"/beds/{bed.pk}/state", {"state": "CLEANING"}, KEY)
    bed.refresh_from_db()
    since = bed.state_since
    who.post(f"/beds/{bed.pk}/state", {"state": "FREE"})
    again = who.post(f"/beds/{bed.pk}/state", {"state": "CLEANING"}, KEY)
    assert (first.status_code, first.content) == (again.status_code, again.content)
    bed.refresh_from_db()
    assert bed.state == "FREE" and bed.state_since > since, "the second one did nothing"
    assert changes() == 2


def test_a_key_used_for_something_else_is_refused() -> None:
    home = make_institution()
    one, two = make_bed(home), make_bed(home)
    who = system_of(home)
    who.post(f"/beds/{one.pk}/state", {"state": "CLEANING"}, KEY)
    answer = who.post(f"/beds/{two.pk}/state", {"state": "CLEANING"}, KEY)
    assert (answer.status_code, answer.json()["code"]) == (409, "MESSAGE_ID_REUSED")
    two.refresh_from_db()
    assert two.state == "FREE"


def test_a_key_is_of_one_client_alone() -> None:
    one, two = make_institution(), make_institution()
    for home in (one, two):
        bed = make_bed(home)
        answer = system_of(home).post(f"/beds/{bed.pk}/state", {"state": "CLEANING"}, KEY)
        assert answer.json()["key"] == bed.pk


def test_a_refused_write_keeps_nothing_and_its_key_may_be_sent_again() -> None:
    home = make_institution()
    bed = make_bed(home, state="OCCUPIED")
    who = system_of(home)
    assert who.post(f"/beds/{bed.pk}/state", {"state": "CLEANING"}, KEY).status_code == 409
    assert not Incoming.objects.exists()
    bed.state = "FREE"
    bed.save()
    assert who.post(f"/beds/{bed.pk}/state", {"state": "CLEANING"}, KEY).status_code == 200


@pytest.mark.parametrize("key", ["", "1", "not-a-uuid"])
def test_a_write_without_a_good_key_is_not_done(key: str) -> None:
    home = make_institution()
    bed = make_bed(home)
    answer = system_of(home).post(f"/beds/{bed.pk}/state", {"state": "CLEANING"}, key)
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["findings"][0]["where"]
    bed.refresh_from_db()
    assert bed.state == "FREE"


def test_pages_lose_nothing_and_repeat_nothing_while_beds_are_added() -> None:
    home = make_institution()
    before = [make_bed(home).pk for _ in range(5)]
    who = system_of(home)
    seen, after = [], ""
    while True:
        page = who.get("/beds", {"limit": 2, "after": after}).json()
        seen += [bed["key"] for bed in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]
        if len(seen) == 2:
            before.append(make_bed(home).pk)
    assert seen == before


@pytest.mark.parametrize("mark", ["x", "W10", "bnVsbA", "WyJcdTAwMDAiXQ", "WyJ4Il0", "[1]", "秘"])
def test_a_mark_that_no_page_gave_is_refused(mark: str) -> None:
    answer = system_of(make_institution()).get("/beds", {"after": mark})
    assert (answer.status_code, answer.json()["code"]) == (400, "API_NO_SUCH_PAGE")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"[" * 100_000, b'{"state":"\\u0000"}', b"\xff"]
)
def test_a_body_that_cannot_be_read_is_told_so(body: bytes) -> None:
    home = make_institution()
    bed = make_bed(home)
    answer = system_of(home).post(f"/beds/{bed.pk}/state", body)
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_no_fault_repeats_what_was_sent() -> None:
    home = make_institution()
    bed = make_bed(home)
    body = {"state": "张桂英", "不该有的": "310106194205040025"}
    answer = system_of(home).post(f"/beds/{bed.pk}/state", body)
    text = answer.content.decode()
    assert answer.status_code == 422 and len(answer.json()["findings"]) == 2
    assert not any(word in text for word in ("张桂英", "310106194205040025", "不该有的"))


def test_a_method_that_is_not_done_and_an_address_that_is_not_there_are_problems() -> None:
    who = Caller()
    answer = who.browser.delete("/api/v1/public/beds", headers=who.headers)
    assert (answer.status_code, answer.json()["code"]) == (405, "API_NOT_DONE")
    assert "GET" in answer.headers["Allow"]
    for path in ("/api/v2/beds", "/api/v1", "/api/"):
        gone = who.browser.get(path, headers=who.headers)
        assert (gone.status_code, gone.json()["code"]) == (404, "API_NOT_FOUND"), path


def test_a_parameter_that_an_address_does_not_have_is_refused_and_not_left_out() -> None:
    home = make_institution()
    bed = make_bed(home, state="OCCUPIED")
    who = system_of(home)
    assert who.get("/beds", {"state": "FREE"}).json()["items"] == []
    answer = who.get("/beds", {"stat": "FREE"})
    assert (answer.status_code, answer.json()["code"]) == (422, "API_UNKNOWN_PARAMETER")
    assert answer.json()["findings"][0]["where"] == "query"
    assert "after, kind, limit, state" in answer.json()["detail"]
    assert "stat=" not in answer.content.decode()
    for path in ("/public/beds?kind=HOSPITAL_BED", f"/beds/{bed.pk}?limit=1", "/work?state=x"):
        assert who.get(path).status_code == 422, path
    assert who.post(f"/beds/{bed.pk}/state?dry=1", {"state": "FREE"}).status_code == 422
    assert Caller().get("/beds", {"stat": "FREE"}).status_code == 401, "the door comes first"
