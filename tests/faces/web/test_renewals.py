"""What the form of a renewed contract begins with."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from yiyang.agreements.models import Agreement
from yiyang.faces.web.contracts.forms import renewal_of


def test_a_contract_that_ended_on_a_leap_day_is_renewed_until_the_day_after_february() -> None:
    over = Agreement(variety="UMG", span=DateRange(date(2025, 3, 1), date(2028, 2, 29)))
    assert renewal_of(over) == {
        "since": date(2028, 2, 29),
        "until": date(2031, 3, 1),
        "variety": "UMG",
    }
