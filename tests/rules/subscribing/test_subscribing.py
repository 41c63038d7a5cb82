"""Topics, addresses, waits and what is sent: the pure part of subscriptions."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from tests.conftest import NOW
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.fhir_check import Asked, check
from yiyang.rules.fhir_map.parameters import served_types
from yiyang.rules.subscribing.addresses import is_open, networks_of
from yiyang.rules.subscribing.asking import EMPTY, FULL, ID_ONLY
from yiyang.rules.subscribing.retrying import Failing, retry_of
from yiyang.rules.subscribing.telling import EVENTS, Standing, Told, notification
from yiyang.rules.subscribing.topics import ADDRESS, EVERY, asked_of, is_plain, topics

PAGE = Path(__file__).parents[3] / "docs" / "subscriptions.md"
STANDING = Standing("https://a.test/fhir", "s-1", ADDRESS + "admission", "active", 2)
CLOSED = [
    *("10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "0.0.0.0", "169.254.169.254"),
    *("100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1"),
    *("::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"),
    *("2002:a00:1::", "2001:db8::1", "fec0::1", "3fff::1", "192.88.99.1"),
]


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_public_is_closed_unless_opened(address: str) -> None:
    assert not is_open(ip_address(address), ())
    assert not is_open(ip_address(address), networks_of("10.9.0.0/16"))


def test_what_is_public_or_opened_is_open() -> None:
    for address in ("93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"):
        assert is_open(ip_address(address), ())
    opened = networks_of("10.0.0.0/8, fd00::/8 127.0.0.0/8")
    for address in ("10.1.2.3", "fd00::1", "127.0.0.1", "::ffff:10.0.0.1"):
        assert is_open(ip_address(address), opened)
    with pytest.raises(ValueError, match="host bits"):
        networks_of("10.0.0.1/8")


def test_every_topic_is_of_a_served_type_and_its_searches_hold() -> None:
    assert topics()
    for topic in topics().values():
        assert topic.resource in served_types()
        assert set(topic.interactions) <= set(EVERY)
        assert re.search(r"[\u4e00-\u9fff]", topic.title["zh"]) and topic.title["en"].isascii()
        assert topic.description["zh"] and topic.description["en"]
        for text in filter(None, (topic.current, topic.previous)):
            parsed = asked_of(topic.resource, text)
            assert not parsed.faults and not parsed.unknown, topic.name
            assert parsed.query.criteria and all(map(is_plain, parsed.query.criteria))


def test_the_page_names_every_topic_of_its_own() -> None:
    page = PAGE.read_text("utf-8")
    for topic in topics().values():
        assert f"`{topic.name}`" in page or topic.name == f"changed-{topic.resource}"


def reading() -> Reading:
    return Reading(shipped_book(), NOW.date(), "310106")


def test_a_wait_doubles_up_to_the_longest_and_ends() -> None:
    waits = [retry_of(Failing(n, NOW), reading()).next_at for n in range(1, 31)]
    assert [(w - NOW) // timedelta(seconds=1) for w in waits[:7]] == [10, 20, 40, 80, 160, 300, 300]
    assert waits[28] == NOW + timedelta(minutes=5)
    assert waits[29] is None
    assert sum(((w - NOW) for w in waits[:-1]), timedelta()) > timedelta(hours=2)


@pytest.mark.parametrize("content", [EMPTY, ID_ONLY, FULL])
def test_a_notification_is_a_sound_bundle_and_says_no_more_than_asked(content: str) -> None:
    body = {"resourceType": "Encounter", "id": "e", "status": "finished", "class": {"code": "IMP"}}
    at = "2026-03-02T10:00:00.000+08:00"
    told = [Told(1, at, "create", "Encounter/e", body), Told(2, at, "update")]
    made = notification(STANDING, EVENTS, at, told, content=content)
    faults = [one for one in check(made, Asked()) if one.severity in ("error", "fatal")]
    assert faults == []
    assert ("Encounter/e" in str(made)) == (content != EMPTY)
    assert ("finished" in str(made)) == (content == FULL)
    numbers = re.findall(r"'event-number', 'valueString': '(\d)'", str(made))
    assert numbers == ["1", "2"]
    assert len(made["entry"]) == (1 if content == EMPTY else 2)
