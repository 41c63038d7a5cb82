"""Faults in FHIR data, citing the standard."""

from __future__ import annotations

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param

SOURCE = "HL7 FHIR R4 (4.0.1)"


def finding(code: str, where: str, **params: Param) -> Finding:
    """Return a fault at ``where``, a path within what was sent."""
    return Finding(code, where, Message(code, params), SOURCE)
