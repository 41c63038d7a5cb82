"""Data of people leaves only as another approved it, once, in time, masked and marked."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from tests.journey import Journey, SignedIn
from tests.world import (
    actor_of,
    make_account,
    make_assignment,
    make_institution,
    make_person,
    make_place,
)
from yiyang.access.models import Assignment, Role
from yiyang.access.readers import Reader
from yiyang.consents.errors import ExportRefused
from yiyang.consents.models import ExportRequest
from yiyang.consents.services.exports import Wish, answer_export, ask_export, carry_out, may_export
from yiyang.decisions.services import read_book

FORM = {
    "kind": "PEOPLE", "fields_asked": ["name", "born_on", "phone"], "reason": "满意度抽样",
    "recipient": "区民政局", "hours": "24",
}  # fmt: skip


@pytest.fixture
def asker(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.SUB_DISTRICT, place=make_place("310106006"))


@pytest.fixture
def officer(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.SECURITY_OFFICER)


def asked(asker: SignedIn, **form: object) -> ExportRequest:
    assert asker.post("/exports/", FORM | form).status_code == 302
    return ExportRequest.objects.latest("pk")


@pytest.mark.clause("JA-3", "consents.may_export")
def test_a_table_leaves_once_after_another_approved_it_masked_and_marked(
    journey: Journey, asker: SignedIn, officer: SignedIn
) -> None:
    make_person("张桂英", phone="13812345678")
    make_person("李国强", place=make_place("310106013"))
    export = asked(asker)
    take = f"/exports/{export.pk}/take/"
    assert asker.post(take).status_code == 409, "nobody has approved it"
    answer = officer.post(f"/officers/exports/{export.pk}/", {"verdict": "APPROVE"})
    assert answer.status_code == 302
    taken = asker.post(take)
    rows = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))
    mark = f"EXPORT-{export.pk}"
    assert rows == [
        ["name", "born_on", "phone", "export"], ["张**", "1942", "138****5678", mark],
    ]  # fmt: skip
    assert asker.post(take).status_code == 409, "it leaves once"
    export.refresh_from_db()
    assert (export.state, export.rows) == ("DONE", 1)
    assert export.decision == journey.decisions("consents.may_export").last()


def test_a_refused_export_never_leaves(asker: SignedIn, officer: SignedIn) -> None:
    export = asked(asker)
    form = {"verdict": "REFUSE", "words": "理由不足"}
    assert officer.post(f"/officers/exports/{export.pk}/", form).status_code == 302
    assert asker.post(f"/exports/{export.pk}/take/").status_code == 409
    assert (
        officer.post(f"/officers/exports/{export.pk}/", {"verdict": "APPROVE"}).status_code == 409
    )
    export.refresh_from_db()
    assert (export.state, export.rows) == ("REFUSED", None)


@pytest.mark.parametrize(
    "form",
    [{"hours": "100000"}, {"fields_asked": ["Condition"]}, {"fields_asked": ["name", "Patient"]}],
)
def test_what_the_rule_does_not_take_is_not_even_asked(
    asker: SignedIn, form: dict[str, object]
) -> None:
    assert asker.post("/exports/", FORM | form).status_code == 409
    assert not ExportRequest.objects.exists()


def test_a_request_that_is_declined_keeps_what_was_typed(asker: SignedIn) -> None:
    page = asker.post("/exports/", FORM | {"hours": "100000", "recipient": "区统计局"})
    shown = page.content.decode()
    assert page.status_code == 409
    assert 'value="区统计局"' in shown and 'value="100000"' in shown
    most = read_book(timezone.localdate()).integer("consents.export_lasts")
    assert f"须在{most}小时以内" in shown


def test_an_approval_runs_out(asker: SignedIn, officer: SignedIn) -> None:
    export = asked(asker)
    officer.post(f"/officers/exports/{export.pk}/", {"verdict": "APPROVE"})
    ExportRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert asker.post(f"/exports/{export.pk}/take/").status_code == 409


def test_only_who_asked_takes_it(journey: Journey, asker: SignedIn, officer: SignedIn) -> None:
    export = asked(asker)
    officer.post(f"/officers/exports/{export.pk}/", {"verdict": "APPROVE"})
    other = journey.sign_in(Role.SUB_DISTRICT, place=make_place("310106006"))
    assert other.post(f"/exports/{export.pk}/take/").status_code == 404


@pytest.mark.django_db
def test_bulk_data_runs_under_one_approved_request_of_its_reader() -> None:
    now = timezone.now()
    home = make_institution("CHC")
    assignment = make_assignment(Role.CENTRE_DESK, institution=home)
    by = actor_of(assignment)
    wish = Wish(
        "BULK", home.place_id, ("Patient", "Condition"), "研究", "大学", now + timedelta(hours=2)
    )
    export = ask_export(wish=wish, assignment=assignment, by=by, at=now)
    reader = Reader(assignment, by)
    types = ("Patient",)
    with pytest.raises(ExportRefused):
        may_export(reader=reader, export_id=export.pk, types=types, at=now)
    with pytest.raises(ExportRefused):
        answer_export(
            export_id=export.pk, approve=True, words="", assignment=assignment, by=by, at=now
        )
    officer = make_assignment(Role.SECURITY_OFFICER)
    answer_export(
        export_id=export.pk, approve=True, words="", assignment=officer,
        by=actor_of(officer), at=now,
    )  # fmt: skip
    with pytest.raises(ExportRefused):
        may_export(reader=reader, export_id=export.pk, types=("Observation",), at=now)
    other = make_assignment(Role.CENTRE_DESK, make_account(), institution=home)
    with pytest.raises(ExportRefused):
        may_export(reader=Reader(other, actor_of(other)), export_id=export.pk, types=types, at=now)
    assert may_export(reader=reader, export_id=export.pk, types=types, at=now) == export
    with pytest.raises(ExportRefused):
        may_export(reader=reader, export_id=export.pk, types=types, at=now)


def approved(assignment: Assignment, kind: str, field: str) -> ExportRequest:
    now, officer = timezone.now(), make_assignment(Role.SECURITY_OFFICER)
    place = make_place("310106006").pk
    wish = Wish(kind, place, (field,), "研究", "大学", now + timedelta(hours=2))
    export = ask_export(wish=wish, assignment=assignment, by=actor_of(assignment), at=now)
    return answer_export(
        export_id=export.pk, approve=True, words="", assignment=officer,
        by=actor_of(officer), at=now,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["another assignment", "over"])
def test_an_approval_holds_for_the_assignment_it_was_asked_under(fault: str) -> None:
    assignment = make_assignment(Role.SUB_DISTRICT, place=make_place("310106006"))
    people, bulk = approved(assignment, "PEOPLE", "name"), approved(assignment, "BULK", "Patient")
    now, acting = timezone.now(), assignment
    if fault == "over":
        assignment.span = DateTimeTZRange(assignment.span.lower, now - timedelta(seconds=1))
        assignment.save()
    else:
        home = make_institution("CHC")
        acting = make_assignment(Role.CENTRE_DESK, assignment.account, institution=home)
    by = actor_of(acting)
    with pytest.raises(ExportRefused):
        carry_out(export_id=people.pk, by=by, at=now)
    with pytest.raises(ExportRefused):
        may_export(reader=Reader(acting, by), export_id=bulk.pk, types=("Patient",), at=now)
    assert not ExportRequest.objects.filter(state="DONE").exists()
