"""What docs/fhir.md shows is so: each example is sent, and answers as it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faces.fhir.sending import system
from tests.journey import Journey

PAGE = Path(__file__).parents[3] / "docs" / "fhir.md"
EXAMPLE = re.compile(r"^curl (?P<words>.*) # (?P<status>\d{3})$", re.MULTILINE)


def examples() -> Iterator[tuple[str, str, dict[str, str], str, int]]:
    """Yield method, path, headers, body and status of each example."""
    for found in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8")):
        words = iter(shlex.split(found["words"]))
        method, path, headers, body = "GET", "", {}, ""
        for word in words:
            if word == "-X":
                method = next(words)
            elif word == "-d":
                body = next(words)
            elif word == "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            else:
                path = word.replace("\\$", "$").replace("$FHIR", "/fhir")
        yield method, path, headers, body, int(found["status"])


@pytest.mark.django_db
def test_every_example_answers_as_it_says(journey: Journey) -> None:
    client = system(journey).client
    sent = 0
    for method, path, headers, body, status in examples():
        headers.pop("Authorization", None)  # the test is signed in
        form = headers.pop("Content-Type", "")
        answer = client.generic(method, path, body, content_type=form, headers=headers)
        assert answer.status_code == status, (method, path, answer.content)
        sent += 1
    assert sent > 12
