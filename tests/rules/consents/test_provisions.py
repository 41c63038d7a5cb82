"""What the IHE PCF example consents permit and deny, asked of the same judge as our own.

The copies carry no description of the intended decision; each line here is the decision that
the name of the example and its provision state.
"""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rules.consents.published import provision_of
from yiyang.rules.consents.provisions import DENY, PERMIT, UNSAID, Ask, answered

DOCTOR, AUTHOR = "Practitioner/ex-practitioner", "Practitioner/ex-author"
VISIT = "Encounter/ex-encounter"
TREAT = Ask("TREAT", DOCTOR)
BASIC = [
    ("basic-ink", TREAT, PERMIT),
    ("basic-ink", Ask("HOPERAT", DOCTOR), PERMIT),
    ("basic-ink", Ask("HMARKT", DOCTOR), UNSAID),
    ("basic-reject", TREAT, DENY),
    ("basic-reject", Ask("HPAYMT"), DENY),
    ("basic-research", Ask("HRESCH", "Organization/ex-org-researcher"), PERMIT),
    ("basic-research", TREAT, UNSAID),
]
INTERMEDIATE = [
    ("intermediate-authoredby", Ask("TREAT", AUTHOR, author=DOCTOR), PERMIT),
    ("intermediate-authoredby", Ask("TREAT", DOCTOR, author=AUTHOR), UNSAID),
    ("intermediate-not-encounter", Ask("TREAT", DOCTOR, encounter=VISIT), DENY),
    ("intermediate-not-encounter", TREAT, PERMIT),
    ("intermediate-timeframe", Ask("TREAT", DOCTOR, day=date(2022, 6, 13)), PERMIT),
    ("intermediate-timeframe", Ask("TREAT", DOCTOR, day=date(2022, 12, 31)), PERMIT),
    ("intermediate-timeframe", Ask("TREAT", DOCTOR, day=date(2023, 1, 1)), UNSAID),
    ("intermediate-timeframe", Ask("TREAT", DOCTOR, day=date(2021, 12, 31)), UNSAID),
    ("intermediate-timeframe", TREAT, UNSAID),
]
PSY = ("R", "PSY")
ADVANCED = [
    ("advanced-normal", TREAT, PERMIT),
    ("advanced-normal", Ask("TREAT", DOCTOR, ("N",)), PERMIT),
    ("advanced-normal", Ask("TREAT", DOCTOR, ("R", "ETHUD")), UNSAID),
    ("advanced-normal-focused-restricted", Ask("TREAT", DOCTOR, ("R", "ETHUD")), PERMIT),
    ("advanced-normal-focused-restricted", Ask("TREAT", AUTHOR, ("R", "ETHUD")), UNSAID),
    ("advanced-normal-focused-restricted", Ask("HRESCH", DOCTOR, ("R",)), UNSAID),
    ("advanced-normal-focused-restricted", Ask("TREAT", AUTHOR, ("N",)), PERMIT),
    ("advanced-normal-focused-psy-or-sdv", Ask("TREAT", DOCTOR, PSY), PERMIT),
    ("advanced-normal-focused-psy-or-sdv", Ask("TREAT", DOCTOR, ("R", "SDV")), PERMIT),
    ("advanced-normal-focused-psy-or-sdv", Ask("TREAT", DOCTOR, ("R", "ETHUD")), UNSAID),
    ("advanced-normal-focused-psy-or-sdv", Ask("TREAT", AUTHOR, PSY), UNSAID),
]
ASKED = BASIC + INTERMEDIATE + ADVANCED


@pytest.fixture(scope="module")
def examples() -> dict[str, dict[str, Any]]:
    path = Path(__file__).parents[4] / "shared/data/fhir/ihe-pcf-consent-examples-dev.ndjson.gz"
    if not path.exists():
        pytest.skip("the reference data folder ../shared is not here")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return {r["id"].removeprefix("ex-consent-"): r for r in read if r["resourceType"] == "Consent"}


def test_every_example_is_asked(examples: dict[str, dict[str, Any]]) -> None:
    assert {name for name, _, _ in ASKED} == set(examples)


@pytest.mark.parametrize(("name", "ask", "answer"), ASKED)
def test_an_example_answers_as_it_says(
    examples: dict[str, dict[str, Any]], name: str, ask: Ask, answer: str
) -> None:
    assert answered(provision_of(examples[name]), ask) == answer


@pytest.mark.parametrize(
    "provision",
    [
        {"type": "permit", "action": [{}]},
        {"type": "permit", "data": [{"meaning": "instance", "reference": {"reference": "A/1"}}]},
        {"type": "permit", "provision": [{"type": "deny", "provision": [{}]}]},
    ],
)
def test_a_consent_that_says_more_than_is_judged_is_refused(provision: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not judged"):
        provision_of({"provision": provision})
