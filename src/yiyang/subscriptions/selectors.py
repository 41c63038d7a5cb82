"""Reading subscriptions: a client its own, an officer those of their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Reader
from yiyang.audit.services import Actor
from yiyang.clients.models import Authorisation
from yiyang.clients.selectors import authorisation_standing, clients_of
from yiyang.record.selectors.history import Change, versions_open
from yiyang.rules.fhir_map.written import read_json
from yiyang.subscriptions.models import Event, Subscription

Status = Subscription.Status
# Whether the person for whom an app acts still consents: consents stand above, faces ask them.
MayAct = Callable[[Authorisation, datetime], bool]


def subscriptions_of(reader: Reader) -> QuerySet[Subscription]:
    """Return the subscriptions of a client, made under the same assignment and for the same person.

    Who comes without a client has none.
    """
    mine = {
        "client__client_id": reader.client_id,
        "assignment": reader.assignment,
        "person_id": reader.person_id,
    }
    found = Subscription.objects.filter(deleted_at=None, **mine).exclude(client__client_id="")
    return found.order_by("pk")


def subscription_of(reader: Reader, fhir_id: str) -> Subscription:
    """Return one of a client's subscriptions.

    Raises:
        Http404: there is none, or it is another's; the two look alike.
    """
    try:
        key = UUID(fhir_id)
    except ValueError as wrong:
        raise Http404 from wrong
    if str(key) != fhir_id:
        raise Http404
    return get_object_or_404(subscriptions_of(reader), public_id=key)


def subscriptions_kept_by(officer: Assignment) -> QuerySet[Subscription]:
    """Return the subscriptions of the clients that a security officer keeps, the newest first."""
    found = Subscription.objects.filter(deleted_at=None, client__in=clients_of(officer))
    return (
        found.select_related("client__institution")
        .annotate(waiting=F("count") - F("sent"))
        .order_by("-pk")
    )


def subscription_kept_by(officer: Assignment, key: int) -> Subscription:
    """Return one subscription of a client that the officer keeps.  Raises Http404 for none."""
    return get_object_or_404(subscriptions_kept_by(officer), pk=key)


def host_of(subscription: Subscription) -> str:
    """Return the host of an endpoint: its path may hold a secret."""
    return urlsplit(subscription.endpoint).hostname or ""


def reader_now(subscription: Subscription, at: datetime, may_act: MayAct) -> Reader | None:
    """Return who a subscription reads for, as they stand at a moment; None: nobody any more.

    It ends with its client, its authorisation, the assignment, the account, with the power to
    read, and with the consent of the person for whom an app acts (``may_act``); what the
    assignment may see is asked again each time by ``readable``.
    """
    allowed = authorisation_standing(subscription.authorisation_id, at)
    if allowed is None or not has_power(allowed.assignment, Power.READ_FHIR):
        return None
    if not may_act(allowed, at):
        return None
    return Reader(
        assignment=allowed.assignment,
        actor=Actor(allowed.assignment.account_id, allowed.assignment_id),
        permits=frozenset((kind, verb) for kind, verb in subscription.permits),
        person_id=subscription.person_id,
        client_id=allowed.client.client_id,
        authorisation_id=allowed.pk,
    )


def resource_of(subscription: Subscription) -> dict[str, Any]:
    """Return a subscription as a resource: as it came, with its state; never its headers."""
    body: dict[str, Any] = read_json(subscription.body.encode())
    body["status"] = subscription.status.lower()
    if subscription.fault:
        body["error"] = subscription.fault
    return body


def waiting_events(subscription: Subscription, limit: int) -> list[Event]:
    """Return the next events that its endpoint has not taken, in their order."""
    found = subscription.events.filter(number__gt=subscription.sent)
    return list(found.select_related("resource").order_by("number")[:limit])


def events_between(
    subscription: Subscription, first: int, last: int | None, limit: int
) -> list[Event]:
    """Return events by their numbers, both ends within."""
    found = subscription.events.filter(number__gte=first)
    if last is not None:
        found = found.filter(number__lte=last)
    return list(found.select_related("resource").order_by("number")[:limit])


def open_of(reader: Reader, events: Collection[Event]) -> Mapping[int, Change]:
    """Return what a reader may see of some events now, by their numbers."""
    wanted = [(event.resource_id, event.version) for event in events]
    kinds = {event.resource.type for event in events}
    seen = {
        key: one
        for kind in kinds
        for key, one in versions_open(reader, kind, wanted, is_known=True).items()
    }
    return {
        event.number: seen[event.resource_id, event.version]
        for event in events
        if (event.resource_id, event.version) in seen
    }


def standing_keys() -> list[int]:
    """Return the keys of the subscriptions that something may have to be done for."""
    found = Subscription.objects.filter(deleted_at=None).exclude(status=Status.OFF)
    return list(found.order_by("pk").values_list("pk", flat=True))


def due_keys(at: datetime) -> list[int]:
    """Return the keys of the subscriptions that something may have to be sent for.

    In turn one of each client, so that one with many that hang holds up no other; of a client
    those first that do not fail.
    """
    found = Subscription.objects.filter(
        Q(next_at=None) | Q(next_at__lte=at),
        deleted_at=None,
        status__in=(Status.REQUESTED, Status.ACTIVE),
    )
    turns: Counter[int] = Counter()
    placed: list[tuple[int, int]] = []
    for key, client in found.order_by("failures", "pk").values_list("pk", "client_id"):
        placed.append((turns[client], key))
        turns[client] += 1
    return [key for _, key in sorted(placed)]
