"""From explanation to money: what goes back, by whom it is decided, what an objection undoes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import NOW
from tests.oversight.conftest import LINES, LISTS, Office, line
from yiyang.accounts.models import Posting
from yiyang.accounts.selectors import balance
from yiyang.audit.models import Entry
from yiyang.cases.errors import ActionNotOpen, NoteMissing
from yiyang.claims.errors import ClaimRecovered
from yiyang.claims.services import correct_claim, reverse_claim
from yiyang.kernel.errors import Refused
from yiyang.notices.models import Notice
from yiyang.oversight.errors import (
    NotAllReviewed,
    ReviewOutdated,
    SecondOfficer,
    StillTime,
    TooLate,
)
from yiyang.oversight.models import Matter, Recovery
from yiyang.oversight.services import (
    Found,
    answer_objection,
    confirm_review,
    end_matter,
    explain_matter,
    keep_lists,
    object_to_matter,
    return_review,
    review_matter,
)

POOL = "PAYER:EMPLOYEE_POOL"
BED_FEN = 85_000  # the pool's 85 % of 1,000 yuan of a bed, beyond the deductible
PDF = b"%PDF-1.4\n%%EOF\n"


def explained(office: Office) -> Matter:
    office.sends()
    office.looks()
    key = office.matter().pk
    return explain_matter(matter_id=key, words="已核对医嘱", papers={}, by=office.desk, at=NOW)


def reviewed(office: Office, outcome: str = "UPHELD", part: int = 0) -> Matter:
    matter = explained(office)
    found = office.found(outcome, part)
    return review_matter(
        matter_id=matter.pk, found=found, note="监护含床位", by=office.first, at=NOW
    )


def decided(office: Office, **how: Any) -> Matter:
    matter = reviewed(office, **how)
    return confirm_review(matter_id=matter.pk, by=office.second, at=NOW)


def refused(what: type[Refused], do: Any, **given: Any) -> None:
    """Check that something is declined and has written nothing."""
    before = (Entry.objects.count(), Posting.objects.count())
    with pytest.raises(what):
        do(**given)
    assert (Entry.objects.count(), Posting.objects.count()) == before


def test_the_explanation_and_its_papers_are_kept_and_the_insurer_hears_of_it(
    office: Office,
) -> None:
    office.sends()
    office.looks()
    matter = explain_matter(
        matter_id=office.matter().pk, words=" 夜间转入监护室 ",
        papers={"PAPER_ORDERS": ("医嘱.pdf", PDF)}, by=office.desk, at=NOW,
    )  # fmt: skip
    assert (matter.explanation, matter.case.state) == ("夜间转入监护室", "MATTER_EXPLAINED")
    paper = matter.case.attachments.get(kind="PAPER_ORDERS")
    assert bytes(paper.document.body) == PDF
    assert set(matter.case.tasks.filter(state="OPEN").values_list("code", flat=True)) == {
        "REVIEW_EXPLANATION"
    }
    assert Notice.objects.filter(code="FUND_MATTER_EXPLAINED", role="INSURER").count() == 1


def test_nothing_is_no_explanation(office: Office) -> None:
    office.sends()
    office.looks()
    key = office.matter().pk
    refused(
        NoteMissing, explain_matter, matter_id=key, words=" ", papers={}, by=office.desk, at=NOW
    )


def test_what_the_fund_bore_of_the_disputed_lines_goes_back_after_two_officers(
    office: Office,
) -> None:
    matter = reviewed(office)
    before = balance(POOL), balance(f"INSTITUTION:{office.hospital.pk}")
    assert (matter.case.state, matter.recover_fen) == ("MATTER_REVIEWED", BED_FEN)
    assert not Recovery.objects.exists()
    matter = confirm_review(matter_id=matter.pk, by=office.second, at=NOW)
    assert (matter.case.state, matter.is_upheld) == ("MATTER_RECOVERED", True)
    assert matter.follows == ["FOLLOWS_RETURN", "FOLLOWS_CORRECT"]
    after = balance(POOL), balance(f"INSTITUTION:{office.hospital.pk}")
    assert (after[0] - before[0], after[1] - before[1]) == (BED_FEN, -BED_FEN)
    (one,) = matter.suspicions.all()
    assert (one.outcome, one.most_fen, one.back_fen) == ("UPHELD", BED_FEN, BED_FEN)
    posting = Posting.objects.get(source_kind="fund_matter")
    assert (posting.decision, posting.rule) == (matter.review, "supervision.review")
    assert Notice.objects.filter(code="FUND_MATTER_DECIDED").count() == 1


def test_a_part_goes_back_where_it_is_upheld_in_part(office: Office) -> None:
    assert decided(office, outcome="PARTLY", part=30_000).recoveries.get().fen == 30_000


@pytest.mark.parametrize("part", [0, BED_FEN, BED_FEN + 1, -1])
def test_a_part_that_is_no_part_is_declined(office: Office, part: int) -> None:
    matter = explained(office)
    given = {"matter_id": matter.pk, "note": "x", "by": office.first, "at": NOW}
    refused(NotAllReviewed, review_matter, found=office.found("PARTLY", part), **given)
    refused(NotAllReviewed, review_matter, found={}, **given)
    refused(NotAllReviewed, review_matter, found=office.found("GUILTY"), **given)


def test_what_is_not_upheld_is_over_at_once_and_moves_nothing(office: Office) -> None:
    matter = reviewed(office, "NOT_UPHELD")
    assert (matter.case.state, matter.is_upheld, matter.follows) == ("MATTER_CLEARED", False, [])
    assert not Recovery.objects.exists()


def test_whoever_reviewed_does_not_confirm_return_or_answer(office: Office) -> None:
    key = reviewed(office).pk
    refused(SecondOfficer, confirm_review, matter_id=key, by=office.first, at=NOW)
    refused(SecondOfficer, return_review, matter_id=key, note="x", by=office.first, at=NOW)
    confirm_review(matter_id=key, by=office.second, at=NOW)
    object_to_matter(matter_id=key, words="不同意", by=office.desk, at=NOW)
    answer = {"matter_id": key, "grants": True, "words": "x", "at": NOW}
    refused(SecondOfficer, answer_objection, by=office.first, **answer)


def test_a_review_given_back_is_open_again(office: Office) -> None:
    key = reviewed(office).pk
    matter = return_review(matter_id=key, note="请核对床位日期", by=office.second, at=NOW)
    assert (matter.case.state, matter.recover_fen) == ("MATTER_EXPLAINED", 0)
    assert set(matter.suspicions.values_list("outcome", flat=True)) == {"OPEN"}


def test_without_an_explanation_it_is_reviewed_only_when_the_time_is_over(office: Office) -> None:
    office.sends()
    office.looks()
    matter = office.matter()
    given = {"matter_id": matter.pk, "found": office.found("UPHELD"), "note": "逾期未说明"}
    refused(StillTime, review_matter, by=office.first, at=NOW, **given)
    done = review_matter(by=office.first, at=matter.explain_by, **given)
    assert done.case.state == "MATTER_REVIEWED"


def test_an_objection_that_is_granted_gives_every_fen_back(office: Office) -> None:
    key = decided(office).pk
    after_decision = balance(POOL)
    object_to_matter(matter_id=key, words="有医嘱", by=office.desk, at=NOW)
    answer = {"matter_id": key, "words": "说明成立", "by": office.second, "at": NOW}
    matter = answer_objection(grants=True, **answer)
    assert matter.case.state == "MATTER_TAKEN_BACK"
    assert balance(POOL) == after_decision - BED_FEN
    recovery = matter.recoveries.get()
    assert recovery.reversal is not None and Posting.objects.filter(reverses__isnull=False).count()
    refused(ActionNotOpen, answer_objection, grants=True, **answer)


def test_an_objection_that_is_not_granted_changes_no_money(office: Office) -> None:
    key = decided(office).pk
    before = balance(POOL)
    object_to_matter(matter_id=key, words="不同意", by=office.desk, at=NOW)
    matter = answer_objection(matter_id=key, grants=False, words="维持", by=office.second, at=NOW)
    assert (matter.case.state, balance(POOL), matter.answer) == ("MATTER_CLOSED", before, "维持")


def test_it_is_closed_by_time_and_not_objected_to_after_it(office: Office) -> None:
    matter = decided(office)
    assert matter.object_by is not None
    refused(StillTime, end_matter, matter_id=matter.pk, by=office.first, at=NOW)
    words = {"matter_id": matter.pk, "words": "x", "by": office.desk}
    refused(TooLate, object_to_matter, at=matter.object_by, **words)
    done = end_matter(matter_id=matter.pk, by=office.first, at=matter.object_by)
    assert done.case.state == "MATTER_CLOSED"


def test_a_claim_of_which_money_went_back_is_neither_taken_back_nor_corrected(
    office: Office,
) -> None:
    matter = decided(office)
    claim = matter.suspicions.get().claim
    refused(ClaimRecovered, reverse_claim, claim=claim, by=office.desk, at=NOW)
    asked = office.asked(lines=LINES[:1])
    refused(ClaimRecovered, correct_claim, claim=claim, asked=asked, by=office.desk, at=NOW)
    object_to_matter(matter_id=matter.pk, words="x", by=office.desk, at=NOW)
    answer_objection(matter_id=matter.pk, grants=True, words="x", by=office.second, at=NOW)
    assert reverse_claim(claim=claim, by=office.desk, at=NOW).state == "REVERSED"


def test_an_earlier_claim_is_not_taken_back_where_more_went_back_than_is_then_borne(
    office: Office,
) -> None:
    earlier = office.sends("H0", lines=(line("SURGERY", 20_000),))
    office.sends(lines=(line("ROUND", 1_000, quantity=Decimal(2)),))
    office.looks()
    key = office.matter().pk
    explain_matter(matter_id=key, words="x", papers={}, by=office.desk, at=NOW)
    found = office.found("UPHELD")
    review_matter(matter_id=key, found=found, note="x", by=office.first, at=NOW)
    confirm_review(matter_id=key, by=office.second, at=NOW)
    assert Recovery.objects.get().fen == BED_FEN
    before = balance(POOL)
    # without the earlier claim the deductible of the year would take the whole of the later one
    refused(ClaimRecovered, reverse_claim, claim=earlier, by=office.desk, at=NOW)
    assert balance(POOL) == before


def test_of_a_claim_that_was_corrected_meanwhile_nothing_goes_back(office: Office) -> None:
    matter = reviewed(office)
    claim = matter.suspicions.get().claim
    asked = office.asked(lines=(line("MONITOR", 3_000),))
    correct_claim(claim=claim, asked=asked, by=office.desk, at=NOW)
    refused(ReviewOutdated, confirm_review, matter_id=matter.pk, by=office.second, at=NOW)
    return_review(matter_id=matter.pk, note="已更正", by=office.second, at=NOW)
    found = office.found("UPHELD")
    done = review_matter(matter_id=matter.pk, found=found, note="x", by=office.first, at=NOW)
    assert (done.case.state, done.recover_fen) == ("MATTER_RECOVERED", 0)


def test_two_suspicions_of_the_same_line_take_its_money_once(office: Office) -> None:
    both = (line("MONITOR", 3_000), line("UTERUS", 1_000, quantity=2), line("SURGERY", 20_000))

    lists = replace(LISTS, sexes={"UTERUS": "1"}, daily={"UTERUS": Decimal(1)})
    keep_lists(lists=lists, by=office.first, at=NOW + timedelta(hours=1))
    office.sends(lines=both)
    assert office.looks().found == 2
    key = office.matter().pk
    explain_matter(matter_id=key, words="x", papers={}, by=office.desk, at=NOW)
    found = office.found("UPHELD")
    review_matter(matter_id=key, found=found, note="x", by=office.first, at=NOW)
    matter = confirm_review(matter_id=key, by=office.second, at=NOW)
    assert sorted(matter.suspicions.values_list("back_fen", flat=True)) == [0, BED_FEN]
    assert matter.recoveries.get().fen == BED_FEN


def test_what_follows_grows_with_matters_upheld_before(office: Office) -> None:
    first = decided(office)
    office.sends("H2")
    office.looks()
    second = office.matter()
    assert second.pk != first.pk
    explain_matter(matter_id=second.pk, words="x", papers={}, by=office.desk, at=NOW)
    found = {key: Found("UPHELD") for key in second.suspicions.values_list("pk", flat=True)}
    review_matter(matter_id=second.pk, found=found, note="x", by=office.first, at=NOW)
    done = confirm_review(matter_id=second.pk, by=office.second, at=NOW)
    assert "FOLLOWS_TALK" in done.follows
