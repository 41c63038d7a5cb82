"""Evaluating a transfer: which kinds of bed are open, and the consent to the proposed one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.beds import facts
from yiyang.beds.errors import KindNotOpen
from yiyang.beds.models import Transfer
from yiyang.beds.services.steps import audit, lock_case, reading_for, tell_coordinator
from yiyang.cases.services import advance, attach, withdraw
from yiyang.decisions.services import Subject, decide
from yiyang.documents.services import keep_document
from yiyang.notices.services import notify
from yiyang.rules.placement.evaluate import Evaluation, evaluate
from yiyang.rules.placement.terms import Kind


@transaction.atomic
def evaluate_transfer(
    *,
    transfer: Transfer,
    declared: Mapping[str, Any],
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Evaluation:
    """Evaluate by the rule, keep the decision, take the best open kind as the wanted one.

    A kind consented to stays wanted while it is open; otherwise its consent stands no more.

    Args:
        declared: what the evaluator adds to or corrects in what was declared before; None takes
            back what was declared by mistake.

    Raises:
        NotInForce: a planned case met a value that is missing or, in strict mode, unsettled.
        CaseMovedOn, ActionNotOpen: somebody else acted first, or the case is past this.
    """
    lock_case(transfer)
    said = {**transfer.declared, **declared}
    transfer.declared = {name: value for name, value in said.items() if value is not None}
    reading = reading_for(transfer, at)
    subject = Subject("transfer", transfer.pk, transfer.person_id)
    situation = facts.situation_of(transfer, at, district=reading.place)
    decided = decide(evaluate, situation, reading=reading, subject=subject, at=at)
    proposed = decided.result.proposed
    transfer.evaluation = decided.decision
    consented = _consented(transfer)
    is_open = consented and decided.result.verdict(consented).is_open
    transfer.wanted_kind = consented if is_open else proposed[0].value if proposed else ""
    transfer.save(update_fields=["declared", "evaluation", "wanted_kind"])
    transfer.case = advance(
        case=transfer.case,
        action="EVALUATE",
        by=by,
        at=at,
        reading=reading,
        expected_version=expected_version,
        decision=decided.decision,
        params={"proposed": [kind.value for kind in proposed]},
    )
    if consented and not is_open:
        withdraw(case=transfer.case, kind="CONSENT", by=by, at=at)
    reference = f"decision:{decided.decision.pk}"
    attach(case=transfer.case, kind="EVALUATION", reference=reference, by=by, at=at)
    if decided.result.missing_keys:
        _ask_policy_desk(transfer, decided.result.missing_keys, by, at)
    if not proposed:
        tell_coordinator(transfer, "TRANSFER_NOTHING_OPEN", by, at)
    audit("evaluate", transfer, by, at, decision=decided.decision.pk)
    return decided.result


def _consented(transfer: Transfer) -> Kind | None:
    """Return the kind of bed that a consent on the case is for, or None."""
    given = transfer.case.attachments.filter(kind="CONSENT", added_at__isnull=False)
    return Kind(transfer.wanted_kind) if transfer.wanted_kind and given.exists() else None


@dataclass(frozen=True)
class Scan:
    """A paper as it was handed in."""

    name: str
    body: bytes


@transaction.atomic
def give_consent(
    *,
    transfer: Transfer,
    kind: Kind,
    signer: str,
    signed: Scan | None = None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Transfer:
    """Record that the person, or who represents them, consents to one kind of bed.

    Args:
        signer: ``PERSON`` or ``REPRESENTATIVE``.
        signed: the signed form as it was scanned, where there is one.

    Raises:
        KindNotOpen: the evaluation does not open that kind; nothing has been written.
    """
    lock_case(transfer)
    if kind.value not in open_kinds(transfer):
        raise KindNotOpen(kind=kind.value)
    reading = reading_for(transfer, at)
    transfer.wanted_kind = kind.value
    transfer.save(update_fields=["wanted_kind"])
    reference = f"consent:{signer}:{at.isoformat()}"
    document = None
    if signed is not None:
        document = keep_document(
            by=by, at=at, body=signed.body, name=signed.name, person_id=transfer.person_id
        )
    attach(case=transfer.case, kind="CONSENT", document=document, reference=reference, by=by, at=at)
    transfer.case = advance(
        case=transfer.case,
        action="CONSENT",
        by=by,
        at=at,
        reading=reading,
        expected_version=expected_version,
        params={"kind": kind.value, "signer": signer},
    )
    audit("consent", transfer, by, at, kind=kind.value, signer=signer)
    return transfer


def open_kinds(transfer: Transfer) -> tuple[str, ...]:
    """Return the kinds that the stored evaluation opens, those proposed first."""
    if transfer.evaluation is None:
        return ()
    result = transfer.evaluation.result
    is_open = [verdict["kind"] for verdict in result["verdicts"] if verdict["is_open"]]
    return tuple(dict.fromkeys([*result["proposed"], *is_open]))


def _ask_policy_desk(transfer: Transfer, keys: tuple[str, ...], by: Actor, at: datetime) -> None:
    """Tell the policy desk which lines the book lacks; the emergency has gone on without."""
    for key in keys:
        notify(
            code="POLICY_VALUE_MISSING",
            params={"key": key},
            subject_kind="policy",
            subject_id=transfer.pk,
            role="POLICY_DESK",
            place_id=transfer.case.place_id,
            link="/policy/",
            by=by,
            at=at,
        )
