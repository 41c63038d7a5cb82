"""The streams that are sealed: here, because no single app below knows them all."""

from __future__ import annotations

from yiyang.audit.models import Seal
from yiyang.audit.streams import AUDIT, Stream

LEDGER = Stream(
    Seal.Stream.LEDGER.value,
    "ledger_act",
    (
        (
            "id", "xid", "kind", "person_id", "institution_id", "practitioner_id",
            "extract(epoch from lower(span))", "extract(epoch from upper(span))",
            "quantity", "unit", "source_kind", "source_id", "reverses_id", "decision_id",
            "extract(epoch from recorded_at)",
        ),
        (
            "id", "xid", "kind", "item", "person_id", "institution_id", "practitioner_id",
            "extract(epoch from lower(span))", "extract(epoch from upper(span))",
            "quantity", "unit", "source_kind", "source_id", "reverses_id", "reason",
            "to_jsonb(flags)", "decision_id", "extract(epoch from recorded_at)",
        ),
    ),
)  # fmt: skip
STREAMS = (AUDIT, LEDGER)
