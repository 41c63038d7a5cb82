"""A scenario: a network of places, institutions and beds, who comes, and what is changed in it.

What people need and how long they stay is no part of it: these are lines of the policy book
(``simulation.*``), which ``policy`` may replace for this scenario alone.
The form stands in ``docs/simulation.md``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer, model_validator

from yiyang.rules.placement.terms import Colour, Kind, Trigger

BedKind = Literal[
    "HOME_CARE_BED", "INSTITUTION_BED", "HOME_MEDICAL_BED", "HOSPITAL_BED", "PALLIATIVE_BED"
]
Code = Annotated[str, Field(min_length=1, max_length=64)]
Number = Annotated[int, Field(ge=0, le=1_000_000)]
Rate = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
Day = Annotated[int, Field(ge=0, le=100_000)]
LEVELS = 5


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SubDistrict(_Part):
    """Where people live; the point is where they are reckoned to start from."""

    code: Code
    name: str = ""
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]


class Institution(_Part):
    """A provider: beds of each kind, who stays in them when the run begins, and its staff.

    ``start`` counts people by ability level 0 to 4; no ``staff`` for a kind means no limit by it.
    """

    code: Code
    name: str = ""
    place: Code
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    capabilities: frozenset[str] = frozenset()
    highest_care_level: Annotated[int, Field(ge=0, le=9)] | None = None
    designated: bool = False
    serves: frozenset[str] = frozenset()
    beds: dict[BedKind, Number]
    start: dict[BedKind, Annotated[list[Number], Field(min_length=LEVELS, max_length=LEVELS)]] = {}
    staff: dict[BedKind, Number] = {}

    @field_serializer("capabilities", "serves", when_used="json")
    def _in_order(self, codes: frozenset[str]) -> list[str]:
        """Write codes in their order: a set's own is another one in each process."""
        return sorted(codes)


class Contract(_Part):
    """A five-bed contract: people who are at one institution have priority at the other."""

    origin: Code
    partner: Code


class Arrivals(_Part):
    """People of one sub-district who ask for a bed for one reason, so many a day.

    ``levels`` in thousandths by ability level; without it the book's.  ``low`` and ``high`` are
    the interval of an estimate.
    """

    place: Code
    trigger: Trigger
    per_day: Rate
    low: Rate | None = None
    high: Rate | None = None
    levels: Annotated[list[Number], Field(min_length=LEVELS, max_length=LEVELS)] | None = None
    colour: Colour | None = None


class Wave(_Part):
    """An epidemic wave: more people whose health gets worse, rising to a peak and falling."""

    place: Code
    from_day: Day
    days: Annotated[int, Field(gt=0, le=3650)]
    peak_per_day: Rate
    trigger: Trigger = Trigger.HEALTH_WORSE


class Beds(_Part):
    """Beds added to an institution's, or taken away, from a day after the warm-up on."""

    institution: Code
    kind: BedKind
    add: Annotated[int, Field(ge=-100_000, le=100_000)]
    from_day: Day = 0


class Staff(_Part):
    """A part of the staff, in thousandths, is there; the rest is ill or gone.

    Without an institution or kind it holds for all of them that have staff or beds.
    """

    permille: Annotated[int, Field(ge=0, le=1000)]
    institution: Code | None = None
    kind: BedKind | None = None
    from_day: Day = 0
    until_day: Day | None = None


class Scenario(_Part):
    """One plan, complete."""

    name: dict[Literal["zh", "en"], str]
    source: str
    mark: Literal["seed", "official", "secondary", "unverified", "inferred", "proposed"]
    place: Annotated[str, Field(pattern=r"^([0-9]{6,12}|CN)$")] = "CN"
    on: date
    days: Annotated[int, Field(gt=0, le=100_000)]
    warm_up: Annotated[int, Field(ge=0, le=100_000)]
    replications: Annotated[int, Field(ge=2, le=1000)]
    seed: Annotated[int, Field(ge=0, lt=2**62)]
    cycle_days: Annotated[int, Field(ge=0, le=365)] = 0
    accumulating: dict[str, Rate] = {}
    policy: dict[str, Any] = {}
    sub_district: Annotated[list[SubDistrict], Field(min_length=1, max_length=200)]
    institution: Annotated[list[Institution], Field(min_length=1, max_length=2000)]
    contract: list[Contract] = []
    arrivals: list[Arrivals] = []
    wave: list[Wave] = []
    beds: list[Beds] = []
    staff: list[Staff] = []

    @model_validator(mode="after")
    def _names(self) -> Scenario:
        if set(self.name) != {"zh", "en"} or not all(self.name.values()):
            raise ValueError("the name stands in both languages")
        return self


def pools_of(scenario: Scenario) -> list[tuple[int, Kind]]:
    """Return a pool for each kind of each institution that has or will have such beds.

    An institution is said by its place in the list.
    """
    later = {(each.institution, each.kind) for each in scenario.beds}
    return [
        (number, kind)
        for number, house in enumerate(scenario.institution)
        for kind in Kind
        if house.beds.get(kind.value, 0) or (house.code, kind.value) in later  # type: ignore[call-overload]
    ]
