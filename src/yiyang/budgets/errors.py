"""Why a settlement run is declined; nothing has been written."""

from __future__ import annotations

from collections.abc import Sequence

from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding


class RunHasFaults(Refused):
    """What is to be kept has faults; ``findings`` name each."""

    code = "RUN_HAS_FAULTS"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = tuple(findings)


class RunKeptAlready(Refused):
    """The same scenario on the same discharges is kept for this period."""

    code = "RUN_KEPT_ALREADY"


class RunIsTrial(Refused):
    """A trial is never posted."""

    code = "RUN_IS_TRIAL"


class RunNotKept(Refused):
    """It is posted or withdrawn already."""

    code = "RUN_NOT_KEPT"


class RunAgainstLaw(Refused):
    """The law does not allow this run to be posted."""

    code = "RUN_AGAINST_LAW"


class PeriodPosted(Refused):
    """Another run of the period and fund is posted: withdraw it first."""

    code = "RUN_PERIOD_POSTED"


class MonthCounted(Refused):
    """The year's clearing has counted this month's prepayment."""

    code = "RUN_MONTH_COUNTED"


class CapitationKept(Refused):
    """The fund has settled this centre's year by head: it is withdrawn before another stands."""

    code = "CAPITATION_KEPT"


class CapitationWithdrawn(Refused):
    """This year by head is withdrawn already."""

    code = "CAPITATION_WITHDRAWN"


class PackageNotAllowed(Refused):
    """The book does not allow packages to be split so."""

    code = "PACKAGE_NOT_ALLOWED"


class ConsortiumWithoutLead(Refused):
    """The agreement names no institution that leads the consortium."""

    code = "CONSORTIUM_WITHOUT_LEAD"
