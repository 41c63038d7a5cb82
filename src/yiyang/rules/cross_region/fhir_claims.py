"""A claim that goes home and its split that comes back: FHIR Claim and ClaimResponse.

Each line says its class, first share and limit by the catalogue of the place of care
(就医地目录); the answer says each layer by the policy of home (参保地政策), with the field of the
national interface it fills.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_parts import (
    REASON,
    STATE,
    Unreadable,
    beside,
    besides,
    code_of,
    codes,
    day_of,
    decimal_of,
    extra,
    extras,
    fen_beside,
    fen_of,
    money,
    node_named,
    number_of,
    resource_of,
)
from yiyang.rules.cross_region.terms import Borne, Split
from yiyang.rules.fhir_map.projections.terms import Resource, concept, present
from yiyang.rules.fhir_map.written import Written

CLAIM_TYPE = "http://terminology.hl7.org/CodeSystem/claim-type"
PRIORITY = "http://terminology.hl7.org/CodeSystem/processpriority"
ROLE = "http://terminology.hl7.org/CodeSystem/ex-diagnosistype"
NO_COVERAGE = {"display": "basic medical insurance"}
KINDS = {code: kind for kind, code in national.MED_TYPES.items()}
CLASSES = {code: kind for kind, code in national.CHRGITM_LV.items()}
STATES = ("OPEN", "SETTLED", "REFUSED", "REVERSED")  # that the home node answers
USES = {national.PRESETTLE: "predetermination"}
CANCELLED = (national.REVERSE, national.UNDO)


@dataclass(frozen=True)
class Item:
    """One line by the catalogue of the place of care; ``charge`` is med_chrgitm_type."""

    code: str
    name: str
    charge: str
    on: date
    quantity: Decimal
    fen: int
    catalogue: str
    first_self_pay: Decimal
    limit_fen: int | None
    hospital_fen: int


@dataclass(frozen=True)
class Asked:
    """What the place of care asks: a claim under its number there."""

    number: str
    kind: str
    begun_on: date
    ended_on: date
    items: tuple[Item, ...]
    diagnosis: str = ""
    referral_number: str = ""
    is_emergency: bool = False
    major_illness: bool = False

    @property
    def total_fen(self) -> int:
        """What the lines come to."""
        return sum(one.fen for one in self.items)


@dataclass(frozen=True)
class Told:
    """What the home node answers: the state at home, the split it stands on, and each reason."""

    number: str
    state: str
    split: Split | None = None
    settled_on: date | None = None
    reversed_on: date | None = None
    reasons: tuple[str, ...] = ()


def claim_of(
    transaction: str, asked: Asked, head: Mapping[str, str], *, provider: str, at: datetime
) -> Resource:
    """Return the Claim of a transaction; its patient is set where the message is made.

    Args:
        provider: reference of the institution; empty where only the number is known.
    """
    told = besides(
        {
            "referral-number": asked.referral_number,
            "emergency": asked.is_emergency or None,
            "major-illness": asked.major_illness or None,
        }
    )
    body = {
        "extension": told,
        "status": "cancelled" if transaction in CANCELLED else "active",
        "type": concept(CLAIM_TYPE, "institutional"),
        "subType": codes(("med_type", national.MED_TYPES[asked.kind])),
        "use": USES.get(transaction, "claim"),
        "patient": {"reference": "Patient/"} if provider else {"display": "of this number"},
        "billablePeriod": {"start": asked.begun_on.isoformat(), "end": asked.ended_on.isoformat()},
        "created": at.isoformat(timespec="seconds"),
        "insurer": node_named(head.get("insuplc_admdvs", "")),
        "provider": {"reference": provider} if provider else {"display": "of this number"},
        "priority": concept(PRIORITY, "normal"),
        "diagnosis": _diagnosis(asked.diagnosis),
        "insurance": [{"sequence": 1, "focal": True, "coverage": NO_COVERAGE}],
        "item": [_item(place, one) for place, one in enumerate(asked.items, 1)],
        "total": money(asked.total_fen),
    }
    return resource_of("Claim", transaction, asked.number, head, body)


def _diagnosis(code: str) -> list[dict[str, Any]]:
    held = {"diagnosisCodeableConcept": codes(("diagnosis", code))}
    return [{"sequence": 1, **held, "type": [concept(ROLE, "principal")]}] if code else []


def _item(place: int, one: Item) -> Resource:
    told = {
        "chrgitm_lv": national.CHRGITM_LV[one.catalogue],
        "selfpay_prop": one.first_self_pay or None,
        "pric_uplmt": one.limit_fen,
        "hosp_part_amt": one.hospital_fen or None,
    }
    return present(
        {
            "extension": besides(told),
            "sequence": place,
            "revenue": codes(("med_chrgitm_type", one.charge)),
            "productOrService": {
                **codes(("item", one.code)),
                **({"text": one.name} if one.name else {}),
            },
            "servicedDate": one.on.isoformat(),
            "quantity": {"value": Written(str(one.quantity))},
            "net": money(one.fen),
        }
    )


def asked_of(claim: Mapping[str, Any]) -> Asked:
    """Return what a Claim asks.  Raises Unreadable."""
    during = claim.get("billablePeriod", {})
    kind = KINDS.get(code_of(claim.get("subType"), "med_type"))
    if kind is None:
        raise Unreadable("Claim.subType")
    held = [one.get("diagnosisCodeableConcept") for one in claim.get("diagnosis", ())]
    made = Asked(
        number=number_of(claim),
        kind=kind,
        begun_on=day_of(during.get("start"), "Claim.billablePeriod"),
        ended_on=day_of(during.get("end"), "Claim.billablePeriod"),
        items=tuple(_read_item(one) for one in claim.get("item", ())),
        diagnosis=code_of(held[0], "diagnosis") if held else "",
        referral_number=str(extra(claim, "referral-number") or ""),
        is_emergency=extra(claim, "emergency") is True,
        major_illness=extra(claim, "major-illness") is True,
    )
    if fen_of(claim.get("total"), "Claim.total") != made.total_fen:
        raise Unreadable("Claim.total")
    return made


def _read_item(one: Mapping[str, Any]) -> Item:
    where = f"Claim.item[{one.get('sequence')}]"
    catalogue = CLASSES.get(str(extra(one, "chrgitm_lv")))
    if catalogue is None:
        raise Unreadable(f"{where}.extension")
    service = one.get("productOrService", {})
    try:
        quantity = decimal_of(one["quantity"]["value"])
        share = decimal_of(extra(one, "selfpay_prop") or 0)
    except (KeyError, InvalidOperation) as fault:
        raise Unreadable(where) from fault
    return Item(
        code=code_of(service, "item"),
        name=str(service.get("text", "")),
        charge=code_of(one.get("revenue"), "med_chrgitm_type"),
        on=day_of(one.get("servicedDate"), f"{where}.serviced"),
        quantity=quantity,
        fen=fen_of(one.get("net"), f"{where}.net"),
        catalogue=catalogue,
        first_self_pay=share,
        limit_fen=fen_beside(one, "pric_uplmt"),
        hospital_fen=fen_beside(one, "hosp_part_amt") or 0,
    )


def answer_of(
    transaction: str, told: Told, kind: str, head: Mapping[str, str], *, patient: str, at: datetime
) -> Resource:
    """Return the ClaimResponse to a transaction."""
    days = {"settled-on": told.settled_on, "reversed-on": told.reversed_on}
    body = {
        "extension": besides({STATE: told.state, **days}),
        "status": "cancelled" if told.state == "REVERSED" else "active",
        "type": concept(CLAIM_TYPE, "institutional"),
        "subType": codes(("med_type", national.MED_TYPES[kind])),
        "use": USES.get(transaction, "claim"),
        "patient": {"reference": patient},
        "created": at.isoformat(timespec="seconds"),
        "insurer": node_named(head.get("insuplc_admdvs", "")),
        "outcome": "error" if told.state == "REFUSED" else "complete",
        "adjudication": [_layer(one) for one in told.split.layers] if told.split else [],
        "total": _totals(told.split) if told.split else [],
    }
    return resource_of("ClaimResponse", transaction, told.number, head, body, reasons=told.reasons)


def _layer(one: Borne) -> Resource:
    because = {"policy-line": one.key, "policy-act": one.act, "policy-mark": one.mark}
    return {
        "extension": [beside("base", one.base_fen), *besides(because)],
        "category": codes(("layer", one.layer), ("national-field", national.FIELDS[one.layer])),
        "amount": money(one.fen),
        "value": Written(str(one.percent)),
    }


def _totals(split: Split) -> list[Resource]:
    return [
        {"category": codes(("national-field", field)), "amount": money(fen)}
        for field, fen in national.sums_of(split).items()
    ]


def told_of(response: Mapping[str, Any]) -> Told:
    """Return what a ClaimResponse answers.  Raises Unreadable."""
    settled, reversed_on = (extra(response, name) for name in ("settled-on", "reversed-on"))
    state = str(extra(response, STATE))
    if state not in STATES:
        raise Unreadable("ClaimResponse.extension")
    return Told(
        number=number_of(response),
        state=state,
        split=_split(response) if response.get("total") else None,
        settled_on=day_of(settled, "settled-on") if settled else None,
        reversed_on=day_of(reversed_on, "reversed-on") if reversed_on else None,
        reasons=tuple(str(one) for one in extras(response, REASON)),
    )


def _split(response: Mapping[str, Any]) -> Split:
    sums = {
        code_of(one.get("category"), "national-field"): fen_of(one.get("amount"), "total")
        for one in response.get("total", ())
    }
    try:
        layers = tuple(_read_layer(one) for one in response.get("adjudication", ()))
        return Split(sums["medfee_sumamt"], sums["inscp_scp_amt"], layers)
    except (KeyError, InvalidOperation) as fault:
        raise Unreadable("ClaimResponse.total") from fault


def _read_layer(one: Mapping[str, Any]) -> Borne:
    layer = code_of(one.get("category"), "layer")
    if layer not in national.FIELDS:
        raise Unreadable("ClaimResponse.adjudication.category")
    return Borne(
        layer=layer,
        fen=fen_of(one.get("amount"), "ClaimResponse.adjudication.amount"),
        base_fen=fen_beside(one, "base") or 0,
        percent=decimal_of(one["value"]),
        key=str(extra(one, "policy-line") or ""),
        act=str(extra(one, "policy-act") or ""),
        mark=str(extra(one, "policy-mark") or ""),
    )
