"""What adjudication takes and gives.  Money is whole fen; percentages are decimal text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

CLASS_A, CLASS_B, CLASS_C = "A", "B", "C"  # wholly, partly and not in the catalogue

DEDUCTIBLE = "DEDUCTIBLE"
POOL = "POOL"
SUPPLEMENTARY = "SUPPLEMENTARY"
MAJOR_ILLNESS = "MAJOR_ILLNESS"
CIVIL_SERVANT = "CIVIL_SERVANT"
EMPLOYER = "EMPLOYER"
ASSISTANCE = "ASSISTANCE"
OTHER = "OTHER"
GUARANTEE = "GUARANTEE"
LONG_TERM_CARE = "LONG_TERM_CARE"
HOSPITAL = "HOSPITAL"
ACCOUNT = "ACCOUNT"
FAMILY_ACCOUNT = "FAMILY_ACCOUNT"
CASH = "CASH"
FUNDS = (
    POOL, SUPPLEMENTARY, MAJOR_ILLNESS, CIVIL_SERVANT, EMPLOYER, ASSISTANCE, OTHER, GUARANTEE,
    LONG_TERM_CARE,
)  # fmt: skip
OWN = (ACCOUNT, FAMILY_ACCOUNT, CASH)


@dataclass(frozen=True)
class Line:
    """One line of a claim.

    ``catalogue`` is the class at the place of care; ``first_self_pay`` the share of a class B
    line that is paid first, in percent; ``limit_fen`` the most that is in scope, None without;
    ``hospital_fen`` what of it the institution itself bears.
    """

    code: str
    fen: int
    catalogue: str
    first_self_pay: Decimal = Decimal(0)
    limit_fen: int | None = None
    hospital_fen: int = 0


@dataclass(frozen=True)
class TopUp:
    """A right of the insured to have ``percent`` of what is left in scope borne by a payer."""

    layer: str  # CIVIL_SERVANT, EMPLOYER or OTHER
    percent: Decimal


@dataclass(frozen=True)
class Insured:
    """Who is insured, and how: EMPLOYEE or RESIDENT; IN_SERVICE, RETIRED or RESIDENT.

    ``assistance`` is a category of medical assistance or empty; accounts are what is in them.
    ``retired_year`` is None for who is not retired, or where the year is not known.
    """

    insurance: str
    status: str
    age: int
    assistance: str = ""
    top_ups: tuple[TopUp, ...] = ()
    account_fen: int = 0
    family_account_fen: int = 0
    retired_year: int | None = None


@dataclass(frozen=True)
class Accumulated:
    """What has been counted in the insurance year before this claim.

    ``deductible_fen`` counts toward the deductible of the claim's kind; ``episode_fen`` is the
    deductible borne in the stay that a referral goes on from.
    """

    deductible_fen: int = 0
    pool_fen: int = 0
    episode_fen: int = 0


@dataclass(frozen=True)
class Claim:
    """A claim to adjudicate.

    ``kind``: OUTPATIENT, INPATIENT, HOME_BED, MAJOR_OUTPATIENT.  ``level`` of the institution is
    0 to 3.  ``filing``: LOCAL, or how care away from home was filed (LONG_TERM, TRANSFER,
    EMERGENCY, UNFILED).  ``major_illness``: of the diseases that the residents' major illness
    insurance covers.  ``diagnosis``: the code of the principal one, where it is known.
    ``in_combination``: care inside the combination that the person has signed with.
    """

    kind: str
    level: int
    is_designated: bool
    is_referred: bool
    is_emergency: bool
    lines: tuple[Line, ...]
    insured: Insured
    accumulated: Accumulated = Accumulated()
    filing: str = "LOCAL"
    major_illness: bool = False
    diagnosis: str = ""
    in_combination: bool = False


@dataclass(frozen=True)
class LineSplit:
    """A line apart: outside the catalogue, above its price limit, paid first, in scope.

    With ``hospital_fen``, which the institution bears, the parts add up to the line.
    """

    code: str
    outside_fen: int
    above_limit_fen: int
    first_self_pay_fen: int
    in_scope_fen: int
    hospital_fen: int = 0


@dataclass(frozen=True)
class Layer:
    """What one layer bears: of ``base_fen`` at ``percent``, by the line of the book ``key``."""

    layer: str
    fen: int
    base_fen: int
    percent: Decimal
    key: str


@dataclass(frozen=True)
class Adjudicated:
    """A claim apart: its lines, its layers in order, and what is counted from now on.

    The layers but DEDUCTIBLE add up to the claim; DEDUCTIBLE tells what of the person's own
    part is due to it.  ``reasons`` are codes of what made a share differ.
    """

    total_fen: int
    in_scope_fen: int
    fund_fen: int
    person_fen: int
    lines: tuple[LineSplit, ...]
    layers: tuple[Layer, ...]
    accumulated: Accumulated
    reasons: tuple[str, ...]
    hospital_fen: int = 0
