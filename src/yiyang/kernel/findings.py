"""Faults in data that somebody sent: returned all at once, each naming its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiyang.kernel.messages import Message

SHOWN = 5  # faults in the words of an exception; all stand in ``findings``


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


class Faulty(Exception):
    """What was given cannot be used; ``findings`` says why, every fault with its place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{each.where}: {each.code}" for each in findings[:SHOWN]))
