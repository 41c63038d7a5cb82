"""Bad input at the doors of the web: answered, never a bug, nothing written."""

from __future__ import annotations

import pytest

from tests.journey import Journey
from tests.world import make_account, make_institution, make_person
from yiyang.access.models import Role
from yiyang.beds.models import Transfer

HUGE = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        f"/transfers/{HUGE}/",
        f"/people/{HUGE}/",
        "/board/places/%00/",
        "/board/places/" + "x" * 5000 + "/",
        "/people/?text=%00",
        "/transfers/1/papers/..%2F..%2Fetc%2Fpasswd/",
        "/board/places/%FF%FE/",
    ],
)
def test_no_address_is_a_bug(journey: Journey, address: str) -> None:
    client = journey.sign_in(Role.COORDINATOR)
    assert client.get(address).status_code in (200, 400, 404)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
        ("multipart/form-data", b"--x"),
        ("application/x-www-form-urlencoded", b"a=" + b"x" * (21 * 1024 * 1024)),
        ("application/x-www-form-urlencoded", b"%FF%FE=%00&trigger=%00"),
        ("application/json", b'{"trigger":'),
        ("", b"\x00" * 100),
    ],
    ids=["torn", "no boundary", "huge", "bytes", "json", "nothing"],
)
def test_no_body_is_a_bug_and_none_writes(
    journey: Journey, caplog: pytest.LogCaptureFixture, content_type: str, body: bytes
) -> None:
    person = make_person()
    client = journey.sign_in(Role.COORDINATOR)
    answer = client.post(f"/people/{person.pk}/transfer/", body, content_type=content_type)
    assert answer.status_code in (400, 403, 413)
    assert not [line for line in caplog.records if line.name == "yiyang.bugs"]
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("value", ["\x00", HUGE, "-1", "NaN", "1e999", "x" * 70_000, "<b>", "２"])
def test_no_field_is_a_bug_and_none_writes(journey: Journey, value: str) -> None:
    person = make_person()
    client = journey.sign_in(Role.COORDINATOR)
    form = {"trigger": value, "wished_kind": value, "note": value, "pulse": value, "spo2": value}
    answer = client.post(f"/people/{person.pk}/transfer/", form)
    assert answer.status_code == 400
    assert not Transfer.objects.exists()


def test_an_account_without_a_password_has_none_to_change(journey: Journey) -> None:
    client = journey.sign_in(Role.NURSE, account=make_account())
    client.account.set_unusable_password()
    client.account.save()
    client.force_login(client.account)
    assert client.get("/accounts/password/").status_code == 404


@pytest.mark.django_db
def test_a_posted_nul_is_bad_input_where_no_form_takes_the_field(journey: Journey) -> None:
    desk = journey.sign_in(Role.CENTRE_DESK, institution=make_institution("CHC"))
    assert desk.post("/bills/", {"text": "a\x00b"}).status_code == 400
