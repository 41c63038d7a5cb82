"""What a resident is shown, and offered, of agreements that begin later; and a code on its way."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from tests.care.conftest import join_group
from tests.journey import Journey, SignedIn
from tests.signing.conftest import Signing, code_for, make_resident
from tests.world import make_grant, make_institution, make_person
from yiyang.access.models import Assignment, Role
from yiyang.agreements.models import Agreement, Member, Panel
from yiyang.agreements.services.leaving import end_places_over
from yiyang.audit.services import PROGRAM
from yiyang.people.models import Person
from yiyang.signing.facts import MemberWish
from yiyang.signing.services.staff import enrol_staff

NOT_YET = "尚未开始，{:%Y-%m-%d} 起"
RENEW, CHANGE, FIND = ">续签<", ">更换家庭医生<", ">选择家庭医生<"
REST = 'name="wish" value="REST"'


@pytest.fixture
def signing(db: None) -> Signing:
    return Signing()


def held(signing: Signing, *, ends_in: int) -> tuple[Person, Assignment, Agreement]:
    """Return somebody whose agreement ends in some days."""
    person, by = make_resident()
    agreement = signing.sign(signing.wish(person), by, at=timezone.now()).agreement
    ends_on = timezone.localdate() + timedelta(days=ends_in)
    span = DateRange(ends_on - timedelta(days=365), ends_on)
    Member.objects.filter(agreement=agreement).update(span=span)
    Agreement.objects.filter(pk=agreement.pk).update(span=span)
    return person, by, agreement


def renewed(signing: Signing) -> tuple[Person, Assignment, Agreement, Agreement]:
    """Return somebody who has renewed an agreement that still runs: the old and the new."""
    person, by, old = held(signing, ends_in=30)
    again = MemberWish(person.pk, ("BASIC",), "RENEW", old.pk)
    new = signing.sign(signing.wish(again), by, at=timezone.now()).agreement
    return person, by, old, new


def first_day(agreement: Agreement) -> date:
    """Return the day on which an agreement begins."""
    return Agreement.objects.get(pk=agreement.pk).span.lower


def page(browser: SignedIn, address: str = "/signing/") -> str:
    """Return a page as it reads."""
    return browser.get(address).content.decode()


def test_a_renewal_that_lies_ahead_is_not_shown_as_in_force(
    journey: Journey, signing: Signing
) -> None:
    _, by, old, new = renewed(signing)
    browser = journey.enter(by)
    shown = page(browser)
    assert shown.count(">有效<") == 1 and NOT_YET.format(first_day(new)) in shown
    assert NOT_YET.format(first_day(new)) in page(browser, f"/signing/agreements/{new.pk}/")
    assert ">有效<" in page(browser, f"/signing/agreements/{old.pk}/")


def test_who_has_renewed_is_offered_a_change_and_no_second_renewal(
    journey: Journey, signing: Signing
) -> None:
    _, by, old, new = renewed(signing)
    browser = journey.enter(by)
    for address in ("/signing/", f"/signing/agreements/{old.pk}/"):
        assert CHANGE in page(browser, address) and RENEW not in page(browser, address), address
    ahead = page(browser, f"/signing/agreements/{new.pk}/")
    assert CHANGE not in ahead and RENEW not in ahead and "不再生效" in ahead


@pytest.mark.parametrize(
    ("ends_in", "offered"),
    [(91, {CHANGE}), (90, {CHANGE, RENEW}), (1, {CHANGE, RENEW}), (-89, {RENEW, FIND})],
)
def test_a_renewal_is_offered_within_its_window_alone(
    journey: Journey, signing: Signing, ends_in: int, offered: set[str]
) -> None:
    _, by, _ = held(signing, ends_in=ends_in)
    shown = page(journey.enter(by))
    assert {words for words in (RENEW, CHANGE, FIND) if words in shown} == offered


def test_a_desk_finds_who_signed_ahead_and_cannot_let_it_rest(
    journey: Journey, signing: Signing
) -> None:
    _, _, old, new = renewed(signing)
    desk = journey.sign_in(Role.CENTRE_DESK, institution=signing.centre)
    ahead = page(desk, "/signing/desk/?view=AHEAD")
    assert new.number in ahead and old.number not in ahead
    assert REST in page(desk, f"/signing/agreements/{old.pk}/")
    assert REST not in page(desk, f"/signing/agreements/{new.pk}/")


def test_a_code_on_its_way_to_a_resident_is_no_alarm(journey: Journey, signing: Signing) -> None:
    person, by = make_resident()
    draft = signing.draft(signing.wish(person), by, at=timezone.now())
    browser = journey.enter(by)
    browser.post(f"/signing/drafts/{draft.pk}/code/")
    shown = page(browser, "/notices/")
    assert "签署验证码" in shown and "1 条消息未读" in shown
    assert not re.findall("紧急|先应答者|待应答|card red", shown)


def test_codes_that_sign_no_more_wait_to_be_read_no_more(
    journey: Journey, signing: Signing
) -> None:
    person, by = make_resident()
    draft = signing.draft(signing.wish(person), by, at=timezone.now())
    browser = journey.enter(by)
    for _ in range(2):
        browser.post(f"/signing/drafts/{draft.pk}/code/")
    assert "1 条消息未读" in page(browser, "/notices/"), "the first was made void by the second"
    browser.post(f"/signing/drafts/{draft.pk}/sign/", {"code": code_for(draft)})
    shown = page(browser, "/notices/")
    assert "没有未读消息" in shown and "0 条消息未读" in shown


def test_half_a_combination_is_refused_with_its_reason_and_drawn_up_again(
    journey: Journey, signing: Signing
) -> None:
    person, by = make_resident()
    hospital = make_institution("HOSPITAL", level=2, place=person.place)
    browser = journey.enter(by)
    doctor = f"{signing.centre.pk}-{signing.doctor.pk}-0"
    form = {"doctor": doctor, "packages": ["BASIC"], "years": "1", "district": hospital.pk}
    address = f"/signing/people/{person.pk}/new/"
    answer = browser.post(address, form)
    shown = page(browser, answer.url)
    assert "不予签约" in shown and hospital.name_zh in shown
    assert f'href="{address}">重新拟定<' in shown


def test_a_desk_renews_from_the_agreement_that_ends_soon(
    journey: Journey, signing: Signing
) -> None:
    person, _, old, new = renewed(signing)
    other, _, soon = held(signing, ends_in=20)
    make_grant(other, signing.centre)
    desk = journey.sign_in(Role.CENTRE_DESK, institution=signing.centre)
    assert f'href="/signing/desk/people/{other.pk}/new/"' in page(
        desk, f"/signing/agreements/{soon.pk}/"
    )
    for agreement in (old, new):
        assert RENEW not in page(desk, f"/signing/agreements/{agreement.pk}/"), person
    assert desk.get(f"/signing/desk/people/{other.pk}/new/").status_code == 200


def test_a_number_beside_a_reason_says_what_it_counts(journey: Journey, signing: Signing) -> None:
    person, by = make_resident()
    draft = signing.draft(signing.wish(person, years=3), by, at=timezone.now())
    shown = page(journey.enter(by), f"/signing/drafts/{draft.pk}/")
    assert "(至少 365 天)" in shown
    beyond = MemberWish(person.pk, ("BASIC", "CHRONIC"))
    draft = signing.draft(signing.wish(beyond), by, at=timezone.now())
    assert "(高血压、糖尿病服务包)" in page(journey.enter(by), f"/signing/drafts/{draft.pk}/")


def test_an_organisation_is_not_offered_whom_it_has_signed(
    journey: Journey, signing: Signing
) -> None:
    employer = make_institution("EMPLOYER")
    desk = journey.sign_in(Role.ORGANISATION_DESK, institution=employer)
    signed, free = (make_person(name) for name in ("赵一", "钱二"))
    assert desk.assignment is not None
    enrol_staff(
        organisation_id=employer.pk, person_ids=[signed.pk, free.pk], by=PROGRAM,
        at=timezone.now(),
    )  # fmt: skip
    wish = signing.wish(signed, form="ORGANISATION", organisation_id=employer.pk)
    agreement = signing.sign(wish, desk.assignment, asker="ORGANISATION", at=timezone.now())
    offered = set(re.findall(r'name="agreed" value="(\d+)"', page(desk, "/signing/staff/")))
    assert offered == {str(free.pk)}
    ends_on = timezone.localdate() + timedelta(days=90)
    span = DateRange(ends_on - timedelta(days=365), ends_on)
    Member.objects.filter(agreement=agreement.agreement).update(span=span)
    offered = set(re.findall(r'name="agreed" value="(\d+)"', page(desk, "/signing/staff/")))
    assert offered == {str(free.pk), str(signed.pk)}, "it may be renewed now"


def test_a_renewal_begins_with_what_is_held_and_a_change_with_no_doctor(
    journey: Journey, signing: Signing
) -> None:
    ends_soon, by, soon = held(signing, ends_in=30)
    runs_on, other, _ = held(signing, ends_in=200)
    Member.objects.filter(agreement=soon).update(packages=["BASIC", "ELDER_65", "CHRONIC"])
    join_group(ends_soon, "ELDER")
    renewing = page(journey.enter(by), f"/signing/people/{ends_soon.pk}/new/")
    assert ticked(renewing, "packages") == {"BASIC", "ELDER_65"}
    assert ticked(renewing, "doctor") == {f"{signing.centre.pk}-{signing.doctor.pk}-0"}
    changing = page(journey.enter(other), f"/signing/people/{runs_on.pk}/new/")
    assert (ticked(changing, "packages"), ticked(changing, "doctor")) == ({"BASIC"}, set())


def test_a_renewal_taken_back_leaves_the_place_and_the_reminder_as_they_were(
    journey: Journey, signing: Signing
) -> None:
    person, by, old, new = renewed(signing)
    desk = journey.sign_in(Role.CENTRE_DESK, institution=signing.centre)
    assert old.number not in page(desk, "/signing/desk/?view=EXPIRING")
    form = {"reason": "REQUEST", "ends_on": f"{timezone.localdate():%Y-%m-%d}"}
    address = f"/signing/agreements/{new.pk}/people/{person.pk}/end/"
    assert journey.enter(by).post(address, form).status_code == 302
    assert Panel.objects.get().signed == 1, "the agreement that still runs has its place"
    assert old.number in page(desk, "/signing/desk/?view=EXPIRING")
    form["ends_on"] = f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"
    journey.enter(by).post(f"/signing/agreements/{old.pk}/people/{person.pk}/end/", form)
    end_places_over(by=PROGRAM, at=timezone.now() + timedelta(days=1))
    assert Panel.objects.get().signed == 0


def ticked(shown: str, name: str) -> set[str]:
    """Return the values that are chosen in a form."""
    boxes = re.findall(rf'<input[^>]*name="{name}"[^>]*>', shown)
    return {re.findall(r'value="(.+?)"', box)[0] for box in boxes if "checked" in box}
