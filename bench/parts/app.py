"""The HTTP application that is measured: one request is one transaction of a service.

``/claims/...`` does what the pgbench script does, through ``beds.claims``; ``/services/...``
does the whole of it through ``beds.services``: case, tasks, notices, grants, audit, ledger.
It has the program's settings and leaves out sign-in and pages, which are not what is measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.utils import timezone

get_wsgi_application()

from bench.parts.holding import KIND  # noqa: E402 -- models are imported after Django's set-up
from yiyang.audit.services import PROGRAM, record  # noqa: E402
from yiyang.audit.sql import built, columns, rows, width  # noqa: E402
from yiyang.beds import claims, services  # noqa: E402
from yiyang.beds.models import Transfer  # noqa: E402
from yiyang.decisions.models import Decision  # noqa: E402
from yiyang.network.models import Place  # noqa: E402
from yiyang.people.models import Person  # noqa: E402
from yiyang.rules.placement.places import Seeker  # noqa: E402
from yiyang.rules.placement.terms import Colour, Kind  # noqa: E402

SEEKER = Seeker(
    kind=Kind(KIND),
    colour=Colour.GREEN,
    sex="2",
    care_level=None,
    place="310106",
    needs=frozenset(),
    isolation=False,
    nursing=False,
    dementia=False,
    preferences=(),
    max_distance_metres=None,
    budget_fen_per_month=800_000,
    subsidy_class="",
)
LASTS = timedelta(hours=2)
INSTITUTIONS = 200
LOADED = (Transfer, Person, Place, Decision)
TRANSFER = f"""
select {columns(Transfer, "transfer")}, {columns(Person, "person")}, {columns(Place, "place")},
       {columns(Decision, "evaluation")}
from beds_transfer transfer
join people_person person on person.id = transfer.person_id
join network_place place on place.id = person.place_id
join decisions_decision evaluation on evaluation.id = transfer.evaluation_id
where transfer.id = %(transfer)s
"""


@transaction.atomic
def hold(person: int, institution: int) -> dict[str, int]:
    """Reserve a bed: the statements of the pgbench script."""
    at = timezone.now()
    claims.lock_person(person)
    held = claims.hold(
        SEEKER, institution_id=institution, person_id=person, case_id=None, at=at, lasts=LASTS
    )
    if held is None:
        raise LookupError("no bed is free")
    _note("hold", person, at, bed=held.bed, claim=held.claim)
    return {"claim": held.claim}


@transaction.atomic
def admit(person: int, claim: int) -> dict[str, int]:
    """Turn the reservation into a stay."""
    at = timezone.now()
    claims.lock_person(person)
    if not claims.occupy(claim, axis="CARE", at=at):
        raise LookupError("the reservation has ended")
    _note("admit", person, at, claim=claim)
    return {"claim": claim}


@transaction.atomic
def leave(person: int, claim: int) -> dict[str, int]:
    """End the stay."""
    at = timezone.now()
    claims.lock_person(person)
    claims.end(claim, reason="MOVED", to_clean=False, at=at)
    _note("leave", person, at, claim=claim)
    return {"claim": claim}


def _note(action: str, person: int, at: Any, **payload: int) -> None:
    record(
        by=PROGRAM,
        at=at,
        action=f"transfer.{action}",
        subject_kind="transfer",
        subject_id=person,
        person_id=person,
        payload=payload,
    )


def _transfer(key: int) -> Transfer:
    """Return a transfer with its person and its evaluation, as a page would have loaded them."""
    left = rows(TRANSFER, transfer=key)[0]
    found = []
    for model in LOADED:
        found.append(built(model, left[: width(model)]))
        left = left[width(model) :]
    transfer, transfer.person, transfer.person.place, transfer.evaluation = found[0], *found[1:]
    return transfer


def hold_bed(transfer: int, institution: int) -> dict[str, int]:
    """Reserve a bed for a prepared transfer, as the transfer desk does."""
    claim = services.hold_bed(
        transfer=_transfer(transfer), institution_id=institution, by=PROGRAM, at=timezone.now()
    )
    return {"claim": claim.pk}


def admit_to(transfer: int, institution: int) -> dict[str, int]:
    """Admit its person, as the institution's desk does."""
    claim = services.admit(
        transfer=_transfer(transfer), institution_id=institution, by=PROGRAM, at=timezone.now()
    )
    return {"claim": claim.pk}


ROUTES: dict[str, Callable[..., dict[str, int]]] = {
    "/claims/hold": hold,
    "/claims/admit": admit,
    "/claims/leave": leave,
    "/services/hold": hold_bed,
    "/services/admit": admit_to,
}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request; a failure is a 500 with its kind, and the client stops."""
    try:
        act = ROUTES[environ["PATH_INFO"]]
        given = {name: int(value) for name, value in parse_qsl(environ["QUERY_STRING"])}
        status, answer = "200 OK", act(**given)
    except Exception as fault:  # whatever it was, the measurement is void
        status, answer = "500 Internal Server Error", {"fault": f"{type(fault).__name__}: {fault}"}
    body = json.dumps(answer).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response(status, headers)
    return [body]
