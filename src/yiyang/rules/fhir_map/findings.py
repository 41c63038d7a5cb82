"""Faults in FHIR data, citing the standard."""

from __future__ import annotations

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param
from yiyang.rules.fhir_map.asked_values import BadValue

SOURCE = "HL7 FHIR R4 (4.0.1)"


def finding(code: str, where: str, **params: Param) -> Finding:
    """Return a fault at ``where``, a path within what was sent."""
    return Finding(code, where, Message(code, params), SOURCE)


class Fault(Exception):
    """What is wrong with one parameter; ``is_unknown``: only that it is not known here."""

    def __init__(self, code: str, *, is_unknown: bool = False, **params: Param) -> None:
        self.code, self.is_unknown, self.params = code, is_unknown, params
        super().__init__(code)

    @classmethod
    def again(cls, told: BadValue | Fault) -> Fault:
        """Return a fault of a value, or one within a filter, as what is wrong with it all."""
        made = cls(told.code)
        made.params = told.params
        return made
