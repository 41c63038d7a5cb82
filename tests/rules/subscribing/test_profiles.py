"""What we send and take, against the published profiles and examples of the Backport."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.rules.fhir_check.published import members, shelf
from yiyang.rules.fhir_check import Asked, Definitions, check
from yiyang.rules.fhir_check.library import Shelf
from yiyang.rules.fhir_map.shape import check_shape
from yiyang.rules.fhir_map.written import read_json
from yiyang.rules.subscribing.asking import CONTENTS, PROFILE, Bounds, read_subscription
from yiyang.rules.subscribing.telling import (
    EVENTS,
    HANDSHAKE,
    HEARTBEAT,
    QUERY_STATUS,
    Standing,
    Told,
    notification,
    status_of,
)
from yiyang.rules.subscribing.topics import ADDRESS

PACKAGE = "data/fhir/spec/subscriptions-backport-definitions-diff.tgz"
EXAMPLES = "data/fhir/subscriptions-backport-examples-r4.ndjson.gz"
AT = "2026-03-02T10:00:00.000+08:00"
BUNDLE = f"{PROFILE}/backport-subscription-notification-r4"
STATUS = f"{PROFILE}/backport-subscription-status-r4"


@lru_cache(maxsize=1)
def known(shared: Path) -> Definitions:
    held = Shelf(under=shelf(shared))
    for name, body in members(shared / PACKAGE):
        if name.startswith(("StructureDefinition", "ValueSet", "CodeSystem")):
            held.add_text(body)
    return Definitions(held)


def examples(shared: Path) -> list[dict[str, Any]]:
    with gzip.open(shared / EXAMPLES) as lines:
        return [read_json(line) for line in lines]


def errors(resource: dict[str, Any], profile: str, shared: Path) -> list[Any]:
    found = check(resource, Asked(profiles=(profile,)), known(shared))
    return [one for one in found if one.severity in ("error", "fatal")]


@pytest.mark.parametrize("kind", [HANDSHAKE, HEARTBEAT, EVENTS])
@pytest.mark.parametrize("content", CONTENTS)
def test_what_is_sent_keeps_to_its_profile(kind: str, content: str, shared: Path) -> None:
    standing = Standing("https://a.test/fhir", "s-1", ADDRESS + "admission", "error", 2, "gone")
    body = {"resourceType": "Encounter", "id": "e", "status": "finished", "class": {"code": "IMP"}}
    told = [Told(1, AT, "create", "Encounter/e", body), Told(2, AT, "delete", "Encounter/f")]
    made = notification(standing, kind, AT, told if kind == EVENTS else (), content=content)
    assert errors(made, BUNDLE, shared) == []
    assert errors(status_of(standing, QUERY_STATUS), STATUS, shared) == []
    del made["entry"][0]["resource"]["parameter"][0]
    assert errors(made, BUNDLE, shared)  # the check would see it


def test_the_published_notifications_keep_to_it_too(shared: Path) -> None:
    """So that what the check accepts above is what the standard's authors send."""
    bundles = [one for one in examples(shared) if one["resourceType"] == "Bundle"]
    assert len(bundles) == 11
    for one in bundles:
        assert errors(one, BUNDLE, shared) == [], one["id"]


def test_the_published_subscriptions_are_read_but_for_what_is_not_done(shared: Path) -> None:
    bounds = Bounds(200, 50, 60, 10, 60)
    said = {}
    for one in examples(shared):
        if one["resourceType"] == "Subscription":
            assert check_shape(one).findings == []
            ours = {**one, "criteria": ADDRESS + "admission"}
            found = read_subscription(ours, bounds).findings
            said[one["id"]] = {finding.code for finding in found}
    assert said == {
        "subscription-admission": set(),
        "subscription-multi-resource": {"SUBSCRIPTION_FILTER"},
        "subscription-zulip": {"SUBSCRIPTION_CHANNEL"},
    }
