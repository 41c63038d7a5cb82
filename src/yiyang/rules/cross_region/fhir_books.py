"""What nodes tell of many settlements: the lines of a day, the statement of a month, money sent.

Also whether somebody is insured and filed: the question of the place of care and the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_parts import (
    REASON,
    STATE,
    Unreadable,
    beside,
    besides,
    codes,
    day_of,
    extra,
    extras,
    fen_beside,
    fen_of,
    money,
    node_named,
    number_of,
    resource_of,
)
from yiyang.rules.cross_region.terms import BookLine
from yiyang.rules.fhir_map.projections.terms import Resource, own

SUMS = ("due_fen", "from_prepaid_fen", "moved_fen", "prepaid_after_fen")


@dataclass(frozen=True)
class Book:
    """Lines of a time under a number; ``sums`` of a statement; ``state`` of an answer.

    ``awaited`` are the numbers that the place of care has asked for and heard nothing of.
    """

    number: str
    since: date
    until: date
    lines: tuple[BookLine, ...]
    sums: tuple[tuple[str, int], ...] = ()
    state: str = ""
    reasons: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()


def book_of(transaction: str, book: Book, head: Mapping[str, str], at: datetime) -> Resource:
    """Return a PaymentReconciliation with every line; ``until`` is the first day after."""
    body = {
        "extension": [
            *besides({STATE: book.state, "first-day-after": book.until}),
            *(beside(name, fen) for name, fen in book.sums),
            *(beside("awaited", number) for number in book.awaited),
        ],
        "status": "active",
        "period": {"start": book.since.isoformat()},
        "created": at.isoformat(timespec="seconds"),
        "paymentIssuer": node_named(head.get("insuplc_admdvs", "")),
        "outcome": "error" if book.state == "REFUSED" else "complete",
        "paymentDate": book.since.isoformat(),
        "paymentAmount": money(sum(one.due_fen for one in book.lines)),
        "detail": [_line(one) for one in book.lines],
    }
    return resource_of(
        "PaymentReconciliation", transaction, book.number, head, body, reasons=book.reasons
    )


def _line(one: BookLine) -> Resource:
    told = {
        "total": one.total_fen,
        "fund": one.fund_fen,
        "account": one.account_fen,
        "reversed-on": one.reversed_on,
    }
    return {
        "extension": besides(told),
        "identifier": {"system": own("settlement"), "value": one.number},
        "type": codes(("settlement-line", "REVERSED" if one.reversed_on else "SETTLED")),
        "date": one.settled_on.isoformat(),
        "amount": money(one.due_fen),
    }


def read_book(resource: Mapping[str, Any]) -> Book:
    """Return the lines that a PaymentReconciliation tells.  Raises Unreadable."""
    sums = tuple((name, fen_beside(resource, name)) for name in SUMS)
    return Book(
        number=number_of(resource),
        since=day_of(resource.get("period", {}).get("start"), "PaymentReconciliation.period"),
        until=day_of(extra(resource, "first-day-after"), "PaymentReconciliation.period"),
        lines=tuple(_read_line(one) for one in resource.get("detail", ())),
        sums=tuple((name, fen) for name, fen in sums if fen is not None),
        state=str(extra(resource, STATE) or ""),
        reasons=tuple(str(one) for one in extras(resource, REASON)),
        awaited=tuple(str(one) for one in extras(resource, "awaited")),
    )


def _read_line(one: Mapping[str, Any]) -> BookLine:
    where = "PaymentReconciliation.detail"
    number = one.get("identifier", {}).get("value")
    total, fund, account = (fen_beside(one, name) for name in ("total", "fund", "account"))
    if not number or total is None or fund is None or account is None:
        raise Unreadable(where)
    back = extra(one, "reversed-on")
    line = BookLine(
        number=str(number),
        settled_on=day_of(one.get("date"), where),
        reversed_on=day_of(back, where) if back else None,
        total_fen=total,
        fund_fen=fund,
        account_fen=account,
    )
    if fen_of(one.get("amount"), where) != line.due_fen:
        raise Unreadable(f"{where}.amount")
    return line


def payment_of(number: str, fen: int, day: date, head: Mapping[str, str], at: datetime) -> Resource:
    """Return the PaymentNotice of money that the home node sends ahead."""
    body = {
        "status": "active",
        "created": at.isoformat(timespec="seconds"),
        "payment": node_named(head["insuplc_admdvs"]),
        "paymentDate": day.isoformat(),
        "recipient": node_named(head["mdtrtarea_admvs"]),
        "amount": money(fen),
    }
    return resource_of("PaymentNotice", national.ADVANCE, number, head, body)


def read_payment(resource: Mapping[str, Any]) -> tuple[str, int, date]:
    """Return the number, the fen and the day of money sent ahead.  Raises Unreadable."""
    fen = fen_of(resource.get("amount"), "PaymentNotice.amount")
    day = day_of(resource.get("paymentDate"), "PaymentNotice.paymentDate")
    if fen <= 0:
        raise Unreadable("PaymentNotice.amount")
    return number_of(resource), fen, day


@dataclass(frozen=True)
class Question:
    """Whether somebody is insured and may be settled for; ``shown_code`` an insurance code."""

    number: str
    on: date
    kind: str
    is_emergency: bool = False
    shown_code: str = ""


@dataclass(frozen=True)
class Reply:
    """The answer: by which scheme insured, filed how, and each reason against settling."""

    number: str
    insurance: str
    filing: str
    counts_as: str
    allowed: bool
    reasons: tuple[str, ...] = ()


def question_of(question: Question, head: Mapping[str, str], at: datetime) -> Resource:
    """Return the CoverageEligibilityRequest of a question."""
    told = {
        "med_type": national.MED_TYPES[question.kind],
        "emergency": question.is_emergency or None,
        "mdtrt_cert_type": national.CERTIFICATES["CODE" if question.shown_code else "RESIDENT_ID"],
        "mdtrt_cert_no": question.shown_code,
    }
    body = {
        "extension": besides(told),
        "status": "active",
        "purpose": ["validation", "benefits"],
        "patient": {"reference": "Patient/"} if not question.shown_code else {"display": "by code"},
        "servicedDate": question.on.isoformat(),
        "created": at.isoformat(timespec="seconds"),
        "insurer": node_named(head["insuplc_admdvs"]),
    }
    return resource_of(
        "CoverageEligibilityRequest", national.ELIGIBILITY, question.number, head, body
    )


def read_question(resource: Mapping[str, Any]) -> Question:
    """Return what is asked.  Raises Unreadable."""
    kinds = {code: kind for kind, code in national.MED_TYPES.items()}
    kind = kinds.get(str(extra(resource, "med_type")))
    if kind is None:
        raise Unreadable("CoverageEligibilityRequest.extension")
    return Question(
        number=number_of(resource),
        on=day_of(resource.get("servicedDate"), "CoverageEligibilityRequest.serviced"),
        kind=kind,
        is_emergency=extra(resource, "emergency") is True,
        shown_code=str(extra(resource, "mdtrt_cert_no") or ""),
    )


def reply_of(
    reply: Reply, head: Mapping[str, str], *, patient: str, at: datetime, purpose: Sequence[str]
) -> Resource:
    """Return the CoverageEligibilityResponse of an answer."""
    told = {
        "insutype": national.INSUTYPES.get(reply.insurance, ""),
        "filing": reply.filing,
        "filing-counts-as": reply.counts_as,
    }
    body = {
        "extension": [*besides(told), *besides({"settled-directly": reply.allowed})],
        "status": "active",
        "purpose": list(purpose),
        "patient": {"reference": patient} if patient else {"display": "nobody insured here"},
        "created": at.isoformat(timespec="seconds"),
        "request": {"identifier": {"system": own("settlement"), "value": reply.number}},
        "outcome": "complete",
        "insurer": node_named(head["insuplc_admdvs"]),
        "insurance": [
            {"coverage": {"display": "basic medical insurance"}, "inforce": bool(reply.insurance)}
        ],
    }
    return resource_of(
        "CoverageEligibilityResponse",
        national.ELIGIBILITY,
        reply.number,
        head,
        body,
        reasons=reply.reasons,
    )


def read_reply(resource: Mapping[str, Any]) -> Reply:
    """Return an answer.  Raises Unreadable."""
    schemes = {code: name for name, code in national.INSUTYPES.items()}
    return Reply(
        number=number_of(resource),
        insurance=schemes.get(str(extra(resource, "insutype")), ""),
        filing=str(extra(resource, "filing") or ""),
        counts_as=str(extra(resource, "filing-counts-as") or ""),
        allowed=extra(resource, "settled-directly") is True,
        reasons=tuple(str(one) for one in extras(resource, REASON)),
    )
