"""The words of placement: kinds of beds, triggers, colours, and a reason with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yiyang.kernel.messages import Param
from yiyang.rules.instruments.green_channel import Colour


class Kind(StrEnum):
    """A kind of bed.  Home palliative care has no bed of its own but fills the medical axis."""

    HOME_CARE_BED = "HOME_CARE_BED"
    INSTITUTION_BED = "INSTITUTION_BED"
    HOME_MEDICAL_BED = "HOME_MEDICAL_BED"
    HOSPITAL_BED = "HOSPITAL_BED"
    PALLIATIVE_BED = "PALLIATIVE_BED"
    HOME_PALLIATIVE = "HOME_PALLIATIVE"


__all__ = [
    "AT_HOME_KINDS",
    "CARE_KINDS",
    "SUSPENDING_KINDS",
    "URGENT",
    "Colour",
    "Kind",
    "Reason",
    "Trigger",
]

CARE_KINDS = frozenset({Kind.HOME_CARE_BED, Kind.INSTITUTION_BED})
SUSPENDING_KINDS = frozenset(
    {Kind.HOSPITAL_BED, Kind.PALLIATIVE_BED}
)  # they take the care bed's person away
AT_HOME_KINDS = frozenset({Kind.HOME_CARE_BED, Kind.HOME_MEDICAL_BED, Kind.HOME_PALLIATIVE})


class Trigger(StrEnum):
    """Why somebody should move (T1 to T10)."""

    CARE_ENV_WORSE = "CARE_ENV_WORSE"
    HEALTH_WORSE = "HEALTH_WORSE"
    IMPROVED = "IMPROVED"
    TERMINAL = "TERMINAL"
    SICKBED_WORSE = "SICKBED_WORSE"
    POST_ACUTE = "POST_ACUTE"
    DEPENDENCE_UP = "DEPENDENCE_UP"
    DEPENDENCE_DOWN = "DEPENDENCE_DOWN"
    PALLIATIVE_STABLE = "PALLIATIVE_STABLE"
    CLOSE = "CLOSE"


URGENT = frozenset({Colour.RED, Colour.ORANGE})


@dataclass(frozen=True)
class Reason:
    """One reason for or against, and the key of the policy line it rests on."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    because: str = ""
