"""Facts of every kind of row that is shown as FHIR, made at random within what rows may hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from yiyang.rules.fhir_map.projections import (
    agreements,
    assessing,
    beds,
    booking,
    consents,
    institutions,
    measures,
    people,
    referring,
    services,
    staff,
    taking,
)

KEYS = st.integers(1, 10**9)
MAYBE = st.none() | KEYS
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=12)
BLANKS = st.just("") | TEXTS
CODES = st.sampled_from(["ALPHA", "BETA_2", "C01"])
MOMENTS = st.sampled_from(["2026-03-02T02:00:00+00:00", "2026-03-02T10:00:00.123456+08:00"])
EARLY, LATE = st.just("2026-03-02T02:00:00+00:00"), st.just("2026-03-02T10:00:01+08:00")
DAYS = st.sampled_from(["2026-03-02", "2027-01-01"])
PATIENTS = KEYS.map(lambda key: f"Patient/person-{key}")
NAMES = {"key": KEYS, "patient": PATIENTS, "code": TEXTS, "name": TEXTS, "name_zh": TEXTS}
KINDS = st.sampled_from([*beds.CLASS, "HOME_CARE_BED", "HOME_MEDICAL_BED", "HOME_PALLIATIVE"])
WHO = ("institution", "practitioner", "team")
PARTY = st.sampled_from(WHO).flatmap(
    lambda name: st.fixed_dictionaries(
        {n: KEYS if n == name else st.none() for n in WHO} | {"role": CODES}
    )
)
ITEM = st.fixed_dictionaries(
    {
        "item": CODES,
        "count": st.integers(0, 99),
        "every_days": st.none() | st.integers(1, 365),
        "is_withdrawn": st.booleans(),
    }
)
TEAM_MEMBER = st.fixed_dictionaries({"practitioner": KEYS, "duty": CODES, "leads": st.booleans()})
FIRST, LAST = st.just("2026-03-02"), st.just("2027-01-01")
SPAN = {"since": st.none() | FIRST, "until": st.none() | LAST}
MOMENT_SPAN = {"since": EARLY, "until": LATE}


def tuples(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


def a(facts: type, **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return facts of a type: what is not told goes by the name or the type of the field."""
    by_type = {
        "str": CODES,
        "str | None": st.none() | MOMENTS,
        "int": KEYS,
        "int | None": MAYBE,
        "bool": st.booleans(),
        "float": st.floats(73, 135, allow_nan=False),
        "float | None": st.none() | st.floats(18, 53),
        "tuple[str, ...]": tuples(CODES),
    }
    fields = {
        name: columns.get(name, NAMES.get(name, by_type.get(kind)))
        for name, kind in facts.__annotations__.items()
    }
    return st.builds(facts, **fields)


Shown = tuple[st.SearchStrategy[Any], tuple[Callable[[Any], dict[str, Any]], ...]]
SHOWN: dict[str, Shown] = {
    "figure": (
        a(
            measures.FigureFacts,
            since=FIRST,
            last=LAST,
            numerator=st.integers(0, 10**9),
            denominator=st.integers(1, 10**9),
            unit=st.sampled_from(sorted(measures.UNITS)),
            value=st.sampled_from(["0.00", "87.50", "-3.25"]),
            judged_at=MOMENTS,
        ),
        (measures.measure_report_of,),
    ),
    "taken": (
        a(
            taking.TakenFacts,
            node=TEXTS,
            node_name=TEXTS,
            message_id=st.uuids().map(str),
            taken_at=MOMENTS,
        ),
        (taking.provenance_of,),
    ),
    "place": (a(institutions.PlaceFacts), (institutions.area_of,)),
    "institution": (
        a(institutions.InstitutionFacts, phone=BLANKS, address=BLANKS, credit_code=BLANKS),
        (institutions.organization_of, institutions.site_of),
    ),
    "ward": (a(institutions.WardFacts), (institutions.ward_of,)),
    "bed": (
        a(
            beds.BedFacts,
            room=BLANKS,
            state=st.sampled_from(sorted(beds.STATUS)),
            sex_rule=st.sampled_from(["ANY", "MEN", "WOMEN"]),
        ),
        (beds.location_of,),
    ),
    "claim": (
        a(
            beds.ClaimFacts,
            bed_kind=KINDS,
            kind=st.sampled_from(["HOLD", "OCCUPY", "KEEP"]),
            since=EARLY,
            until=st.none() | LATE,
            end_reason=BLANKS,
            diagnosis=st.sampled_from(["", "I10"]),
        ),
        (beds.stay_of,),
    ),
    "practitioner": (a(staff.PractitionerFacts), (staff.practitioner_of,)),
    "post": (a(staff.PostFacts, specialty=BLANKS, **SPAN), (staff.role_of,)),
    "team": (a(staff.TeamFacts, members=tuples(TEAM_MEMBER)), (staff.team_of,)),
    "person": (
        a(people.PersonFacts, born_on=st.none() | DAYS, sex=st.sampled_from("0129")),
        (people.patient_of,),
    ),
    "relative": (
        a(people.RelativeFacts, phone=BLANKS, relation=st.sampled_from([*people.RELATIONS, "X"])),
        (people.related_person_of,),
    ),
    "transfer": (
        a(referring.TransferFacts, wanted_kind=BLANKS, outside=BLANKS, opened_at=MOMENTS),
        (referring.request_of_transfer,),
    ),
    "offer": (
        a(
            referring.OfferFacts,
            state=st.sampled_from(sorted(referring.OFFER_STATES)),
            refusal=BLANKS,
            opened_at=EARLY,
            answered_at=st.none() | LATE,
        ),
        (referring.task_of_offer,),
    ),
    "referral": (
        a(
            referring.ReferralFacts,
            state=st.sampled_from(sorted(referring.REFERRAL_STATES)),
            urgency=st.sampled_from(["ORANGE", "PLANNED"]),
            opened_at=EARLY,
            submitted_at=st.none() | EARLY,
            changed_at=LATE,
            **dict.fromkeys(("diagnosis", "done", "question", "summary", "advice"), BLANKS),
            **dict.fromkeys(("refusal", "report", "report_diagnosis"), BLANKS),
        ),
        (referring.request_of_referral, referring.task_of_referral),
    ),
    "clinic": (a(booking.ClinicFacts), (booking.schedule_of,)),
    "session": (a(booking.SessionFacts, **MOMENT_SPAN), (booking.slot_of,)),
    "booking": (
        a(
            booking.BookingFacts,
            state=st.sampled_from(sorted(booking.APPOINTMENT)),
            booked_at=MOMENTS,
            **MOMENT_SPAN,
        ),
        (booking.appointment_of,),
    ),
    "agreement": (
        a(
            agreements.AgreementFacts,
            state=st.sampled_from(sorted(agreements.STATUS)),
            parties=tuples(PARTY),
            **dict.fromkeys(("variety", "title_zh", "end_reason"), BLANKS),
            **SPAN,
        ),
        (agreements.contract_of,),
    ),
    "member": (
        a(
            agreements.MemberFacts,
            state=st.sampled_from(sorted(agreements.STATUS)),
            end_reason=BLANKS,
            **SPAN,
        ),
        (agreements.contract_of_member, agreements.team_of_member),
    ),
    "plan": (
        a(
            agreements.PlanFacts,
            state=st.sampled_from(["CURRENT", "ENDED"]),
            drawn_at=MOMENTS,
            items=tuples(ITEM),
            **SPAN,
        ),
        (agreements.care_plan_of,),
    ),
    "act": (
        a(services.ActFacts, item=BLANKS, reason=BLANKS, **MOMENT_SPAN),
        (services.procedure_of,),
    ),
    "visit": (
        a(
            services.VisitFacts,
            state=st.sampled_from(sorted(services.VISIT)),
            end_reason=BLANKS,
            since=st.none() | EARLY,
            until=st.none() | LATE,
        ),
        (services.encounter_of,),
    ),
    "assessment": (
        a(
            assessing.AssessmentFacts,
            answers=st.dictionaries(CODES, TEXTS),
            scores=st.dictionaries(CODES, st.integers(0, 100) | TEXTS | st.none()),
            assessed_at=MOMENTS,
        ),
        (assessing.response_of, assessing.observation_of),
    ),
    "consent": (
        a(
            consents.ConsentFacts,
            state=st.sampled_from(sorted(consents.STATUS)),
            kind=st.sampled_from(["PERMIT", "DENY"]),
            made_at=MOMENTS,
            **dict.fromkeys(("purpose", "scope", "client"), BLANKS),
        ),
        (consents.consent_of,),
    ),
}
