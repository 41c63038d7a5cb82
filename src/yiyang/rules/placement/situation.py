"""What is known of a person when a move is evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiyang.rules.placement.terms import Colour, Kind, Trigger


@dataclass(frozen=True)
class Situation:
    """Facts for ``evaluate``; None means not known, which is never taken for a favourable yes.

    ``care`` and ``medical`` are where the person is now on the two axes.  ``news2`` is the
    latest complete total; ``hours_low`` how long it has stayed at or below the return limit.
    Levels: ``gb_level`` 0 to 4 (GB/T 42195), ``sh_level`` 0 to 6; the dates say when assessed.
    ``psychiatric_risk`` is the assessed danger level, 0 to 5.
    """

    asked_on: date
    trigger: Trigger
    colour: Colour
    care: Kind | None
    medical: Kind | None
    age: int | None = None
    lives_in_district: bool | None = None
    gb_level: int | None = None
    gb_assessed_on: date | None = None
    sh_level: int | None = None
    news2: int | None = None
    hours_low: int | None = None
    has_dementia: bool = False
    acute_infection: bool | None = None
    psychiatric_risk: int | None = None
    needs_continuous_treatment: bool | None = None
    cannot_attend_clinic: bool | None = None
    needs_procedure_at_home: bool = False
    has_carer: bool | None = None
    home_is_safe: bool | None = None
    in_service_area: bool | None = None
    doctor_order: bool = False
    operator_contract: bool = False
    devices_complete: bool = False
    consent: bool = False
    terminal_certified: bool = False
    refuses_further_treatment: bool = False
    palliative_consent: bool = False
    kps: int | None = None
    pps: int | None = None
    prognosis_months: int | None = None
    referral_reason: str = ""
    reversible_acute: bool = False
    treatment_goal_reached: bool = False
    discharge_summary: bool = False
    wished_kind: Kind | None = None
