"""The rows of the ledger: an act, and the act that takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.decisions.models import Decision
from yiyang.kernel.errors import Refused
from yiyang.ledger.models import Act, TimeTaken
from yiyang.ledger.projections import is_shown


class ActRecorded(Refused):
    """The same act has been recorded already."""

    code = "ACT_RECORDED"


class ActReversed(Refused):
    """The act has been reversed already, or is itself a reversal."""

    code = "ACT_REVERSED"


@transaction.atomic
def record_act(
    *,
    kind: str,
    person_id: int,
    institution_id: int,
    since: datetime,
    until: datetime,
    unit: str,
    source_kind: str,
    source_id: str,
    by: Actor,
    at: datetime,
    quantity: int = 1,
    practitioner_id: int | None = None,
    item: str = "",
    flags: Sequence[str] = (),
    decision: Decision | None = None,
) -> Act:
    """Record one delivered act, unasked: whoever records service by people calls ``deliver``.

    Args:
        since, until: when it was delivered, ``until`` excluded.
        source_kind, source_id: the row that is its proof; one act a source.

    Raises:
        ActRecorded: this source has its act already; nothing has been written.
    """
    try:
        with transaction.atomic():
            act = Act.objects.create(
                kind=kind,
                item=item,
                person_id=person_id,
                institution_id=institution_id,
                practitioner_id=practitioner_id,
                span=DateTimeTZRange(since, until),
                quantity=quantity,
                unit=unit,
                source_kind=source_kind,
                source_id=source_id,
                flags=list(flags),
                decision=decision,
                recorded_at=at,
            )
    except IntegrityError as error:
        if broken_constraint(error) == "act_source_once":
            raise ActRecorded(kind=kind) from error
        raise
    _audit("ledger.record", act, by, at)
    changed(at, act=act.pk if is_shown(act.kind) else None)
    return act


@transaction.atomic
def reverse_act(*, act: Act, reason: str, by: Actor, at: datetime) -> Act:
    """Take an act back by an act of its own; both rows stay, and its time is free again.

    Args:
        reason: the code of why.

    Raises:
        ActReversed: it has been reversed, or is a reversal.
    """
    if act.reverses_id is not None:
        raise ActReversed()
    try:
        with transaction.atomic():
            reversal = Act.objects.create(
                kind=act.kind,
                item=act.item,
                person_id=act.person_id,
                institution_id=act.institution_id,
                practitioner_id=act.practitioner_id,
                span=act.span,
                quantity=act.quantity,
                unit=act.unit,
                source_kind="reversal",
                source_id=str(act.pk),
                reverses=act,
                reason=reason,
                flags=act.flags,
                recorded_at=at,
            )
    except IntegrityError as error:
        if broken_constraint(error) in ("ledger_act_reverses_id_key", "act_source_once"):
            raise ActReversed() from error
        raise
    TimeTaken.objects.filter(act=act).delete()
    _audit("ledger.reverse", reversal, by, at)
    changed(at, act=act.pk if is_shown(act.kind) else None)
    return reversal


def broken_constraint(error: IntegrityError) -> str | None:
    """Return the name of the constraint that an error is of."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)


def _audit(action: str, act: Act, by: Actor, at: datetime) -> None:
    payload = {"kind": act.kind, "source": f"{act.source_kind}:{act.source_id}"}
    if act.reason:
        payload["reason"] = act.reason
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="act",
        subject_id=act.pk,
        person_id=act.person_id,
        payload=payload,
    )
