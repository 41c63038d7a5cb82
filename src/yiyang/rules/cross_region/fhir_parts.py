"""Small parts of the FHIR resources that nodes settle by: money, dates, what stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from yiyang.kernel.money import fen_from_yuan, yuan_from_fen
from yiyang.rules.fhir_map.projections.terms import Resource, concept, own, present
from yiyang.rules.fhir_map.written import Written

CURRENCY = "CNY"
TRANSACTION = "settlement-transaction"
STATE, REASON = "settlement-state", "settlement-reason"


class Unreadable(Exception):
    """A resource does not say what its transaction needs; the text names the place."""


def money(fen: int) -> dict[str, Any]:
    """Return an amount as Money in yuan."""
    return {"value": Written(yuan_from_fen(fen)), "currency": CURRENCY}


def fen_of(value: object, where: str) -> int:
    """Return the fen of a Money.  Raises Unreadable for anything else, as an extension may hold."""
    try:
        if not isinstance(value, Mapping) or value.get("currency", CURRENCY) != CURRENCY:
            raise ValueError
        return fen_from_yuan(str(value["value"]))
    except (KeyError, ValueError) as fault:
        raise Unreadable(where) from fault


def day_of(value: Any, where: str) -> date:
    """Return a day.  Raises Unreadable."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as fault:
        raise Unreadable(where) from fault


def decimal_of(value: Any) -> Decimal:
    """Return a plain decimal of a number as it was written.  Raises InvalidOperation."""
    found = Decimal(str(value))
    if not found.is_finite():
        raise InvalidOperation
    return found


def beside(name: str, value: Any) -> dict[str, Any]:
    """Return an extension of ours; its kind follows the value."""
    if isinstance(value, bool):
        return {"url": own(name), "valueBoolean": value}
    if isinstance(value, int):
        return {"url": own(name), "valueMoney": money(value)}
    if isinstance(value, Decimal):
        return {"url": own(name), "valueDecimal": Written(str(value))}
    if isinstance(value, date):
        return {"url": own(name), "valueDate": value.isoformat()}
    return {"url": own(name), "valueString": value}


def besides(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return extensions of what is known: neither None nor empty."""
    return [beside(name, value) for name, value in values.items() if value not in (None, "")]


def extra(resource: Mapping[str, Any], name: str) -> Any:
    """Return the value of an extension of ours, as it was sent; None without one."""
    for one in resource.get("extension", ()):
        if one.get("url") == own(name):
            return next((value for key, value in one.items() if key.startswith("value")), None)
    return None


def extras(resource: Mapping[str, Any], name: str) -> list[Any]:
    """Return the values of every extension of ours of one name."""
    found = []
    for one in resource.get("extension", ()):
        if one.get("url") == own(name):
            found += [value for key, value in one.items() if key.startswith("value")]
    return found


def fen_beside(resource: Mapping[str, Any], name: str) -> int | None:
    """Return the fen of an extension of ours; None without one.  Raises Unreadable."""
    found = extra(resource, name)
    return None if found is None else fen_of(found, name)


def code_of(held: Mapping[str, Any] | None, system: str) -> str:
    """Return the code of one of our systems in a CodeableConcept; empty without one."""
    for one in (held or {}).get("coding", ()):
        if one.get("system") == own(system):
            return str(one.get("code", ""))
    return ""


def codes(*pairs: tuple[str, str]) -> dict[str, Any]:
    """Return a CodeableConcept of codes of ours: (system, code)."""
    return {"coding": [concept(own(system), code)["coding"][0] for system, code in pairs if code]}


def resource_of(
    kind: str,
    transaction: str,
    number: str,
    head: Mapping[str, str],
    body: Mapping[str, Any],
    *,
    reasons: Iterable[str] = (),
) -> Resource:
    """Return a resource of a transaction, with its number and the head of the national message."""
    told = [*besides({TRANSACTION: transaction, **head}), *(beside(REASON, one) for one in reasons)]
    return present(
        {
            "resourceType": kind,
            "id": f"{transaction.lower()}-{number}"[:64],
            "extension": [*told, *body.get("extension", ())],
            "identifier": [{"system": own("settlement"), "value": number}],
            **{key: value for key, value in body.items() if key != "extension"},
        }
    )


def number_of(resource: Mapping[str, Any]) -> str:
    """Return the number of a transaction.  Raises Unreadable."""
    for one in resource.get("identifier", ()):
        if one.get("system") == own("settlement") and one.get("value"):
            return str(one["value"])
    raise Unreadable(f"{resource.get('resourceType')}.identifier")


def node_named(code: str) -> dict[str, Any]:
    """Return a reference to a node as the insurer of a resource."""
    return {"identifier": {"system": own("node"), "value": code}}
