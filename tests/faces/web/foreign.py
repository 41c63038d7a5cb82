"""For every route with a key in its address: a thing that the reader has no business with.

A route whose address names a row needs a line here, or ``test_doors`` fails.  Give a function
that makes the thing in another district or institution and returns the route's arguments, or
a sentence that says why everybody with the route's power may open every one of them.  The
test asks for the thing under each role that has the power, in Jing'an: the answer must be the
very one of an address that does not exist.

    "person": lambda: {"pk": make_person(place=elsewhere()).pk},
    "policy_line": "the policy book holds nothing about anybody",
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tests.conftest import NOW
from tests.faces.web import foreign_care, foreign_identity
from tests.faces.web.foreign_alarms import ALARMS
from tests.faces.web.foreign_clients import CLIENTS
from tests.faces.web.foreign_consents import CONSENTS
from tests.faces.web.foreign_cross_region import CROSS_REGION
from tests.faces.web.foreign_forecasts import FORECASTS
from tests.faces.web.foreign_layouts import LAYOUTS
from tests.faces.web.foreign_oversight import OVERSIGHT
from tests.faces.web.foreign_recognition import RECOGNITION
from tests.faces.web.foreign_scenarios import SCENARIOS
from tests.faces.web.foreign_teams import TEAMS
from tests.world import (
    make_agreement,
    make_assignment,
    make_bed,
    make_designation,
    make_duty,
    make_institution,
    make_member,
    make_person,
    make_place,
    make_practitioner,
)
from yiyang.access.models import Role
from yiyang.accounts.models import Account as LedgerAccount
from yiyang.accounts.models import Run
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.assessments.services import record_assessment
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, PlacementRun, Transfer
from yiyang.booking.models import Booking, Clinic, Session, Triage
from yiyang.cases.models import Case
from yiyang.claims.models import Claim
from yiyang.decisions.models import Decision
from yiyang.documents.models import Document
from yiyang.faces.web.referrals.views import PATH_OF
from yiyang.fees.models import Bill
from yiyang.ledger.models import Act
from yiyang.network.models import Institution, InstitutionKind, Place
from yiyang.notices.models import Notice
from yiyang.performance.models import Appraisal, SurveyCall
from yiyang.referrals.models import Referral
from yiyang.signing.models import Draft
from yiyang.visits.models import Enrolment, Visit

Foreign = Callable[[], dict[str, object]] | str


def elsewhere() -> Place:
    """Return a place in another district than any reader's: Huangpu."""
    return make_place("310101002")


def foreign_institution(kind: str = InstitutionKind.CARE_INSTITUTION) -> Institution:
    """Return an institution in another district than any reader's."""
    return make_institution(kind, place=elsewhere())


def _foreign_notice() -> dict[str, object]:
    notice = Notice.objects.create(
        code="NOT_USED",
        role=Role.HOSPITAL_DESK,
        institution=foreign_institution(InstitutionKind.HOSPITAL),
        subject_kind="test",
        subject_id=0,
        created_at=NOW,
    )
    return {"pk": notice.pk}


def _foreign_account() -> dict[str, object]:
    return {"pk": _foreign_role()["account_id"]}


def _foreign_role() -> dict[str, int]:
    role = make_assignment(Role.CARE_DESK, institution=foreign_institution())
    return {"pk": role.pk, "account_id": role.account_id}


def _foreign_decision() -> dict[str, object]:
    decision = Decision.objects.create(
        rule="placement.evaluate",
        rule_version="1",
        book_digest="",
        day=NOW.date(),
        place="310101",
        strict=False,
        facts={},
        result={},
        clauses=[],
        marks=[],
        authorities=[],
        subject_kind="test",
        subject_id=0,
        person_id=make_person(place=elsewhere()).pk,
        made_at=NOW,
    )
    return {"pk": decision.pk}


def _foreign_appraisal() -> dict[str, object]:
    appraised = foreign_institution()
    kept = Appraisal.objects.create(
        period="2025", span=DateRange(date(2025, 1, 1), date(2026, 1, 1)),
        subject_kind="INSTITUTION", subject_id=appraised.pk, institution=appraised,
        decision_id=_foreign_decision()["pk"], drafted_at=NOW,
    )  # fmt: skip
    return {"pk": kept.pk}


def _foreign_call() -> dict[str, object]:
    call = SurveyCall.objects.create(
        period="2025", instrument="SATISFACTION", version="1", drawn_at=NOW,
        person=make_person(place=elsewhere()), institution=foreign_institution(),
    )  # fmt: skip
    return {"pk": call.pk}


MEASURES = "a measure is a name of the program; its figures count only the reader's own people"
BOOK = "the policy book holds nothing about anybody"


def _foreign_transfer() -> dict[str, object]:
    person = make_person(place=elsewhere())
    case = Case.objects.create(
        kind="TRANSFER", flow_version="1", state="EVALUATED", person=person, urgency="PLANNED",
        place=elsewhere().parent, opened_at=NOW,
    )  # fmt: skip
    Transfer.objects.create(
        case=case, person=person, trigger="DEPENDENCE_UP", colour="GREEN", requester="COORDINATOR",
        queue_class="OTHER", queue_key="4",
    )  # fmt: skip
    return {"pk": case.pk}


def _foreign_person() -> dict[str, object]:
    return {"person_id": make_person(place=elsewhere()).pk}


def _foreign_assessment() -> dict[str, object]:
    kept = record_assessment(
        person=make_person(place=elsewhere()),
        instrument_id="KPS",
        answers={"kps": 50},
        assessed_at=NOW,
        institution=None,
        by=PROGRAM,
        at=NOW,
    )
    return {"pk": kept.pk}


def _foreign_relative() -> dict[str, object]:
    return _foreign_person() | {"pk": 1}


def _foreign_home() -> dict[str, object]:
    return {"pk": foreign_institution().pk}


def _foreign_bed() -> dict[str, object]:
    return {"pk": make_bed(foreign_institution()).pk}


def _foreign_agreement() -> dict[str, object]:
    return {"pk": make_agreement("COOPERATION", foreign_institution()).pk}


def _foreign_duty() -> dict[str, object]:
    return {"pk": make_duty(Role.CARE_DESK, institution=foreign_institution()).pk}


def _foreign_designation() -> dict[str, object]:
    return {"pk": make_designation(foreign_institution()).pk}


def _foreign_upload() -> dict[str, object]:
    kept = Document.objects.create(
        sha256="0" * 64, media_type="text/csv", name="x.csv", body=b"a", added_at=NOW
    )
    return {"pk": kept.pk}


def _foreign_claim() -> dict[str, object]:
    bed = make_bed(foreign_institution(), state="KEPT")
    claim = BedClaim.objects.create(
        bed=bed, person=make_person(place=elsewhere()), kind="KEEP",
        span=DateTimeTZRange(NOW, None),
    )  # fmt: skip
    return {"claim_id": claim.pk}


def _foreign_run() -> dict[str, object]:
    decision = Decision.objects.create(
        rule="placement.batch", rule_version="1", book_digest="0" * 64, day=NOW.date(),
        place="310101", strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="place", subject_id=0, made_at=NOW,
    )  # fmt: skip
    run = PlacementRun.objects.create(
        place=elsewhere().parent, made_at=NOW, decision=decision, placed=0, placed_first_come=0
    )
    return {"pk": run.pk}


def _foreign_clinic() -> dict[str, object]:
    hospital = foreign_institution(InstitutionKind.HOSPITAL)
    clinic = Clinic.objects.create(
        institution=hospital, code="C", kind="EXPERT", name_zh="甲", name_en="A"
    )
    return {"pk": clinic.pk}


def _foreign_session() -> dict[str, object]:
    session = Session.objects.create(
        clinic_id=_foreign_clinic()["pk"], span=DateTimeTZRange(NOW, NOW + timedelta(hours=1)),
        total=2, reserved=1, opens_at=NOW, exclusive_until=NOW, team_opens_at=NOW,
    )  # fmt: skip
    return {"pk": session.pk}


def _foreign_booking() -> dict[str, object]:
    session = Session.objects.get(**_foreign_session())
    booking = Booking.objects.create(
        session=session, clinic=session.clinic, person=make_person(place=elsewhere()), number=1,
        slot_at=NOW, part="PUBLIC", via="SELF", relation="ELSEWHERE", queue_class="PUBLIC",
        queue_key="5", booked_at=NOW,
    )  # fmt: skip
    return {"pk": booking.pk}


def _foreign_triage() -> dict[str, object]:
    decision = Decision.objects.get(**_foreign_decision())
    kept = Triage.objects.create(
        person_id=decision.person_id, answers={}, to="FAMILY_DOCTOR", decision=decision, at=NOW
    )
    return {"pk": kept.pk}


def _foreign_draft() -> dict[str, object]:
    home = foreign_institution(InstitutionKind.CHC)
    draft = Draft.objects.create(
        form="PERSON", state="REFUSED", years=1, since=NOW.date(), until=date(2027, 3, 2),
        institution=home, practitioner=make_practitioner(home), asker="DESK", made_at=NOW,
        lapses_at=NOW,
    )  # fmt: skip
    return {"pk": draft.pk}


def _foreign_signed() -> dict[str, object]:
    home = foreign_institution(InstitutionKind.CHC)
    agreement = make_agreement("FAMILY_DOCTOR", home)
    make_member(agreement, make_person(place=elsewhere()), "FAMILY_DOCTOR", home)
    return {"pk": agreement.pk}


def _foreign_referral() -> dict[str, object]:
    person = make_person(place=elsewhere())
    sender = foreign_institution(InstitutionKind.CHC)
    case = Case.objects.create(
        kind="REFERRAL_UP", flow_version="1", state="SUBMITTED", person=person, opened_at=NOW,
        urgency="PLANNED", place=elsewhere().parent, institution=sender,
    )  # fmt: skip
    Referral.objects.create(
        case=case, person=person, direction="UP", reason="U01", from_institution=sender,
        to_institution=foreign_institution(InstitutionKind.HOSPITAL), diagnosis="I10", done="a",
        question="b", decision=Decision.objects.get(**_foreign_decision()),
    )  # fmt: skip
    return {"pk": case.pk}


def _foreign_fee_run() -> dict[str, object]:
    run = Run.objects.create(
        kind="CONTRACT_FEE", period="2025", place="310101", sequence=Run.objects.count() + 1,
        state=Run.State.POSTED, book_digest="0" * 64, output_digest="0" * 64, begun_at=NOW,
        posted_at=NOW,
    )  # fmt: skip
    return {"pk": run.pk}


def _foreign_pay() -> dict[str, object]:
    institution, who = foreign_institution(InstitutionKind.CHC), make_practitioner()
    decision = Decision.objects.get(pk=_foreign_decision()["pk"])
    entry = post(
        entry=EntryOf("CONTRACT_FEE", "institution", institution.pk, NOW.date()),
        moves=[
            Move(
                Owner(LedgerAccount.Kind.POOL, institution.pk),
                Owner(LedgerAccount.Kind.STAFF, who.pk),
                *(100, "fees.split", decision.pk, "pay", f"{institution.pk}:{who.pk}"),
            )
        ],
        by=PROGRAM,
        at=NOW,
    )
    return {"pk": entry.postings.get().pk}


def _foreign_bill() -> dict[str, object]:
    bill = Bill.objects.create(
        person=make_person(place=elsewhere()), institution=foreign_institution(),
        occasion="HOME", opened_at=NOW,
    )  # fmt: skip
    return {"pk": bill.pk}


def _foreign_insurance_claim() -> dict[str, object]:
    claim = Claim.objects.create(
        person=make_person(place=elsewhere()), institution=foreign_institution(), source="X",
        kind="OUTPATIENT", begun_on=NOW.date(), ended_on=NOW.date(), total_fen=1, received_at=NOW,
    )  # fmt: skip
    return {"pk": claim.pk}


def _foreign_visit() -> dict[str, object]:
    visit = Visit.objects.create(
        person=make_person(place=elsewhere()), institution=foreign_institution(), role="RESIDENT",
        asked_at=NOW, window=DateTimeTZRange(NOW, NOW + timedelta(hours=1)),
    )  # fmt: skip
    return {"pk": visit.pk}


def _foreign_act() -> dict[str, object]:
    act = Act.objects.create(
        kind="HOME_VISIT", person=make_person(place=elsewhere()), unit="TIME", source_kind="test",
        institution=foreign_institution(), span=DateTimeTZRange(NOW, NOW + timedelta(hours=1)),
        source_id=str(make_person(place=elsewhere()).pk), recorded_at=NOW,
    )  # fmt: skip
    return {"pk": act.pk}


def _foreign_enrolment() -> dict[str, object]:
    row = Enrolment.objects.create(
        kind="DAY_CARE", person=make_person(place=elsewhere()), institution=foreign_institution(),
        span=DateRange(NOW.date(), None), weekdays=[0], begins="09:00", ends="16:00", made_at=NOW,
    )  # fmt: skip
    return {"pk": row.pk}


VISIT_ROUTES = ("visit", "visit_risk", "visit_cancel", "visit_in", "visit_out", "visit_rate")
ENROLMENT_ROUTES = (
    *("enrolment", "enrolment_end", "attend_come", "attend_leave", "point_service"),
    "point_purchase",
)
TRANSFER_STEPS = (
    *("evaluate", "consent", "offer", "answer", "hold", "send", "depart", "admit", "reconcile"),
    *("owed", "end", "withdraw"),
)

CONTRACT_STEPS = ("", "_sign", "_decline", "_amend", "_renew", "_end")

NODES = "partner nodes are of the whole node, and no page of them names anybody"
FOREIGN: dict[str, Foreign] = {
    "identity_compare": foreign_identity.candidate,
    "identity_part": foreign_identity.merge,
    **TEAMS,
    **CLIENTS,
    **RECOGNITION,
    **LAYOUTS,
    **SCENARIOS,
    **FORECASTS,
    "person_apps": _foreign_person,
    "person_nodes": _foreign_person,
    "node": NODES,
    "change_node": NODES,
    "node_institution": NODES,
    "node_map": NODES,
    "stop_node": NODES,
    "start_node": NODES,
    "drop_message": NODES,
    "hear_answers": NODES,
    "care_plan": _foreign_person,
    "care_draw": _foreign_person,
    "care_consult": _foreign_person,
    "own_plan": _foreign_person,
    **CONSENTS,
    "own_ask": _foreign_person,
    "care_due": foreign_care.due_work,
    "care_raise": foreign_care.plan_item,
    "care_follow_up": foreign_care.follow_up,
    "consultation": foreign_care.consultation,
    "fee_run": _foreign_fee_run,
    "bill": _foreign_bill,
    **{f"bill_{step}": _foreign_bill for step in ("charge", "delivered", "settle", "pay", "drop")},
    "bill_new": _foreign_person,
    "claim": _foreign_insurance_claim,
    **ALARMS,
    **OVERSIGHT,
    **CROSS_REGION,
    "own_claim": _foreign_insurance_claim,
    **{f"claim_{step}": _foreign_insurance_claim for step in ("settle", "reverse", "pay")},
    "fee_run_change": _foreign_fee_run,
    "fee_institution": lambda: {
        **_foreign_fee_run(),
        "institution_pk": foreign_institution(InstitutionKind.CHC).pk,
    },
    "fee_counted": lambda: {
        **_foreign_fee_run(),
        "institution_pk": foreign_institution(InstitutionKind.CHC).pk,
        "package": "BASIC",
    },
    "fee_pay": _foreign_pay,
    **{name: _foreign_visit for name in VISIT_ROUTES},
    "person_visits": _foreign_person,
    "visit_ask": _foreign_person,
    "enrol": _foreign_person,
    "act_reverse": _foreign_act,
    **{name: _foreign_enrolment for name in ENROLMENT_ROUTES},
    "record": _foreign_person,
    "record_sign": lambda: {**_foreign_person(), "sign": "pulse"},
    "record_summary": _foreign_person,
    "record_sheet": _foreign_person,
    "record_sheet_pdf": _foreign_person,
    "record_ips": _foreign_person,
    "record_vitals": _foreign_person,
    "decision": _foreign_decision,
    "appraisal": _foreign_appraisal,
    "appraisal_veto": _foreign_appraisal,
    "survey_call": _foreign_call,
    "measure": MEASURES,
    "measure_rows": MEASURES,
    "measure_csv": MEASURES,
    "policy_parameter": BOOK,
    "policy_adopt": BOOK,
    "transfer": _foreign_transfer,
    "board_place": lambda: {"code": elsewhere().code},
    "board_institution": lambda: {"pk": foreign_institution().pk},
    **{f"transfer_{step}": _foreign_transfer for step in TRANSFER_STEPS},
    "request_transfer": _foreign_person,
    "return_home": _foreign_person,
    "death": _foreign_person,
    "transfer_paper": lambda: {**_foreign_transfer(), "kind": "CONSENT"},
    "leave": _foreign_person,
    "keep_longer": _foreign_claim,
    "placement_run": _foreign_run,
    "placement_why": lambda: {**_foreign_run(), "case_id": 1},
    "accept_run": _foreign_run,
    "exchange_cycle": lambda: {**_foreign_run(), "cycle": 1},
    "account": _foreign_account,
    "give_role": _foreign_account,
    "disable_account": _foreign_account,
    "enable_account": _foreign_account,
    "renew_invitation": _foreign_account,
    "take_factor": _foreign_account,
    "end_role": lambda: {"pk": _foreign_role()["pk"]},
    "assess_person": _foreign_person,
    "assess_with": lambda: _foreign_person() | {"instrument_id": "NEWS2"},
    "assessment": _foreign_assessment,
    "notice_acknowledge": _foreign_notice,
    "person": _foreign_person,
    "person_edit": _foreign_person,
    "person_wishes": _foreign_person,
    "relative_add": _foreign_person,
    "relative_remove": _foreign_relative,
    "key_group_declare": _foreign_person,
    "key_group_end": _foreign_relative,
    "institution": _foreign_home,
    "institution_edit": _foreign_home,
    "institution_beds": _foreign_home,
    "designation_new": _foreign_home,
    "designation": _foreign_designation,
    "designation_remove": _foreign_designation,
    "bed_new": _foreign_home,
    "roster": _foreign_home,
    "ward_new": _foreign_home,
    "practitioner_new": _foreign_home,
    "agreement_new": _foreign_home,
    "agreement": _foreign_agreement,
    "agreement_end": _foreign_agreement,
    "duty_end": _foreign_duty,
    "own_bed": _foreign_bed,
    "own_bed_state": _foreign_bed,
    "bed_edit": _foreign_bed,
    "import_check": _foreign_upload,
    "signing_new": _foreign_person,
    "signing_draft": _foreign_draft,
    "signing_draft_paper": _foreign_draft,
    "signing_code": _foreign_draft,
    "signing_sign": _foreign_draft,
    "signing_withdraw": _foreign_draft,
    "signing_agreement": _foreign_signed,
    "signing_paper": _foreign_signed,
    "signing_end": lambda: _foreign_signed() | {"person_id": make_person(place=elsewhere()).pk},
    "signing_rest": _foreign_signed,
    "signing_desk_new": _foreign_person,
    "signing_without_refused": _foreign_draft,
    "own_booking": _foreign_person,
    "refer_person": _foreign_person,
    "referral": _foreign_referral,
    **{f"referral_{name}": _foreign_referral for name in PATH_OF.values()},
    "person_booking": _foreign_person,
    "own_triage": _foreign_person,
    "triage_answer": _foreign_triage,
    "session_new": _foreign_clinic,
    "queue": _foreign_session,
    "queue_next": _foreign_session,
    "session_move": _foreign_session,
    "session_close": _foreign_session,
    **{
        f"booking_{step}": _foreign_booking
        for step in ("cancel", "here", "seen", "missed", "left", "settle")
    },
    **{f"contract{step}": _foreign_agreement for step in CONTRACT_STEPS},
    "contract_paper": lambda: {**_foreign_agreement(), "number": 1},
}
