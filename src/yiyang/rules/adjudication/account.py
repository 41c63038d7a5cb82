"""What is put on a personal account in a year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.adjudication.lines import percent_of
from yiyang.rules.registry import rule

OWN_PERCENT = "adjudication.account_own_percent"
RETIRED_CREDIT = "adjudication.account_retired"
RETIRED = "RETIRED"


@dataclass(frozen=True)
class AccountYear:
    """Whose account, in which year of age, and from which monthly base it is paid into."""

    insurance: str
    status: str
    age: int
    base_fen_per_month: int
    months: int


@dataclass(frozen=True)
class Credited:
    """The year's credit in fen."""

    fen: int


@rule("adjudication.account_credit")
def account_credit(facts: AccountYear, reading: Reading) -> Credited:
    """Return the credit of a year: of the retired by age, of others their own contribution.

    Residents' insurance has no personal account.

    Raises:
        NotInForce: the book has no amount for the age.

    Source: SM-6.14 (basic insurance with individual account); the city's insurance measures.
    """
    if facts.insurance != "EMPLOYEE":
        return Credited(0)
    if facts.status != RETIRED:
        percent: Decimal = reading.decimal(OWN_PERCENT)
        return Credited(percent_of(facts.base_fen_per_month * facts.months, percent))
    for row in reading.table(RETIRED_CREDIT)["rows"]:
        if facts.age < int(row.get("age_below", facts.age + 1)):
            return Credited(int(row["fen"]))
    raise NotInForce(RETIRED_CREDIT, reading.day, reading.place)
