"""Seal what was written: the audit trail and the service ledger."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from yiyang.audit.anchor import anchor_file, extend_anchor
from yiyang.audit.sealing import seal_stream
from yiyang.audit.signing import load_signer
from yiyang.faces.jobs.schedule import every
from yiyang.faces.streams import STREAMS


@every("* * * * *")
def seal(at: datetime) -> str:
    """Seal every stream and copy the new heads to the anchor files."""
    signer = load_signer(settings.KEY_DIR)
    said = []
    for stream in STREAMS:
        done = seal_stream(stream, signer=signer, at=at)
        extend_anchor(anchor_file(settings.ANCHOR_DIR, stream.name), stream.name)
        said.append(f"{stream.name}: {done.rows} rows in {done.seals} seals")
    return "; ".join(said)
