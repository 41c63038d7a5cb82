"""The list of claims: in pages, as long as it may be."""

from __future__ import annotations

import re

import pytest

from tests.claims.conftest import Insurer
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.faces.web.claims import views

pytestmark = pytest.mark.django_db


def test_no_claim_is_left_out_of_the_list(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE_SIZE", 2)
    insurer = Insurer()
    claims = [insurer.receive(f"H{number}").pk for number in range(5)]
    desk = journey.sign_in(Role.INSURER)
    found: list[int] = []
    address = "/claims/?state=RECEIVED"
    while address:
        page = desk.get(address).content.decode()
        found += [int(pk) for pk in re.findall(r'href="/claims/(\d+)/"', page)]
        following = re.search(r'href="(\?[^"]+)">下一页', page)
        address = f"/claims/{following[1]}".replace("&amp;", "&") if following else ""
    assert found == claims[::-1]
