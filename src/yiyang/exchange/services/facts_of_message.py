"""What a message says of institutions, numbers and consents, found among our rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from yiyang.access.models import Grant
from yiyang.exchange.errors import BadMessage, NotForUs
from yiyang.exchange.here import node_here
from yiyang.exchange.services.composing import person_system
from yiyang.network.models import Institution
from yiyang.record.services.linking import RESIDENT_ID_SYSTEM
from yiyang.rules.exchange import SCOPES
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.projections.terms import Resource, own
from yiyang.rules.fhir_map.values import target_of

INSTITUTION = ":institution"
NODE = own("node:")
MONTH, DAY = len("2026-03"), len("2026-03-01")


@dataclass(frozen=True)
class Carried:
    """A consent as it came along; ``institution`` is one of ours."""

    their_id: str
    is_active: bool
    purpose: str
    scope: str
    since: datetime | None
    until: datetime | None
    institution: Institution


def institutions_named(organizations: Sequence[Resource]) -> dict[str, tuple[str, str]]:
    """Return (node, code) of each Organization of a message, by its reference."""
    found = {}
    for one in organizations:
        for number in one.get("identifier", ()):
            system = str(number.get("system", ""))
            if system.startswith(NODE) and system.endswith(INSTITUTION):
                node = system[len(NODE) : -len(INSTITUTION)]
                found[f"Organization/{one['id']}"] = (node, str(number.get("value", "")))
    return found


def own_institution(named: tuple[str, str] | None) -> Institution:
    """Return the open institution of ours that a message names.  Raises NotForUs."""
    node, code = named or ("", "")
    found = Institution.objects.filter(code=code, is_open=True, is_elsewhere=False).first()
    if node != node_here() or found is None:
        raise NotForUs
    return found


def number_of(resource: Resource, node: str) -> str:
    """Return the number that a node gave a referral; empty where a resource has none."""
    system = own(f"node:{node}:referral")
    numbers = resource.get("identifier", ())
    return next((str(n.get("value", "")) for n in numbers if n.get("system") == system), "")


def known_numbers(patient: Resource, node: str) -> Resource:
    """Return a Patient with the numbers alone that a node may tell us people by.

    The national number, and its own: no other institution's number comes from a node.
    """
    told = {RESIDENT_ID_SYSTEM, person_system(node)}
    numbers = [one for one in patient.get("identifier", ()) if one.get("system") in told]
    kept = {key: value for key, value in patient.items() if key != "identifier"}
    return {**kept, "identifier": numbers} if numbers else kept


def without_national_number(patient: Resource) -> Resource:
    """Return a Patient as it is stored: the national number is kept sealed, not in its text."""
    numbers = [
        one for one in patient.get("identifier", ()) if one.get("system") != RESIDENT_ID_SYSTEM
    ]
    kept = {key: value for key, value in patient.items() if key != "identifier"}
    return {**kept, "identifier": numbers} if numbers else kept


def carried_consent(
    consent: Resource, *, patient: str, institutions: dict[str, tuple[str, str]]
) -> Carried | None:
    """Return what a Consent that came along says; None where it says more than is read here.

    Args:
        patient: reference of the one Patient of the message.

    Raises:
        NotForUs: it means an institution that is not ours.
        BadMessage: its time is none of the calendar.
    """
    provision = consent.get("provision", {})
    actors = provision.get("actor", ())
    known = {"type", "period", "actor", "purpose", "code"}
    scopes = [c.get("code") for one in provision.get("code", ()) for c in one.get("coding", ())]
    purposes = [one.get("code") for one in provision.get("purpose", ())]
    whole = (
        set(provision) <= known
        and provision.get("type") == "permit"
        and target_of(consent.get("patient", {})) == patient
        and len(actors) == len(scopes) == len(purposes) == 1
        and scopes[0] in SCOPES
        and purposes[0] in Grant.Purpose
    )
    if not whole:
        return None
    meant = institutions.get(target_of(actors[0].get("reference", {})))
    return Carried(
        their_id=consent["id"],
        is_active=consent.get("status") == "active",
        purpose=str(purposes[0]),
        scope=str(scopes[0]),
        since=_moment(provision.get("period", {}).get("start")),
        until=_moment(provision.get("period", {}).get("end")),
        institution=own_institution(meant),
    )


def local_day(moment: datetime) -> date:
    """Return the day of a moment here."""
    return timezone.localdate(moment)


def _moment(text: str | None) -> datetime | None:
    """Return the moment a dateTime begins; of a year or a month its first day."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text if len(text) > MONTH else f"{text}-01-01"[:DAY])
    except ValueError as fault:
        raise BadMessage([finding("NO_SUCH_MOMENT", "Consent.provision.period")]) from fault
    return found if found.tzinfo else timezone.make_aware(found)
