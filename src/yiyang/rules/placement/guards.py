"""The guard of each kind of bed: reasons for, reasons against; open when nothing is against.

Source: JA-2.2.2; beds and thresholds as the lines of ``placement.yaml`` cite them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from yiyang.kernel.messages import Param
from yiyang.policy.book import Reading
from yiyang.rules.placement.situation import Situation
from yiyang.rules.placement.terms import Kind, Reason, Trigger

Reasons = tuple[Reason, ...]
MONTHS_A_YEAR = 12
Guard = Callable[[Situation, Reading], tuple[Reasons, Reasons]]


@dataclass
class _Weighing:
    """Collects reasons on both sides; every condition names itself and its line."""

    reading: Reading
    favour: list[Reason] = field(default_factory=list)
    against: list[Reason] = field(default_factory=list)

    def ask(self, holds: bool | None, code: str, key: str, **params: Param) -> None:
        """Weigh one condition; not known counts against, with its own code."""
        self.reading.line(key)
        if holds:
            self.favour.append(Reason(f"{code}_YES", params, key))
        else:
            suffix = "UNKNOWN" if holds is None else "NO"
            self.against.append(Reason(f"{code}_{suffix}", params, key))

    def answer(self) -> tuple[Reasons, Reasons]:
        return tuple(self.favour), tuple(self.against)


def home_care_bed(s: Situation, reading: Reading) -> tuple[Reasons, Reasons]:
    """Entry to a home elderly care bed.  Source: JA-2.2.2 (``placement.home_care_bed.*``)."""
    w = _Weighing(reading)
    key = "placement.home_care_bed"
    entry = "instruments.home_care_bed_entry"  # the same lines as the checklist of that entry
    age = reading.integer(f"{entry}.youngest_resident")
    level, sh_level = reading.integer(f"{entry}.gb_level"), reading.integer(f"{entry}.sh_level")
    w.ask(_at_least(s.age, age), "AGE", f"{entry}.youngest_resident", limit=age)
    dependent = _either(_at_least(s.gb_level, level), _at_least(s.sh_level, sh_level))
    w.ask(dependent, "DEPENDENT", f"{entry}.gb_level", limit=level)
    w.ask(s.lives_in_district, "LIVES_IN_DISTRICT", f"{key}.conditions")
    w.ask(s.operator_contract, "OPERATOR_CONTRACT", f"{key}.conditions")
    w.ask(s.devices_complete, "DEVICES_COMPLETE", f"{key}.conditions")
    w.ask(s.consent, "CONSENT", f"{key}.conditions")
    return w.answer()


def institution_bed(s: Situation, reading: Reading) -> tuple[Reasons, Reasons]:
    """Entry to an institution bed.  Source: JA-2.2.2 (``placement.institution_bed.*``).

    The institution's own care class is weighed in ranking, institution by institution.  Whether
    there is an infection, and the psychiatric risk, must have been looked at: nobody guesses.
    """
    w = _Weighing(reading)
    key = "placement.institution_bed"
    months = reading.integer(f"{key}.assessment_months")
    valid = _is_valid(s.gb_assessed_on, s.asked_on, months)
    w.ask(valid, "ASSESSMENT_VALID", f"{key}.assessment_months", months=months)
    level = reading.integer(f"{key}.gb_level")
    w.ask(_at_least(s.gb_level, level), "INSTITUTION_LEVEL", f"{key}.gb_level", limit=level)
    w.ask(_not(s.acute_infection), "NO_ACUTE_INFECTION", f"{key}.conditions")
    highest = reading.integer(f"{key}.psychiatric_risk")
    calm = None if s.psychiatric_risk is None else s.psychiatric_risk <= highest
    w.ask(calm, "PSYCHIATRIC_RISK", f"{key}.psychiatric_risk", limit=highest)
    return w.answer()


def home_medical_bed(s: Situation, reading: Reading) -> tuple[Reasons, Reasons]:
    """Opening a home medical bed.  Source: JA-2.2.2, JA-2.2.3 (``placement.home_medical_bed.*``).

    Unstable vital signs, an infection that needs isolation, an unsafe home, or no carer when a
    procedure needs one close it.
    """
    w = _Weighing(reading)
    key = "placement.home_medical_bed"
    most_key = "instruments.home_medical_bed_entry.news2_most"
    most = reading.integer(most_key)
    stable = None if s.news2 is None else s.news2 <= most
    w.ask(stable, "STABLE", most_key, limit=most)
    w.ask(s.needs_continuous_treatment, "CONTINUOUS_TREATMENT", f"{key}.conditions")
    w.ask(s.cannot_attend_clinic, "CANNOT_ATTEND", f"{key}.conditions")
    w.ask(s.doctor_order, "DOCTOR_ORDER", f"{key}.conditions")
    w.ask(s.in_service_area, "IN_SERVICE_AREA", f"{key}.conditions")
    w.ask(s.consent, "CONSENT", f"{key}.conditions")
    w.ask(_not(s.acute_infection), "NO_ACUTE_INFECTION", f"{key}.conditions")
    at_home = s.care != Kind.INSTITUTION_BED
    if at_home:
        w.ask(s.home_is_safe, "HOME_SAFE", f"{key}.conditions")
    if at_home and s.needs_procedure_at_home:
        w.ask(s.has_carer, "CARER_FOR_PROCEDURE", f"{key}.conditions")
    return w.answer()


def hospital_bed(s: Situation, reading: Reading) -> tuple[Reasons, Reasons]:
    """A planned hospital bed; a red alarm never comes here, an orange one needs no referral.

    From a palliative bed only for something acute that can be reversed, with consent.
    Source: JA-2.2.2; I6: payment or contract never stand in the way.
    """
    w = _Weighing(reading)
    key = "placement.hospital_bed.conditions"
    urgent = s.colour in reading.codes("placement.hospital_bed.urgent_colours")
    referred = bool(s.referral_reason) or urgent
    w.ask(referred, "REFERRAL", key)
    if s.medical == Kind.PALLIATIVE_BED:
        w.ask(s.reversible_acute and s.consent, "REVERSIBLE_ACUTE", key)
    return w.answer()


def palliative_bed(s: Situation, reading: Reading) -> tuple[Reasons, Reasons]:
    """An inpatient palliative bed.  Source: JA-2.2.2 (``placement.palliative.*``)."""
    return _palliative(s, reading, low=None, high="instruments.palliative_entry.inpatient_most")


def home_palliative(s: Situation, reading: Reading) -> tuple[Reasons, Reasons]:
    """Home palliative care.  Source: JA-2.2.2 (``placement.palliative.*``).

    Somebody stable in a palliative bed may go home whatever the score.
    """
    if s.trigger == Trigger.PALLIATIVE_STABLE:
        return _palliative(s, reading, low=None, high="instruments.palliative_entry.home_most")
    return _palliative(
        s,
        reading,
        low="instruments.palliative_entry.inpatient_most",
        high="instruments.palliative_entry.home_most",
    )


def _palliative(
    s: Situation, reading: Reading, *, low: str | None, high: str
) -> tuple[Reasons, Reasons]:
    w = _Weighing(reading)
    conditions = "placement.palliative.conditions"
    w.ask(s.terminal_certified, "TERMINAL_CERTIFIED", conditions)
    w.ask(s.palliative_consent, "PALLIATIVE_CONSENT", conditions)
    w.ask(s.refuses_further_treatment, "REFUSES_TREATMENT", conditions)
    scores = [score for score in (s.kps, s.pps) if score is not None]
    limit = reading.integer(high)
    fits = None if not scores else min(scores) <= limit
    if fits and low is not None:
        fits = min(scores) > reading.integer(low)
    w.ask(fits, "PERFORMANCE_SCORE", high, limit=limit)
    months = reading.integer("instruments.palliative_entry.prognosis_most")
    near = None if s.prognosis_months is None else s.prognosis_months <= months
    w.ask(near, "PROGNOSIS", "instruments.palliative_entry.prognosis_most", months=months)
    return w.answer()


GUARDS: dict[Kind, Guard] = {
    Kind.HOME_CARE_BED: home_care_bed,
    Kind.INSTITUTION_BED: institution_bed,
    Kind.HOME_MEDICAL_BED: home_medical_bed,
    Kind.HOSPITAL_BED: hospital_bed,
    Kind.PALLIATIVE_BED: palliative_bed,
    Kind.HOME_PALLIATIVE: home_palliative,
}


def _at_least(value: int | None, limit: int) -> bool | None:
    return None if value is None else value >= limit


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None and other is None else False


def _is_valid(assessed_on: date | None, day: date, months: int) -> bool | None:
    """Tell whether an assessment made on a day is still valid; None when there is none."""
    if assessed_on is None:
        return None
    years, month = divmod(assessed_on.month - 1 + months, MONTHS_A_YEAR)
    last = (assessed_on.year + years, month + 1, assessed_on.day)
    return (day.year, day.month, day.day) <= last
