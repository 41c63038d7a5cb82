"""The pages of partner nodes in a real browser: accessible, of one language, on a phone too."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.test_pages import found
from tests.exchange.test_sharing import send_to
from tests.exchange.world import Nodes, condition, make_known_person, result, store
from tests.journey import Journey
from tests.world import make_grant
from yiyang.access.models import Role
from yiyang.exchange.services import note_failure
from yiyang.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_officers_and_doctors_read_what_was_exchanged(
    opener: Opener, journey: Journey, tmp_path: Path, language: str
) -> None:
    nodes = Nodes(tmp_path)
    person = make_known_person(nodes)
    Person.objects.filter(pk=person.pk).update(name="X")  # a name is of no language
    make_grant(person, nodes.sender)
    with transaction.atomic():
        store(person, {**condition(), "code": {"text": "I10"}}, result("r1", "GLU"), at=nodes.at)
    nodes.consent(person)
    send_to(nodes, person, "SUMMARY", "RESULTS")
    nodes.deliver()
    send_to(nodes, person, "SUMMARY")
    note_failure(node_id=nodes.pudong.pk, error="ConnectionRefusedError", at=timezone.now())
    officer = journey.sign_in(Role.SECURITY_OFFICER, language=language)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=nodes.sender, language=language)
    pages = (
        (officer, "/officers/nodes/"),
        (officer, "/officers/nodes/new/"),
        (officer, f"/officers/nodes/{nodes.pudong.pk}/"),
        (officer, f"/officers/nodes/{nodes.jingan.pk}/"),
        (doctor, f"/people/{person.pk}/nodes/"),
    )
    faults: list[str] = []
    for width in (PHONE, DESK):
        for number, (client, path) in enumerate(pages):
            page = opener.page(client, width=width, language=language)
            page.goto(f"{opener.address}{path}")
            faults += [f"{width} {path}: {fault}" for fault in found(page, language)]
            if folder := os.environ.get("YIYANG_SHOTS"):
                page.screenshot(
                    path=f"{folder}/nodes-{language}-{width}-{number}.png", full_page=True
                )
    assert faults == []
