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
ACCOUNTS = Stream(
    Seal.Stream.ACCOUNTS.value,
    "accounts_posting",
    (
        (
            "id", "xid", "entry_id", "run_id", "debit_id", "credit_id", "fen", "rule",
            "decision_id", "source_kind", "source_id", "reverses_id",
            # Whose accounts and what entry: a change there is a change of the posting.
            "(select code from accounts_account a where a.id = debit_id)",
            "(select code from accounts_account a where a.id = credit_id)",
            "(select jsonb_build_array(e.kind, e.subject_kind, e.subject_id, e.day) "
            "from accounts_entry e where e.id = entry_id)",
        ),
    ),
)  # fmt: skip
STREAMS = (AUDIT, LEDGER, ACCOUNTS)
