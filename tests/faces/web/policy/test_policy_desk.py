"""The policy desk: find a value, see its history, adopt another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.conftest import NOW
from tests.decisions.rule import KEY, Asked, second_factor
from tests.journey import Journey, SignedIn
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.decisions.book import current_book
from yiyang.decisions.models import Adoption
from yiyang.decisions.services import Subject, decide, read_book, report_missing
from yiyang.policy.book import Mark, NotInForce

pytestmark = pytest.mark.django_db
LATER = date(2099, 1, 1)  # the pages' own clock is real: a day that has not come
ADOPT = f"/policy/values/{KEY}/adopt/"


@pytest.fixture
def desk(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.POLICY_DESK)


def _form(**changed: Any) -> dict[str, Any]:
    return {
        "place": "310106",
        "starts_on": "2099-01-01",
        "value": "- COORDINATOR\n- NURSE\n",
        "document_number": "静卫〔2026〕7号",
        "signer": "王主任",
        "signed_on": "2026-03-01",
    } | changed


def test_the_book_is_listed_with_marks_and_sources(desk: SignedIn) -> None:
    page = desk.get("/policy/").content.decode()
    assert "须使用第二验证因素的角色" in page and KEY in page
    assert "建议值" in page and "严格模式未开启" in page


def test_a_value_is_found_by_title_key_and_mark(desk: SignedIn) -> None:
    by_title = desk.get("/policy/", {"q": "第二验证"}).content.decode()
    assert KEY in by_title and "access.powers" not in by_title
    by_key = desk.get("/policy/", {"q": "access.pow"}).content.decode()
    assert "access.powers" in by_key and KEY not in by_key
    official = desk.get("/policy/", {"mark": "official"}).content.decode()
    assert KEY not in official
    assert "没有符合条件" in desk.get("/policy/", {"q": "zzz"}).content.decode()


def test_a_parameter_shows_its_history_and_its_readers(desk: SignedIn) -> None:
    reading = read_book(NOW.date())
    decide(second_factor, Asked("N", NOW.date()), reading=reading, subject=Subject("t", 1), at=NOW)
    page = desk.get(f"/policy/values/{KEY}/").content.decode()
    assert "COORDINATOR" in page and "2020-01-01" in page
    assert "tests.second_factor" in page
    assert "采用数值" in page
    assert desk.get("/policy/values/no.such_key/").status_code == 404


def test_a_note_is_read_in_the_language_of_the_page(desk: SignedIn) -> None:
    note = current_book().on("ledger.kinds", NOW.date(), "310106").note
    assert note is not None
    page = desk.get("/policy/values/ledger.kinds/").content.decode()
    assert note.zh in page and note.en not in page


def test_adopting_by_the_page_adds_a_line_and_an_audit_row(desk: SignedIn) -> None:
    answer = desk.post(ADOPT, _form(), follow=True)
    assert answer.status_code == 200 and "数值已采用" in answer.content.decode()
    line = current_book().on(KEY, LATER, "310106")
    assert (line.mark, line.value) == (Mark.ADOPTED, ["COORDINATOR", "NURSE"])
    entry = Entry.objects.get(action="policy.adopt")
    assert entry.account_id == desk.account.pk
    assert "静卫〔2026〕7号" in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"value": "- A\n- A\n"}, 409),
        ({"value": "- [A"}, 400),
        ({"value": "a: &x b\nc: *x"}, 400),
        ({"value": ""}, 400),
        ({"document_number": ""}, 400),
        ({"signer": " "}, 400),
        ({"starts_on": "2026-02-30"}, 400),
        ({"place": "330106"}, 400),
        ({"place": "CN"}, 400),
        ({"starts_on": "2020-01-01"}, 409),
    ],
)
def test_what_cannot_be_adopted_changes_nothing(
    desk: SignedIn, changed: dict[str, Any], status: int
) -> None:
    assert desk.post(ADOPT, _form(**changed)).status_code == status
    assert not Adoption.objects.exists()
    assert not Entry.objects.filter(action="policy.adopt").exists()


def test_a_form_with_faults_comes_back_with_what_was_written(desk: SignedIn) -> None:
    page = desk.post(ADOPT, _form(value="- [A")).content.decode()
    assert "写法与现有数值不一致" in page and "- [A" in page
    assert "字符处写法有误" in page


def test_every_fault_of_a_value_is_named_with_its_place(desk: SignedIn) -> None:
    twice = desk.post(ADOPT, _form(value="- A\n- A\n"))
    assert "数值：代码 A 重复。" in twice.content.decode()


def test_a_refused_adoption_says_why_and_keeps_what_was_typed(desk: SignedIn) -> None:
    answer = desk.post(ADOPT, _form(starts_on="2020-01-01", value="- NURSE\n- CARER\n"))
    page = answer.content.decode()
    assert (answer.status_code, answer["X-Refusal"]) == (409, "ADOPTION_BEFORE_SIGNATURE")
    assert "2020-01-01" in page and "2026-03-01" in page and 'role="alert"' in page
    assert "- NURSE\n- CARER" in page and 'value="静卫〔2026〕7号"' in page
    mended = desk.post(ADOPT, _form(value="- NURSE\n- CARER\n"), follow=True)
    assert "数值已采用" in mended.content.decode()


def test_the_book_is_read_at_another_day(desk: SignedIn) -> None:
    desk.post(ADOPT, _form(value="- NURSE\n"))
    now = desk.get(f"/policy/values/{KEY}/", {"day": "2026-03-01"}).content.decode()
    then = desk.get(f"/policy/values/{KEY}/", {"day": "2099-01-01"}).content.decode()
    assert "data-now>- COORDINATOR" in now
    assert "data-now>- NURSE" in then
    before = desk.get(f"/policy/values/{KEY}/", {"day": "1990-01-01"}).content.decode()
    assert "data-now>" not in before and "本地1990-01-01没有有效数值" in before
    assert KEY not in desk.get("/policy/", {"day": "1990-01-01"}).content.decode()
    listed = desk.get("/policy/", {"day": "2099-01-01", "q": KEY}).content.decode()
    assert f"{KEY}/?day=2099-01-01" in listed and "静卫〔2026〕7号" in listed


def test_a_day_that_is_none_is_said_to_be(desk: SignedIn) -> None:
    for address in ("/policy/", f"/policy/values/{KEY}/"):
        page = desk.get(address, {"day": "2026-02-30"})
        assert page.status_code == 200 and 'class="field bad"' in page.content.decode()


def test_a_number_stands_with_what_it_counts(desk: SignedIn) -> None:
    listed = desk.get("/policy/", {"q": "transfer.keep_days"}).content.decode()
    assert '7 <span class="quiet">天</span>' in listed
    assert "data-now>7 天" in desk.get("/policy/values/transfer.keep_days/").content.decode()


def test_unsettled_values_name_the_rules_that_strict_mode_would_stop(desk: SignedIn) -> None:
    reading = read_book(NOW.date())
    decide(second_factor, Asked("N", NOW.date()), reading=reading, subject=Subject("t", 1), at=NOW)
    page = desk.get("/policy/unsettled/").content.decode()
    assert KEY in page and "tests.second_factor" in page
    desk.post(ADOPT, _form(starts_on="2026-03-03"))
    assert KEY not in desk.get("/policy/unsettled/").content.decode()


def test_a_missing_value_is_work_until_the_book_has_it(desk: SignedIn) -> None:
    assert "没有缺值的参数" in desk.get("/policy/missing/").content.decode()
    report_missing(NotInForce("calendar.2031", NOW.date(), "310106"), at=NOW)
    assert "calendar.2031" in desk.get("/policy/missing/").content.decode()
    assert "有参数缺值" in desk.get("/policy/").content.decode()


def test_a_rule_that_strict_mode_held_shows_as_missing_until_adopted(desk: SignedIn) -> None:
    with pytest.raises(NotInForce) as held:
        read_book(LATER, strict=True).codes(KEY)
    report_missing(held.value, at=NOW)
    assert "严格模式" in desk.get("/policy/missing/").content.decode()
    desk.post(ADOPT, _form())
    assert KEY not in desk.get("/policy/missing/").content.decode()


def test_who_may_only_look_cannot_adopt(journey: Journey) -> None:
    reader = journey.sign_in(Role.COORDINATOR)
    page = reader.get(f"/policy/values/{KEY}/").content.decode()
    assert "采用数值" not in page
    assert reader.post(ADOPT, _form()).status_code == 404
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("page", ["", "unsettled/", "missing/", f"values/{KEY}/"])
def test_the_desk_is_closed_to_other_roles_and_speaks_english(journey: Journey, page: str) -> None:
    assert journey.sign_in(Role.NURSE).get(f"/policy/{page}").status_code == 404
    assert journey.visit().get(f"/policy/{page}").status_code == 302
    english = journey.sign_in(Role.INSURER, language="en").get(f"/policy/{page}")
    assert english.status_code == 200 and 'lang="en"' in english.content.decode()


def test_the_list_costs_no_query_a_line(desk: SignedIn, django_assert_max_num_queries: Any) -> None:
    desk.get("/policy/")
    with django_assert_max_num_queries(20):
        desk.get("/policy/")
