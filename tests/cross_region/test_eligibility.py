"""Whether somebody is insured elsewhere: by their number, or by a code used once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.cross_region.world import DAY, TODAY, Two
from tests.world import make_person
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.claims.errors import NotInsured
from yiyang.cross_region.models import Eligibility, InsuranceCode
from yiyang.cross_region.services.codes import make_code, node_of_code
from yiyang.cross_region.services.eligibility import ask_eligibility
from yiyang.cross_region.services.sending import head_of
from yiyang.exchange.models import Sent
from yiyang.exchange.services import Answered, note_answer
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_books import Reply, reply_of


def ask(two: Two, code: str = "") -> Eligibility:
    made = ask_eligibility(
        node=two.pudong, person=two.person, institution=two.hospital, kind="INPATIENT", on=DAY,
        by=PROGRAM, at=two.at, code=code,
    )  # fmt: skip
    two.deliver()
    made.refresh_from_db()
    return made


def test_the_node_of_insurance_says_how_and_under_which_filing(two: Two) -> None:
    assert ask(two).reasons == ["CROSS_NOT_FILED"]
    two.file("TRANSFER")
    made = ask(two)
    assert (made.allowed, made.insurance, made.filing) == (True, "EMPLOYEE", "TRANSFER")


def test_a_code_names_its_node_and_is_used_once(two: Two) -> None:
    two.file()
    with two.nodes.there():
        made = make_code(person_id=two.person.pk, by=PROGRAM, at=NOW)
    assert node_of_code(made.code) == two.pudong
    assert ask(two, made.code).allowed is True
    assert ask(two, made.code).reasons == ["CROSS_NOT_INSURED"]  # used up
    assert Entry.objects.filter(action="cross_region.use_code").count() == 1
    assert not InsuranceCode.objects.filter(digest=made.code).exists()  # the code is not kept


def test_a_code_that_is_too_old_is_nobodys(two: Two) -> None:
    two.file()
    with two.nodes.there():
        made = make_code(person_id=two.person.pk, by=PROGRAM, at=two.at - timedelta(hours=1))
    assert ask(two, made.code).allowed is False


def test_only_who_is_insured_gets_a_code(two: Two) -> None:
    with pytest.raises(NotInsured):
        make_code(person_id=make_person().pk, by=PROGRAM, at=two.at)
    assert not InsuranceCode.objects.exists()


def test_an_answer_that_no_row_holds_is_kept_as_a_fault_of_its_message(two: Two) -> None:
    made = ask_eligibility(
        node=two.pudong, person=two.person, institution=two.hospital, kind="INPATIENT",
        on=TODAY, by=PROGRAM, at=two.at,
    )  # fmt: skip
    head = head_of(national.ELIGIBILITY, two.pudong, "PLACE", number=made.number)
    reply = Reply(made.number, "EMPLOYEE", "LONGER_THAN_ANY_FILING", "", allowed=True)
    answer = reply_of(reply, head, patient="Patient/1", at=two.at, purpose=("validation",))
    sent = Sent.objects.get()
    note_answer(message=sent.message, answered=Answered(True, (), (answer,)), at=two.at)
    made.refresh_from_db()
    sent.refresh_from_db()
    assert (sent.state, sent.issues[0]["code"]) == ("TAKEN", "BAD_MESSAGE")
    assert made.answered_at is None
