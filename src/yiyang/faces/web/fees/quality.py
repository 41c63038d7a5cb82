"""The appraisal that somebody's quality in a fee run was read from."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Min, Q

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.fees.models import Subject
from yiyang.fees.pay_selectors import Pay
from yiyang.performance.models import Appraisal
from yiyang.performance.selectors import appraisals_for
from yiyang.rules.fees import WHOLE

Kind = Appraisal.SubjectKind
NEAREST_FIRST = (Kind.PRACTITIONER, Kind.TEAM, Kind.INSTITUTION)


def appraisal_behind(assignment: Assignment, pay: Pay) -> Appraisal | None:
    """Return the final appraisal whose factor weighed a pay, if the reader may see it.

    One's own goes before the team's, and that before the institution's, as in the run; the
    team is the one they answered in there, whatever team they are in by now.
    """
    if not has_power(assignment, Power.SEE_MEASURES):
        return None
    work = pay.work
    answered_in = Subject.objects.filter(
        run=work.run_id,
        institution=work.institution_id,
        practitioner=work.practitioner_id,
        counts=True,
    ).aggregate(team=Min("team"))["team"]  # as the run took it
    of_them = (
        Q(subject_kind=Kind.PRACTITIONER, subject_id=work.practitioner_id)
        | Q(subject_kind=Kind.TEAM, subject_id=answered_in or 0)
        | Q(subject_kind=Kind.INSTITUTION, subject_id=work.institution_id)
    )
    rows = appraisals_for(assignment).filter(
        of_them,
        period=pay.posting.run.period,
        state=Appraisal.State.FINAL,
        factor=Decimal(work.quality) / WHOLE,
    )
    return min(rows, key=lambda row: NEAREST_FIRST.index(Kind(row.subject_kind)), default=None)
