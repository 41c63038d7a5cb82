"""Faults in data that somebody sent: returned all at once, each naming its place."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message


@dataclass(frozen=True)
class Finding:
    """One fault: a stable ``code``, ``where`` it stands (``row 12, column sex``), its message.

    ``source`` cites the standard or clause that makes it a fault, or is empty where the
    fault is plain (a missing column).  No personal data stands in any field.
    """

    code: str
    where: str
    message: Message
    source: str = ""
