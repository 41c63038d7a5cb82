"""Consents, emergencies, questions and exports of another district: see ``foreign``."""

from __future__ import annotations

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.world import (
    make_account,
    make_assignment,
    make_institution,
    make_person,
    make_place,
)
from yiyang.access.models import Role
from yiyang.access.services import note_access
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.cases.models import Case
from yiyang.consents.models import Consent, EmergencyAccess, ExportRequest, LookQuestion
from yiyang.decisions.models import Decision
from yiyang.network.models import Place


def _elsewhere() -> Place:
    return make_place("310101002")


def _person() -> dict[str, object]:
    return {"person_id": make_person(place=_elsewhere()).pk}


def _decision() -> Decision:
    return Decision.objects.create(
        rule="consents.may_see", rule_version="1", book_digest="0" * 64, day=NOW.date(),
        place="310101", strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="person", subject_id=0, made_at=NOW,
        person_id=make_person(place=_elsewhere()).pk,
    )  # fmt: skip


def _foreign_consent() -> dict[str, object]:
    kept = Consent.objects.create(
        person=make_person(place=_elsewhere()), kind="DENY", grantee_kind="EVERYBODY", way="PAGE",
        span=DateTimeTZRange(NOW, None), text_version="V1", state="WAITING", made_at=NOW,
    )  # fmt: skip
    return {"pk": kept.pk}


def _foreign_case(kind: str, state: str) -> Case:
    return Case.objects.create(
        kind=kind, flow_version="1", state=state, opened_at=NOW, urgency="PLANNED",
        place=_elsewhere().parent,
    )  # fmt: skip


def _foreign_emergency() -> dict[str, object]:
    decision = _decision()
    acting = make_assignment(Role.NURSE, institution=make_institution(place=_elsewhere()))
    kept = EmergencyAccess.objects.create(
        person_id=decision.person_id, account=acting.account, assignment=acting, words="a",
        reason="LIFE_IN_DANGER", span=DateTimeTZRange(NOW, NOW + timedelta(hours=1)),
        case=_foreign_case("EMERGENCY_REVIEW", "TO_REVIEW"), decision=decision,
    )  # fmt: skip
    return {"pk": kept.pk}


def _foreign_question() -> dict[str, object]:
    person = make_person(place=_elsewhere())
    note_access(by=PROGRAM, at=NOW, person_id=person.pk, what="person")
    kept = LookQuestion.objects.create(
        person=person, entry=Entry.objects.get(person_id=person.pk), asked_by=make_account(),
        words="a", asked_at=NOW, case=_foreign_case("ACCESS_QUESTION", "QUESTION_ASKED"),
    )  # fmt: skip
    return {"pk": kept.pk}


def _foreign_export() -> dict[str, object]:
    home = make_institution("CHC", place=_elsewhere())
    kept = ExportRequest.objects.create(
        kind="PEOPLE", place=_elsewhere(), fields=["name"], reason="a", recipient="b",
        asked_by=make_assignment(Role.CENTRE_DESK, institution=home),
        asked_at=NOW, expires_at=NOW + timedelta(hours=1), state="WAITING",
    )  # fmt: skip
    return {"pk": kept.pk}


CONSENT_STEPS = ("", "_code", "_sign", "_narrow", "_withdraw")

OF_PERSON = ("own_consents", "consent_new", "consent_forbid", "own_looks", "look_question")
CONSENTS = {
    **{f"consent{step}": _foreign_consent for step in CONSENT_STEPS},
    **dict.fromkeys((*OF_PERSON, "paper_consent", "join_account"), _person),
    "emergency_review": _foreign_emergency,
    "question_answer": _foreign_question,
    "export_take": _foreign_export,
    "export_answer": _foreign_export,
}
