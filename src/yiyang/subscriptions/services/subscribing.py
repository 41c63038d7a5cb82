"""Making, changing and ending a subscription."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from yiyang.access.readers import Reader
from yiyang.audit.services import Actor, record
from yiyang.clients.models import Authorisation, Client
from yiyang.clients.selectors import authorisation_standing
from yiyang.decisions.services import read_book
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.rules.fhir_map.shape import check_shape
from yiyang.rules.fhir_map.written import write_json
from yiyang.rules.smart import OFFLINE
from yiyang.rules.subscribing.addresses import Network
from yiyang.rules.subscribing.asking import OFF, Bounds, Wanted, fault, read_subscription
from yiyang.rules.subscribing.topics import topics
from yiyang.subscriptions.models import Subscription
from yiyang.subscriptions.sealing import seal_headers
from yiyang.subscriptions.selectors import subscriptions_of

Status = Subscription.Status
SPLICED = ("versionId", "lastUpdated")


class BadSubscription(Refused):
    """Refused because what was sent asks for what is not done; ``findings`` name every fault."""

    code = "BAD_SUBSCRIPTION"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


class NeedsClient(Refused):
    """Refused because a subscription belongs to an app or a system, not to somebody at a page."""

    code = "SUBSCRIPTION_NEEDS_CLIENT"


class NeedsStay(Refused):
    """Refused because the app was not allowed to stay when its user has gone."""

    code = "SUBSCRIPTION_NEEDS_STAY"


class NotPermittedHere(Refused):
    """Refused because the token does not let its bearer read what the topic tells."""

    code = "SUBSCRIPTION_NOT_PERMITTED"


class TooManySubscriptions(Refused):
    """Refused because the client has as many subscriptions as one may have."""

    code = "TOO_MANY_SUBSCRIPTIONS"


class OtherVersion(Refused):
    """Refused because another version stands than the one the writer had read."""

    code = "VERSION_DIFFERS"


def bounds_at(
    at: datetime, networks: Sequence[Network] = (), *, is_secure_only: bool = True
) -> Bounds:
    """Return what a subscription may ask for at most, as the policy book says."""
    reading = read_book(at.date())
    return Bounds(
        most_count=reading.integer("subscriptions.most_count"),
        usual_count=reading.integer("subscriptions.usual_count"),
        longest_timeout=_seconds(reading.duration("subscriptions.longest_timeout")),
        usual_timeout=_seconds(reading.duration("subscriptions.usual_timeout")),
        shortest_heartbeat=_seconds(reading.duration("subscriptions.shortest_heartbeat")),
        networks=tuple(networks),
        is_secure_only=is_secure_only,
    )


@transaction.atomic
def subscribe(
    *, resource: Mapping[str, Any], reader: Reader, base: str, bounds: Bounds, at: datetime
) -> Subscription:
    """Keep a new subscription; it is active once its endpoint has answered.

    Args:
        base: our own address, as notifications name it.

    Raises:
        BadSubscription, NeedsClient, NeedsStay, NotPermittedHere, TooManySubscriptions.
    """
    allowed = _allowed(reader, at)
    wanted = _wanted(resource, reader, bounds)
    Client.objects.select_for_update().get(pk=allowed.client_id)  # they are counted one by one
    held = Subscription.objects.filter(client=allowed.client_id, deleted_at=None).count()
    most = read_book(at.date()).integer("subscriptions.most_of_client")
    if held >= most:
        raise TooManySubscriptions(most=most)
    made = Subscription(
        client=allowed.client, assignment=allowed.assignment, person_id=reader.person_id, made_at=at
    )
    _put(made, wanted, allowed, reader, at)
    made.body, made.base = _body(resource, str(made.public_id)), base
    made.save()
    note("subscription.make", made, reader.actor, at)
    return made


@transaction.atomic
def change_subscription(
    *,
    key: int,
    resource: Mapping[str, Any],
    reader: Reader,
    base: str,
    bounds: Bounds,
    at: datetime,
    if_match: int | None = None,
) -> Subscription:
    """Put another content in a subscription's place, and ask its endpoint again.

    Its events keep their numbers and none is lost.  Headers are kept where nothing is said of
    them and the endpoint stays; to another endpoint they are not sent.  ``off`` stops it.

    Raises:
        Http404: it is not this client's.
        OtherVersion, and all of ``subscribe``.
    """
    allowed = _allowed(reader, at)
    held = _locked(key, reader, if_match)
    wanted = _wanted(resource, reader, bounds)
    if wanted.topic != held.topic and held.count:
        raise BadSubscription([fault("SUBSCRIPTION_OTHER_TOPIC", "criteria")])
    _put(held, wanted, allowed, reader, at)
    held.body, held.base = _body(resource, str(held.public_id)), base
    held.version += 1
    held.save()
    note("subscription.change", held, reader.actor, at)
    return held


@transaction.atomic
def delete_subscription(
    *, key: int, reader: Reader, at: datetime, if_match: int | None = None
) -> None:
    """End a subscription for good, and forget what waited for it.

    Raises:
        Http404: it is not this client's.
        OtherVersion: another version stands.
    """
    held = _locked(key, reader, if_match)
    held.events.all().delete()
    held.deleted_at, held.status, held.sealed_headers = at, Status.OFF, ""
    held.save(update_fields=["deleted_at", "status", "sealed_headers"])
    note("subscription.delete", held, reader.actor, at)


@transaction.atomic
def switch_off(*, key: int, by: Actor, at: datetime) -> None:
    """Stop a subscription by the officer's hand; its client may ask for it again."""
    held = Subscription.objects.select_for_update().get(pk=key)
    if held.status != Status.OFF:
        turn_off(held, "BY_OFFICER", by=by, at=at)


def turn_off(held: Subscription, why: str, *, by: Actor, at: datetime) -> None:
    """Stop a locked subscription; the place it had come to is kept."""
    held.status, held.fault, held.updated_at = Status.OFF, why, at
    held.version += 1
    held.save(update_fields=["status", "fault", "updated_at", "version"])
    note("subscription.off", held, by, at)


def _seconds(duration: Any) -> int:
    return int(duration.total_seconds())


def _allowed(reader: Reader, at: datetime) -> Authorisation:
    """Return what a reader's token came from, where it may stay without anybody there."""
    if reader.authorisation_id is None:
        raise NeedsClient
    allowed = authorisation_standing(reader.authorisation_id, at)
    if allowed is None:
        raise NeedsClient
    if not allowed.client.is_system and OFFLINE not in allowed.scopes:
        raise NeedsStay
    return allowed


def _wanted(resource: Mapping[str, Any], reader: Reader, bounds: Bounds) -> Wanted:
    findings = check_shape(resource).findings
    if findings:
        raise BadSubscription(findings)
    read = read_subscription(resource, bounds)
    if read.wanted is None:
        raise BadSubscription(read.findings)
    if not reader.may(topics()[read.wanted.topic].resource, "r"):
        raise NotPermittedHere
    return read.wanted


def _locked(key: int, reader: Reader, if_match: int | None) -> Subscription:
    held = subscriptions_of(reader).select_for_update(of=("self",)).filter(pk=key).first()
    if held is None:
        raise Http404
    if if_match is not None and if_match != held.version:
        raise OtherVersion
    return held


def _put(
    held: Subscription, wanted: Wanted, allowed: Authorisation, reader: Reader, at: datetime
) -> None:
    same_endpoint = held.endpoint == wanted.endpoint
    if wanted.headers is not None or not same_endpoint:
        held.sealed_headers = seal_headers(wanted.headers or ())
    held.authorisation = allowed
    held.permits = _pairs(reader.permits or ())
    held.status = Status.OFF if wanted.status == OFF else Status.REQUESTED
    held.fault, held.failures, held.failing_since, held.next_at = "", 0, None, None
    held.topic, held.filters = wanted.topic, list(wanted.filters)
    held.endpoint, held.mime = wanted.endpoint, wanted.mime
    held.content, held.heartbeat, held.timeout = wanted.content, wanted.heartbeat, wanted.timeout
    held.max_count, held.ends_at, held.updated_at = wanted.max_count, wanted.ends_at, at


def _pairs(permits: Collection[tuple[str, str]]) -> list[list[str]]:
    return sorted(list(pair) for pair in permits)


def _body(resource: Mapping[str, Any], fhir_id: str) -> str:
    """Return the text that is kept: type, id and meta first, without headers and state."""
    meta = {k: v for k, v in resource.get("meta", {}).items() if k not in SPLICED}
    head = {"resourceType": "Subscription", "id": fhir_id, "meta": meta}
    rest = {k: v for k, v in resource.items() if k not in head and k != "error"}
    channel = {k: v for k, v in resource["channel"].items() if k not in ("header", "_header")}
    return write_json({**head, **rest, "channel": channel}).decode()


def note(action: str, held: Subscription, by: Actor, at: datetime) -> None:
    """Keep in the audit what became of a subscription: no address and no header."""
    payload = {
        "client": held.client_id,
        "topic": held.topic,
        "content": held.content,
        "status": held.status,
        "fault": held.fault,
    }
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="subscription",
        subject_id=held.pk,
        person_id=held.person_id,
        payload=payload,
    )
