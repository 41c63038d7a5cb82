"""Orders of people of another district, marks of institutions there."""

from __future__ import annotations

from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.world import make_institution, make_person, make_place, make_practitioner
from yiyang.decisions.models import BookSnapshot, Decision
from yiyang.documents.models import Document
from yiyang.network.models import Institution
from yiyang.recognition.models import Certificate, Order

ELSEWHERE = "310101002"


def person() -> dict[str, object]:
    return {"person_id": make_person(place=make_place(ELSEWHERE)).pk}


def test() -> dict[str, object]:
    return {**person(), "item": "HBA1C"}


def order() -> dict[str, object]:
    home, whose = _home("CHC"), make_person(place=make_place(ELSEWHERE))
    BookSnapshot.objects.get_or_create(digest="-", defaults={"lines": [], "taken_at": NOW})
    decision = Decision.objects.create(
        rule="recognition.recognise", rule_version="1", book_digest="-", day=NOW.date(),
        place="310101", strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="person", subject_id=whose.pk, person_id=whose.pk, made_at=NOW,
    )  # fmt: skip
    made = Order.objects.create(
        person=whose, institution=home, state="ORDERED", item="HBA1C", setting="OUTPATIENT",
        practitioner=make_practitioner(home), was_offered=False, decision=decision,
        coded_as="http://loinc.org|4548-4", decided_on=NOW.date(), decided_at=NOW,
    )  # fmt: skip
    return {"pk": made.pk}


def certificate() -> dict[str, object]:
    paper = Document.objects.create(
        sha256="0" * 64, media_type="application/pdf", name="mark.pdf", body=b"%PDF-",
        added_at=NOW,
    )  # fmt: skip
    made = Certificate.objects.create(
        kind="MARK", institution=_home("HOSPITAL"), item="HBA1C", region="NATIONAL_HR",
        cites="-", span=DateRange(NOW.date(), None), document=paper, added_at=NOW,
    )  # fmt: skip
    return {"pk": made.pk}


def _home(kind: str) -> Institution:
    return make_institution(kind, place=make_place(ELSEWHERE))


RECOGNITION = {
    "person_tests": person,
    "person_test": test,
    "test_order": test,
    "test_recognise": test,
    "test_cancel": order,
    "test_done": order,
    "certificate_end": certificate,
    "certificate_paper": certificate,
}
