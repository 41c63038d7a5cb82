"""What a Subscription asks for, with every fault of it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param
from yiyang.rules.fhir_map.moments import period_of
from yiyang.rules.subscribing.addresses import Network, faults_of_address
from yiyang.rules.subscribing.topics import asked_of, is_plain, topics

SOURCE = "HL7 FHIR Subscriptions R5 Backport 1.1"
PROFILE = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition"
FILTER, CONTENT = f"{PROFILE}/backport-filter-criteria", f"{PROFILE}/backport-payload-content"
HEARTBEAT, TIMEOUT = f"{PROFILE}/backport-heartbeat-period", f"{PROFILE}/backport-timeout"
MOST = f"{PROFILE}/backport-max-count"
EMPTY, ID_ONLY, FULL = "empty", "id-only", "full-resource"
CONTENTS = (EMPTY, ID_ONLY, FULL)
MIMES = ("application/fhir+json", "application/json")
REQUESTED, ACTIVE, ERROR, OFF = "requested", "active", "error", "off"
HEADER = re.compile(r"([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}):[ \t]?([\x21-\x7e][\x20-\x7e]{0,2000})")
OURS = frozenset(
    (
        *("host", "content-length", "content-type", "transfer-encoding", "connection", "te"),
        *("upgrade", "trailer", "expect", "keep-alive", "proxy-authorization", "accept-encoding"),
    )
)
MOST_HEADERS = 20
MOST_FILTERS = 10
LONGEST_FILTER = 2_000


@dataclass(frozen=True)
class Bounds:
    """What a Subscription may ask for at most, and what is taken where it says nothing."""

    most_count: int
    usual_count: int
    longest_timeout: int  # seconds
    usual_timeout: int
    shortest_heartbeat: int
    networks: tuple[Network, ...] = ()  # private ones that the operator has opened
    is_secure_only: bool = True  # False: http too, on the same machine


@dataclass(frozen=True)
class Wanted:
    """What a Subscription asks for; ``headers`` None: nothing is said of them."""

    status: str
    topic: str
    filters: tuple[str, ...]  # ``Type?query``
    endpoint: str
    headers: tuple[str, ...] | None
    mime: str
    content: str
    heartbeat: int | None
    timeout: int
    max_count: int
    ends_at: datetime | None


@dataclass
class Read:
    """A Subscription as it was read: ``wanted`` holds only where there are no findings."""

    findings: list[Finding] = field(default_factory=list)
    wanted: Wanted | None = None


def read_subscription(resource: Mapping[str, Any], bounds: Bounds) -> Read:
    """Return what a Subscription of sound structure asks for, or every fault of it."""
    read = Read()
    read.findings.extend(_faults(resource, bounds))
    if read.findings:
        return read
    channel = resource["channel"]
    extensions = _extensions(channel.get("extension"))
    read.wanted = Wanted(
        status=resource["status"],
        topic=str(resource["criteria"]),
        filters=tuple(_filters(resource)),
        endpoint=channel["endpoint"],
        headers=tuple(channel["header"]) if "header" in channel else None,
        mime=str(channel["payload"]),
        content=_content(channel),
        heartbeat=_number(extensions, HEARTBEAT, None),
        timeout=_number(extensions, TIMEOUT, bounds.usual_timeout) or bounds.usual_timeout,
        max_count=_number(extensions, MOST, bounds.usual_count) or bounds.usual_count,
        ends_at=_end(resource),
    )
    return read


def fault(code: str, where: str, **params: Param) -> Finding:
    """Return a fault at a path within the Subscription."""
    return Finding(code, f"Subscription.{where}", Message(code, params), SOURCE)


def _faults(resource: Mapping[str, Any], bounds: Bounds) -> Iterator[Finding]:
    channel = resource["channel"]
    if resource["status"] not in (REQUESTED, ACTIVE, OFF):
        yield fault("SUBSCRIPTION_STATUS", "status")
    yield from _faults_of_criteria(resource)
    kind = channel.get("type")
    if kind != "rest-hook" or _extensions((channel.get("_type") or {}).get("extension")):
        yield fault("SUBSCRIPTION_CHANNEL", "channel.type")
    if code := faults_of_address(
        str(channel.get("endpoint", "")), bounds.networks, is_secure_only=bounds.is_secure_only
    ):
        yield fault(code, "channel.endpoint")
    yield from _faults_of_headers(channel.get("header", ()))
    if channel.get("payload") not in MIMES:
        yield fault("SUBSCRIPTION_MIME", "channel.payload", types=", ".join(MIMES))
    if _content(channel) not in CONTENTS:
        yield fault("SUBSCRIPTION_CONTENT", "channel.payload.extension", types=", ".join(CONTENTS))
    yield from _faults_of_numbers(_extensions(channel.get("extension")), bounds)
    if "end" in resource and _end(resource) is None:
        yield fault("SUBSCRIPTION_END", "end")


def _faults_of_criteria(resource: Mapping[str, Any]) -> Iterator[Finding]:
    topic = topics().get(str(resource["criteria"]))
    if topic is None:
        yield fault("SUBSCRIPTION_TOPIC", "criteria")
        return
    filters = list(_filters(resource))
    if len(filters) > MOST_FILTERS:
        yield fault("SUBSCRIPTION_FILTERS", "criteria.extension", most=MOST_FILTERS)
    for text in filters[:MOST_FILTERS]:
        kind, mark, query = text.partition("?")
        if not mark or kind != topic.resource or len(text) > LONGEST_FILTER:
            yield fault("SUBSCRIPTION_FILTER", "criteria.extension", type=topic.resource)
            continue
        parsed = asked_of(kind, query)
        yield from parsed.faults
        yield from parsed.unknown
        query_asks = parsed.query
        more = query_asks.sorts or query_asks.includes or query_asks.count or query_asks.total
        if more or not query_asks.criteria or not all(map(is_plain, query_asks.criteria)):
            yield fault("SUBSCRIPTION_FILTER_PLAIN", "criteria.extension")


def _faults_of_headers(headers: Sequence[str]) -> Iterator[Finding]:
    if len(headers) > MOST_HEADERS:
        yield fault("SUBSCRIPTION_HEADERS", "channel.header", most=MOST_HEADERS)
    for place, header in enumerate(headers):
        found = HEADER.fullmatch(header)
        if found is None or found[1].lower() in OURS:
            yield fault("SUBSCRIPTION_HEADER", f"channel.header[{place}]")


def _faults_of_numbers(found: Mapping[str, Any], bounds: Bounds) -> Iterator[Finding]:
    limits = {
        HEARTBEAT: ("valueUnsignedInt", bounds.shortest_heartbeat, 31_536_000),
        TIMEOUT: ("valueUnsignedInt", 1, bounds.longest_timeout),
        MOST: ("valuePositiveInt", 1, bounds.most_count),
    }
    for address, (key, least, most) in limits.items():
        if address in found:
            value = found[address].get(key)
            if not isinstance(value, int) or not least <= value <= most:
                yield fault("SUBSCRIPTION_NUMBER", "channel.extension", least=least, most=most)


def _end(resource: Mapping[str, Any]) -> datetime | None:
    """Return the moment of the end, within what can be stored; None: there is none, or no such."""
    period = period_of(str(resource.get("end", "")))
    return period[0] if period else None


def _filters(resource: Mapping[str, Any]) -> Iterator[str]:
    beside = resource.get("_criteria") or {}
    for extension in beside.get("extension", ()):
        if extension.get("url") == FILTER:
            yield str(extension.get("valueString", ""))


def _content(channel: Mapping[str, Any]) -> str:
    beside = channel.get("_payload") or {}
    found = _extensions(beside.get("extension")).get(CONTENT, {})
    return str(found.get("valueCode", ""))


def _extensions(given: Any) -> dict[str, Any]:
    return {one["url"]: one for one in given or () if isinstance(one, dict) and "url" in one}


def _number(found: Mapping[str, Any], address: str, usual: int | None) -> int | None:
    one = found.get(address)
    if one is None:
        return usual
    value = one.get("valueUnsignedInt", one.get("valuePositiveInt"))
    return int(value)
