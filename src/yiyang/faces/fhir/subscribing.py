"""Subscriptions by topic, kept apart from the record: each client sees its own alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.faces.fhir import asking
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault
from yiyang.faces.fhir.invoking import invoked
from yiyang.faces.fhir.outcomes import formed, outcome_of
from yiyang.faces.fhir.patching import patched
from yiyang.faces.fhir.reading import marked
from yiyang.rules.fhir_map.written import write_json
from yiyang.rules.subscribing.addresses import networks_of
from yiyang.rules.subscribing.asking import CONTENTS, Bounds
from yiyang.rules.subscribing.telling import QUERY_EVENT, QUERY_STATUS, notification, status_of
from yiyang.subscriptions.models import Subscription
from yiyang.subscriptions.selectors import (
    events_between,
    resource_of,
    subscription_of,
    subscriptions_of,
)
from yiyang.subscriptions.services import (
    bounds_at,
    change_subscription,
    delete_subscription,
    instant,
    standing_of,
    subscribe,
    told_of,
)

KIND = "Subscription"
NUMBER = re.compile(r"\d{1,18}", re.ASCII)
MOST_EVENTS = 1_000


@fhir(Power.READ_FHIR)
def search(request: HttpRequest, reader: Reader, kind: str) -> HttpResponse:
    """Answer with a client's subscriptions, on one page; by id, status, endpoint and topic."""
    asking.check_answer_form(request)
    _permit(reader, "s")
    asked = request.GET.copy()
    if request.method == "POST":
        asked.update(request.POST)
    strange = sorted(asked.keys() - SEARCHED.keys() - asking.FORM)
    if strange and asking.STRICT.search(request.headers.get("Prefer", "")):
        raise Fault("FHIR_BAD_PARAMETER", kind="not-supported", status=400, where=strange[0][:80])
    found = [one for one in subscriptions_of(reader) if _matches(one, asked)]
    entries = [
        {
            "fullUrl": _address(request, one),
            "resource": _shown(one),
            "search": {"mode": "match"},
        }
        for one in found
    ]
    used = "&".join(f"{k}={v}" for k in SEARCHED for v in asked.getlist(k))
    url = f"{_base(request)}/{KIND}?{used}".rstrip("?")
    made = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(found),
        "link": [{"relation": "self", "url": url}],
        "entry": entries,
    }
    return formed(request, write_json({k: v for k, v in made.items() if v != []}))


@fhir(Power.WRITE_FHIR)
def create(request: HttpRequest, reader: Reader, kind: str) -> HttpResponse:
    """Keep a new subscription; its endpoint is asked within seconds whether it is there."""
    asking.check_answer_form(request)
    _permit(reader, "c")
    if "If-None-Exist" in request.headers:
        raise Fault("FHIR_NOT_DONE", kind="not-supported", status=412)
    made = subscribe(
        resource=asking.resource_sent(request, KIND),
        reader=reader,
        base=_base(request),
        bounds=_bounds(),
        at=timezone.now(),
    )
    return _written(request, made, 201)


@fhir(Power.READ_FHIR)
def read(request: HttpRequest, reader: Reader, fhir_id: str, kind: str) -> HttpResponse:
    """Return one of a client's subscriptions, without its headers.

    Always whole: its status changes without a new version.
    """
    asking.check_answer_form(request)
    return _answer(request, subscription_of(reader, fhir_id), 200)


@fhir(Power.WRITE_FHIR)
def update(request: HttpRequest, reader: Reader, fhir_id: str, kind: str) -> HttpResponse:
    """Change a subscription, or ask for one again whose sending has stopped."""
    resource = asking.resource_sent(request, KIND)
    if resource.get("id") != fhir_id:
        raise Fault("FHIR_OTHER_ID", kind="invalid", status=400, where=f"{KIND}.id")
    return _changed(request, reader, subscription_of(reader, fhir_id), resource)


@fhir(Power.WRITE_FHIR)
def patch(request: HttpRequest, reader: Reader, fhir_id: str, kind: str) -> HttpResponse:
    """Change a subscription by a JSON Patch."""
    found = subscription_of(reader, fhir_id)
    resource = patched(_shown(found), asking.patch_sent(request))
    return _changed(request, reader, found, resource)


@fhir(Power.WRITE_FHIR)
def delete(request: HttpRequest, reader: Reader, fhir_id: str, kind: str) -> HttpResponse:
    """End a subscription."""
    delete_subscription(
        key=subscription_of(reader, fhir_id).pk,
        reader=reader,
        at=timezone.now(),
        if_match=asking.version_wanted(request),
    )
    made = HttpResponse(status=204)
    del made["Content-Type"]
    return made


@fhir(Power.READ_FHIR)
@invoked
def status(request: HttpRequest, reader: Reader, fhir_id: str, kind: str) -> HttpResponse:
    """Answer ``$status`` of one subscription."""
    asking.check_answer_form(request)
    return _statuses(request, [subscription_of(reader, fhir_id)])


@fhir(Power.READ_FHIR)
@invoked
def statuses(request: HttpRequest, reader: Reader, kind: str) -> HttpResponse:
    """Answer ``$status`` of a client's subscriptions, of some ids or states."""
    asking.check_answer_form(request)
    _permit(reader, "s")
    ids, states = (_several(request, name) for name in ("id", "status"))
    found = [
        one
        for one in subscriptions_of(reader)
        if (not ids or str(one.public_id) in ids) and (not states or one.status.lower() in states)
    ]
    return _statuses(request, found)


@fhir(Power.READ_FHIR)
@invoked
def events(request: HttpRequest, reader: Reader, fhir_id: str, kind: str) -> HttpResponse:
    """Answer ``$events``: what happened, by number, as far as the reader may see it now."""
    asking.check_answer_form(request)
    held = subscription_of(reader, fhir_id)
    first, last = _number(request, "eventsSinceNumber"), _number(request, "eventsUntilNumber")
    content = request.GET.get("content", held.content)
    if content not in CONTENTS:
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where="content")
    found = events_between(held, first or 1, last, MOST_EVENTS)
    at = timezone.now()
    told = told_of(found, reader, at, content, is_asked=True)
    standing = standing_of(held, _base(request))
    made = notification(standing, QUERY_EVENT, instant(at), told, content=content)
    return formed(request, write_json(made))


def _permit(reader: Reader, verb: str) -> None:
    if not reader.may(KIND, verb):
        raise Fault("FHIR_SCOPE", kind="forbidden", status=403)


def _changed(
    request: HttpRequest, reader: Reader, found: Subscription, resource: dict[str, Any]
) -> HttpResponse:
    asking.check_answer_form(request)
    made = change_subscription(
        key=found.pk,
        resource=resource,
        reader=reader,
        base=_base(request),
        bounds=_bounds(),
        at=timezone.now(),
        if_match=asking.version_wanted(request),
    )
    return _written(request, made, 200)


def _statuses(request: HttpRequest, found: Sequence[Subscription]) -> HttpResponse:
    entries = [
        {
            "fullUrl": f"{_address(request, one)}/$status",
            "resource": status_of(standing_of(one, _base(request)), QUERY_STATUS),
            "search": {"mode": "match"},
        }
        for one in found
    ]
    made: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(entries),
        "link": [{"relation": "self", "url": request.build_absolute_uri(request.path)}],
    }
    return formed(request, write_json(made | ({"entry": entries} if entries else {})))


def _matches(one: Subscription, asked: QueryDict) -> bool:
    return all(
        any(value in text.split(",") for value in SEARCHED[name](one))
        for name in SEARCHED.keys() & asked.keys()
        for text in asked.getlist(name)
    )


def _token(system: str, code: str) -> tuple[str, ...]:
    return code, f"{system}|{code}", f"{system}|"


# What a search may ask by, and the texts that answer to it.
SEARCHED = {
    "_id": lambda one: (str(one.public_id),),
    "criteria": lambda one: (one.topic,),
    "status": lambda one: _token("http://hl7.org/fhir/subscription-status", one.status.lower()),
    "type": lambda one: _token("http://hl7.org/fhir/subscription-channel-type", "rest-hook"),
    "url": lambda one: (one.endpoint,),
}


def _several(request: HttpRequest, name: str) -> set[str]:
    return {part for text in request.GET.getlist(name) for part in text.split(",") if part}


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name)
    if given is None:
        return None
    if not NUMBER.fullmatch(given):
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where=name)
    return int(given)


def _bounds() -> Bounds:
    networks = networks_of(settings.HOOK_NETWORKS)
    return bounds_at(timezone.now(), networks, is_secure_only=settings.PRODUCTION)


def _base(request: HttpRequest) -> str:
    return f"{settings.BASE_URL}/fhir" if settings.BASE_URL else request.build_absolute_uri("/fhir")


def _address(request: HttpRequest, one: Subscription) -> str:
    return f"{_base(request)}/{KIND}/{one.public_id}"


def _shown(one: Subscription) -> dict[str, Any]:
    found = resource_of(one)
    told = {"versionId": str(one.version), "lastUpdated": instant(one.updated_at)}
    return {**found, "meta": {**told, **found.get("meta", {})}}


def _answer(request: HttpRequest, one: Subscription, status_code: int) -> HttpResponse:
    made = formed(request, write_json(_shown(one)), status_code)
    return marked(made, one.version, one.updated_at)


def _written(request: HttpRequest, one: Subscription, status_code: int) -> HttpResponse:
    wanted = asking.preference(request)
    if wanted == asking.MINIMAL:
        made = HttpResponse(status=status_code)
        del made["Content-Type"]
    elif wanted == asking.OUTCOME:
        made = outcome_of("FHIR_STORED", status_code)
    else:
        return _located(request, one, _answer(request, one, status_code))
    return _located(request, one, marked(made, one.version, one.updated_at))


def _located(request: HttpRequest, one: Subscription, made: HttpResponse) -> HttpResponse:
    made["Location"] = _address(request, one)
    return made
