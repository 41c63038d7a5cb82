"""What docs/api.md says of the JSON API is so: its table, and every command on it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.utils.http import urlencode

from tests.clients.world import BASE, assertion_of, make_system
from tests.conftest import NOW
from tests.docs.tables import table
from tests.world import make_bed, make_grant, make_institution, make_person
from yiyang.audit.projected import Change
from yiyang.beds.models import Transfer
from yiyang.faces.api.urls import AREAS
from yiyang.record.services.projecting import PERSON, project
from yiyang.rules.smart_areas import AREA_SCOPES

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
COMMANDS = re.findall(r"(?m)^ {4}(curl (?:.*\\\n)*.*)$", PAGE)


def test_the_table_is_the_doors() -> None:
    rows = {row[0].strip("`"): (row[1].strip("`"), row[2]) for row in table("api.md", "Route")}
    doors = {}
    for area in AREAS:
        for place, view in area.router.path_operations.items():
            for one in view.operations:
                door = one.auth_param
                told = (door.scope, ", ".join(door.powers)) if door else ("none", "none")
                doors[f"{one.methods[0]} {place}"] = told
    assert rows == doors


def run(command: str, known: dict[str, str]) -> HttpResponse:
    """Send what a command of the page sends."""
    for name, value in known.items():
        command = command.replace(f"'${name}'", value).replace(f"${name}", value)
    words = iter(shlex.split(command.replace("\\\n", " "))[1:])
    method, headers, body, form, address = "GET", {}, "", [], ""
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words)
        elif word == "--data-urlencode":
            form += parse_qsl(next(words).replace("+", "%2B"), keep_blank_values=True)
        else:
            address = word
    kind = headers.pop("Content-Type", "application/x-www-form-urlencoded")
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    sent: Any = body or urlencode(form)
    return Browser().generic(method, path, sent, content_type=kind, headers=headers)


@pytest.mark.django_db
def test_every_command_works_as_it_stands(settings: Any) -> None:
    settings.BASE_URL = BASE
    home, person = make_institution(), make_person()
    bed, _ = make_bed(home), make_bed(home)
    make_grant(person, home)
    project([Change(PERSON, person.pk, NOW)])
    assertion = assertion_of(make_system(*AREA_SCOPES, institution=home))
    known = {"ASSERTION": assertion, "BASE": BASE, "BED": str(bed.pk), "TOKEN": ""}
    known["PATIENT"] = f"person-{person.pk}"
    assert len(COMMANDS) == 6
    answers = []
    for command in COMMANDS:
        answer = run(command, known)
        assert answer.status_code == 200, (command, answer.content)
        answers.append(answer.json())
        known["TOKEN"] = answers[-1].get("access_token", known["TOKEN"])
    bed.refresh_from_db()
    assert bed.state == "CLEANING" and len(answers[2]["items"]) == 2
    assert answers[5]["items"][0]["key"] == Transfer.objects.get().case_id == answers[4]["key"]
