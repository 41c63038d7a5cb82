"""The words of booking: pools of slots, ways to book, how a clinic stands to a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yiyang.kernel.messages import Param


class Part(StrEnum):
    """A part of a session's slots: for family doctors, or for everybody."""

    RESERVED = "RESERVED"
    PUBLIC = "PUBLIC"


class Via(StrEnum):
    """Who books: the person (or a relative), their family doctor, a referral that was accepted."""

    SELF = "SELF"
    FAMILY_DOCTOR = "FAMILY_DOCTOR"
    REFERRAL = "REFERRAL"


class Relation(StrEnum):
    """How an institution stands to a person's family doctor agreement."""

    OWN_CENTRE = "OWN_CENTRE"
    COMBINATION = "COMBINATION"
    CONSORTIUM = "CONSORTIUM"
    ELSEWHERE = "ELSEWHERE"


INSIDE = frozenset({Relation.OWN_CENTRE, Relation.COMBINATION})


@dataclass(frozen=True)
class Reason:
    """One reason, and the key of the policy line it rests on."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    key: str = ""
