"""Whether two records are of one person: by the number that everybody has, else by chances.

Source: HZ-14 (one record from birth to death); ``identity.chances``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yiyang.kernel.identifiers import is_resident_id
from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

RESIDENT_ID = "RESIDENT_ID"


class Verdict(StrEnum):
    """What two records are to each other."""

    SAME = "SAME"
    DOUBTFUL = "DOUBTFUL"
    APART = "APART"


@dataclass(frozen=True)
class Compared:
    """How two records compare; None where one of them does not say.

    ``per_million`` is the chance that they are one person; ``same_number`` tells whether two
    valid resident ids are equal.
    """

    per_million: int
    same_number: bool | None
    same_birth: bool | None
    same_sex: bool | None


@dataclass(frozen=True)
class Sameness:
    """The verdict and why."""

    verdict: Verdict
    reasons: tuple[Message, ...]


@rule("identity.same_person")
def same_person(compared: Compared, reading: Reading) -> Sameness:
    """Return whether two records are of one person, doubtful, or of two.

    Equal valid resident ids make one person, unless birth or sex differ: then a number was
    given to the wrong one, and somebody must look.  Two different valid ids are two people.

    Source: HZ-14, HZ-15; GB 11643 (one number for life); ``identity.chances``.
    """
    chances = reading.table("identity.chances")
    if compared.same_number is not None:
        if not compared.same_number:
            return Sameness(Verdict.APART, (Message("IDENTITY_NUMBERS_DIFFER"),))
        if compared.same_birth is False or compared.same_sex is False:
            return Sameness(Verdict.DOUBTFUL, (Message("IDENTITY_NUMBER_OF_ANOTHER"),))
        return Sameness(Verdict.SAME, (Message("IDENTITY_NUMBERS_EQUAL"),))
    chance = compared.per_million
    said = {"per_million": chance}
    if chance >= int(chances["same"]) and compared.same_sex is not False:
        return Sameness(Verdict.SAME, (Message("IDENTITY_LIKELY", said),))
    if chance >= int(chances["doubtful"]):
        return Sameness(Verdict.DOUBTFUL, (Message("IDENTITY_DOUBTFUL", said),))
    return Sameness(Verdict.APART, (Message("IDENTITY_UNLIKELY", said),))


def same_number(left: str, right: str) -> bool | None:
    """Tell whether two resident ids are equal; None where one of them is not a valid id."""
    if not (is_resident_id(left) and is_resident_id(right)):
        return None
    return left == right


def equal_or_unknown(left: str, right: str) -> bool | None:
    """Tell whether two texts are equal; None where one of them is empty."""
    return left == right if left and right else None
