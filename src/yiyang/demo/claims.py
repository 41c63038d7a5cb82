"""Claims and presences while they are made, and the pool of people to choose from."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

from yiyang.demo.beds import Stock
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import BedRow, ClaimRow, During, PresenceRow
from yiyang.demo.staff import Staff

AXIS = {
    "INSTITUTION_BED": "CARE",
    "HOME_CARE_BED": "CARE",
    "HOME_MEDICAL_BED": "MEDICAL",
    "HOSPITAL_BED": "MEDICAL",
    "PALLIATIVE_BED": "MEDICAL",
    "HOME_PALLIATIVE": "MEDICAL",
}
STATE_OF_CLAIM = {"OCCUPY": "OCCUPIED", "KEEP": "KEPT", "HOLD": "HELD"}
SEX_OF_ROOM = {"MEN": "1", "WOMEN": "2"}
RESPONSIBLE = {
    "HOME_MEDICAL_BED": "FAMILY_DOCTOR",
    "HOME_PALLIATIVE": "FAMILY_DOCTOR",
    "HOSPITAL_BED": "DOCTOR",
}
# Opening diagnoses (ICD-10): pneumonia, heart failure, stroke, hip fracture, chronic lung
# disease; sequelae of stroke, hemiplegia, pressure ulcer; advanced tumours.
DIAGNOSES = {
    "HOSPITAL_BED": ("J18.9", "I50.9", "I63.9", "S72.0", "J44.1"),
    "HOME_MEDICAL_BED": ("I69.3", "G81.9", "L89.9"),
    "PALLIATIVE_BED": ("C34.9", "C18.9", "C16.9"),
    "HOME_PALLIATIVE": ("C34.9", "C18.9", "C16.9"),
}
SHORTEST_STAY = timedelta(hours=6)
LONGEST = 5  # no stay is longer than so many times its mean


class ClaimBook:
    """Collects claims and presences; a bed takes the state of its open claim."""

    def __init__(self, random: Random, stock: Stock, staff: Staff, at: datetime) -> None:
        self.random, self.at = random, at
        self.beds = {bed.id: bed for bed in stock.beds}
        self.claims: list[ClaimRow] = []
        self.presences: list[PresenceRow] = []
        self._doctors: dict[tuple[int, str], list[int]] = defaultdict(list)
        for post in staff.posts:
            self._doctors[post.institution_id, post.duty].append(post.practitioner_id)

    def claim(
        self, bed: BedRow, elder: Elder, kind: str, span: During, *, ended: str = ""
    ) -> ClaimRow:
        """Add a claim, with a presence unless the bed is only kept or held."""
        doctors = self._doctors.get((bed.institution_id, RESPONSIBLE.get(bed.kind, "")))
        row = ClaimRow(
            id=len(self.claims) + 1,
            bed_id=bed.id,
            person_id=elder.id,
            kind=kind,
            span=span,
            is_active=not ended,
            end_reason=ended,
            responsible_id=self.random.choice(doctors) if doctors else None,
            diagnosis=self.random.choice(DIAGNOSES.get(bed.kind, ("",))),
        )
        self.claims.append(row)
        if kind == "OCCUPY":
            self.presences.append(PresenceRow(elder.id, AXIS[bed.kind], bed.kind, row.id, span))
        if not ended:
            self.set_state(bed, STATE_OF_CLAIM[kind], span.since)
        return row

    def set_state(self, bed: BedRow, state: str, since: datetime) -> None:
        """Give a bed a state since a moment."""
        self.beds[bed.id] = bed._replace(state=state, state_since=since)

    def began(self, bed_kind: str) -> datetime:
        """Return when a stay of this kind began: its mean length ago, exponentially spread."""
        mean = quantity("stays.days")[bed_kind]
        days = min(self.random.expovariate(1 / mean), LONGEST * mean)
        return (self.at - SHORTEST_STAY - timedelta(days=days)).replace(microsecond=0)


class Pool:
    """People who are not placed yet, the likelier ones first."""

    def __init__(self, random: Random, elders: Iterable[Elder], weights: Sequence[float]) -> None:
        drawn = [
            (random.random() ** (1 / weights[elder.level]), elder.id, elder)
            for elder in elders
            if weights[elder.level]
        ]
        self._waiting = deque(elder for *_, elder in sorted(drawn, reverse=True))

    def take(self, bed: BedRow, taken: Iterable[int], most: int | None = None) -> Elder | None:
        """Take the first who suits the bed and is not taken; the others keep their turn."""
        passed = []
        found = None
        while self._waiting and found is None:
            elder = self._waiting.popleft()
            if elder.id in taken:
                continue
            if suits(bed, elder, most):
                found = elder
            else:
                passed.append(elder)
        self._waiting.extendleft(reversed(passed))
        return found


def suits(bed: BedRow, elder: Elder, highest_level: int | None = None) -> bool:
    """Tell whether a bed suits a person by sex rule, care level, means and unit."""
    if SEX_OF_ROOM.get(bed.sex_rule, elder.sex) != elder.sex:
        return False
    if highest_level is not None and elder.level > highest_level:
        return False
    if bed.subsidy_class and not elder.low_income:
        return False
    return not bed.dementia_unit or "dementia" in elder.conditions
