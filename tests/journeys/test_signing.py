"""Residents sign with a family doctor, by their pages, to the last row."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.network import FiveBeds
from tests.signing.conftest import Signing, code_for, make_resident
from tests.signing.pdf import words_of
from tests.world import BEGAN, make_bed, make_grant, make_institution, make_person
from yiyang.access.models import Assignment, Grant, Role
from yiyang.agreements.models import Agreement, Member, Panel
from yiyang.agreements.selectors import own_institutions
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, Presence
from yiyang.care.models import Plan
from yiyang.kernel.identifiers import resident_check_character
from yiyang.network.models import Institution
from yiyang.people.models import Person, Relative
from yiyang.people.services import add_identifier
from yiyang.signing.models import Draft

PACKAGES = ["BASIC"]


def wish(signing: Signing, **more: object) -> dict[str, object]:
    """Return the form of a wish for a year with the basic package."""
    doctor = f"{signing.centre.pk}-{signing.doctor.pk}-0"
    return {"doctor": doctor, "packages": PACKAGES, "years": "1", **more}


def draw_up(browser: SignedIn, person: Person, form: dict[str, object]) -> Draft:
    """Draw up an agreement by the page and return the draft that the page leads to."""
    answer = browser.post(f"/signing/people/{person.pk}/new/", form)
    assert answer.status_code == 302, re.findall(r"errorlist.*?</ul>", answer.content.decode())
    return Draft.objects.get(pk=answer.url.strip("/").rpartition("/")[2])


def sign(browser: SignedIn, draft: Draft) -> Agreement:
    """Ask for the code and sign with it."""
    assert browser.post(f"/signing/drafts/{draft.pk}/code/").status_code == 302
    answer = browser.post(f"/signing/drafts/{draft.pk}/sign/", {"code": code_for(draft)})
    assert answer.status_code == 302, answer.headers.get("X-Refusal")
    draft.refresh_from_db()
    return draft.agreement


@pytest.fixture
def signing(db: None) -> Signing:
    return Signing()


@pytest.fixture
def resident(signing: Signing) -> tuple[Person, Assignment]:
    return make_resident()


@pytest.mark.clause("HZ-8", "agreements.accept")
def test_a_resident_signs_prints_renews_changes_doctor_and_ends(
    journey: Journey, signing: Signing, resident: tuple[Person, Assignment]
) -> None:
    person, assignment = resident
    browser = journey.enter(assignment)
    page = browser.get(f"/signing/people/{person.pk}/new/").content.decode()
    assert signing.doctor.name in page and "基础服务包" in page

    draft = draw_up(browser, person, wish(signing))
    paper = browser.get(f"/signing/drafts/{draft.pk}/paper/")
    assert paper["Content-Type"] == "application/pdf"
    agreement = sign(browser, draft)
    for shown in (f"drafts/{draft.pk}", f"agreements/{agreement.pk}"):
        text = browser.get(f"/signing/{shown}/").content.decode()
        assert re.search(r"每年由以下各方承担.*医保基金.*84.00.*个人.*12.00", text, re.S), shown
    assert browser.get(f"/signing/agreements/{agreement.pk}/paper/").content == paper.content
    assert "保密" in words_of(paper.content)
    today = timezone.localdate()
    assert own_institutions(person.pk, today) == {signing.centre.pk}
    decision = journey.decision_of("agreements.accept", person=person)
    assert decision.result["accepted"] and "HZ-8" in decision.clauses
    assert agreement.number in browser.get("/signing/").content.decode()

    early = draw_up(browser, person, wish(signing))
    assert early.members.get().reasons == [["OUTSIDE_RENEWAL_WINDOW", "90"]]
    assert "不在可续签的时间内" in browser.get(f"/signing/drafts/{early.pk}/").content.decode()
    _let_it_run(agreement, ends_on=today + timedelta(days=30))
    renewed = sign(browser, draw_up(browser, person, wish(signing)))
    assert renewed.renews == agreement and renewed.span.lower == agreement.span.upper
    assert Panel.objects.get().signed == 1, "a renewal keeps its place"

    other = Signing()
    changed = sign(browser, draw_up(browser, person, wish(other)))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason) == ("ENDED", "CHANGE_OF_DOCTOR")
    assert own_institutions(person.pk, today) == {other.centre.pk}

    form = {"reason": "REQUEST", "ends_on": f"{today + timedelta(days=1):%Y-%m-%d}"}
    answer = browser.post(f"/signing/agreements/{changed.pk}/people/{person.pk}/end/", form)
    assert answer.status_code == 302
    member = Member.objects.get(agreement=changed)
    assert (member.span.upper, member.end_reason) == (today + timedelta(days=1), "REQUEST")
    assert journey.decision_of("agreements.end", person=person).result["accepted"]


@pytest.mark.clause("FD-4.1", "agreements.accept")
def test_terms_a_family_at_once_and_an_employer_for_its_staff(
    journey: Journey, signing: Signing, resident: tuple[Person, Assignment]
) -> None:
    person, assignment = resident
    browser = journey.enter(assignment)
    spouse = make_person("李国强", born_on=date(1941, 3, 3))
    make_grant(spouse, assignment.account, purpose=Grant.Purpose.SELF)
    Relative.objects.create(
        person=spouse, name=person.name, relation="SPOUSE", is_representative=True,
        account=assignment.account,
    )  # fmt: skip
    family = sign(browser, draw_up(browser, person, wish(signing, others=[spouse.pk])))
    assert family.form == "FAMILY" and family.members.count() == 2
    assert (family.span.upper.year - family.span.lower.year) == 1

    long = draw_up(browser, person, wish(Signing(), years="2"))
    assert long.members.get().reasons == [["RELATION_NOT_STABLE", "365"]]
    _let_it_run(family, ends_on=timezone.localdate() + timedelta(days=9))
    renewed = sign(browser, draw_up(browser, person, wish(signing, years="3")))
    assert (renewed.span.upper.year - renewed.span.lower.year) == 3
    assert journey.decision_of("agreements.accept", person=person).facts["years"] == 3

    employer = make_institution("EMPLOYER")
    desk = journey.sign_in(Role.ORGANISATION_DESK, institution=employer)
    staff = [make_person(name, born_on=date(1985, 1, 1)) for name in ("赵一", "钱二")]
    first, second = (number_for(one, order) for order, one in enumerate(staff))
    rows = f"姓名,身份证号\n赵一,{first}\n钱三,{second}\n孙四,1\n"
    told = desk.post("/signing/staff/list/", {"file": _file(rows)}).content.decode()
    assert "没有登记过该姓名和证件号的居民" in told and "row 4" in told
    rows = f"姓名,身份证号\n钱二,{second}\n"
    desk.post("/signing/staff/list/", {"file": _file(rows)})
    form = wish(signing, agreed=[one.pk for one in staff])
    draft = Draft.objects.get(pk=desk.post("/signing/staff/", form).url.strip("/").split("/")[-1])
    signed = sign(desk, draft)
    assert set(signed.members.values_list("person", flat=True)) == {one.pk for one in staff}
    page = desk.get(f"/signing/agreements/{signed.pk}/")
    assert page.status_code == 200 and "赵一" in page.content.decode()
    assert journey.decision_of("agreements.accept", person=staff[1]).result["accepted"]


def number_for(person: Person, order: int) -> str:
    """Give a woman a resident id that fits her birth, and return it."""
    first = f"310106{person.born_on:%Y%m%d}{order:02d}2"
    number = first + resident_check_character(first)
    add_identifier(person_id=person.pk, system="RESIDENT_ID", value=number, by=PROGRAM, at=NOW)
    return number


def _file(rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("staff.csv", rows.encode())


@pytest.mark.clause("FD-2.2", "agreements.accept")
def test_a_private_clinic_signs_under_the_same_rules(
    journey: Journey, resident: tuple[Person, Assignment]
) -> None:
    person, assignment = resident
    clinic = Signing(make_institution("CLINIC", ownership="PRIVATE_FOR_PROFIT"))
    browser = journey.enter(assignment)
    page = browser.get(f"/signing/people/{person.pk}/new/").content.decode()
    assert clinic.doctor.name in page
    agreement = sign(browser, draw_up(browser, person, wish(clinic)))
    desk = journey.sign_in(Role.FAMILY_DOCTOR, institution=clinic.centre)
    assert person.name in desk.get("/signing/desk/").content.decode()
    assert agreement.items.get().price_fen == 12000, "the same fee"
    decision = journey.decision_of("agreements.accept", person=person)
    assert decision.facts["provider"]["ownership"] == "PRIVATE_FOR_PROFIT"
    assert "FD-2.2" in decision.clauses


@pytest.mark.clause("FD-4.4", "agreements.accept")
def test_signing_online_is_recorded_once_and_nothing_signs_twice(
    journey: Journey, signing: Signing, resident: tuple[Person, Assignment]
) -> None:
    person, assignment = resident
    browser = journey.enter(assignment)
    draft = draw_up(browser, person, wish(signing))
    browser.post(f"/signing/drafts/{draft.pk}/code/")
    words = code_for(draft)
    forged = browser.post(f"/signing/drafts/{draft.pk}/sign/", {"code": f"{words}0"})
    assert (forged.status_code, forged["X-Refusal"]) == (409, "CODE_WRONG")
    address = f"/signing/drafts/{draft.pk}/sign/"
    told = forged.content.decode()
    assert "验证码不正确" in told and f'action="{address}"' in told, "to be typed again here"
    assert browser.post(address, {"code": words}).status_code == 302
    again = browser.post(address, {"code": words})
    assert (again.status_code, again["X-Refusal"]) == (409, "CODE_ALREADY_USED")
    stranger = journey.sign_in(Role.RESIDENT)
    assert stranger.post(address, {"code": words}).status_code == 404
    entries = Entry.objects.filter(action="agreements.put_in_force")
    assert entries.count() == Agreement.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        entries.update(action="agreements.edited_away")
    draft.refresh_from_db()
    assert draft.members.get().decision == journey.decision_of("agreements.accept", person=person)


@pytest.mark.clause("SM-3.7", "agreements.accept")
def test_a_combination_of_three_institutions_is_signed_and_steers(
    journey: Journey, signing: Signing, resident: tuple[Person, Assignment]
) -> None:
    person, assignment = resident
    district, city = (make_institution("HOSPITAL", level=level) for level in (2, 3))
    browser = journey.enter(assignment)
    half = draw_up(browser, person, wish(signing, district=district.pk))
    assert half.members.get().reasons == [["COMBINATION_NOT_WHOLE", ""]]
    crossed = browser.post(
        f"/signing/people/{person.pk}/new/", wish(signing, district=city.pk, city=district.pk)
    )
    assert crossed.status_code == 200, "a list offers only hospitals of its level"
    whole = wish(signing, district=district.pk, city=city.pk)
    agreement = sign(browser, draw_up(browser, person, whole))
    slots = dict(agreement.members.values_list("slot", "institution"))
    assert slots == {
        "FAMILY_DOCTOR": signing.centre.pk, "COMMUNITY": signing.centre.pk,
        "DISTRICT": district.pk, "CITY": city.pk,
    }  # fmt: skip
    today = timezone.localdate()
    assert own_institutions(person.pk, today) == {signing.centre.pk, district.pk, city.pk}
    summary = journey.sign_in(Role.HOSPITAL_DESK, institution=district)
    assert summary.get(f"/people/{person.pk}/").status_code == 200
    assert "SM-3.7" in journey.decision_of("agreements.accept", person=person).clauses


@pytest.mark.clause("JA-2.2.3", "agreements.accept")
def test_a_family_doctor_signs_residents_of_home_beds_and_institution_beds(
    journey: Journey, beds: FiveBeds
) -> None:
    centre = Signing(beds.centre)
    desk = journey.sign_in(Role.FAMILY_DOCTOR, institution=beds.centre)
    at_home, in_home = make_person("陈素珍"), make_person("周阿婆")
    beds_of(at_home, "HOME_CARE_BED", beds.provider)
    beds_of(at_home, "HOME_MEDICAL_BED", beds.centre)
    beds_of(in_home, "INSTITUTION_BED", beds.home)
    for order, person in enumerate((at_home, in_home)):
        card = {"name": person.name, "resident_id": number_for(person, order)}
        found = desk.post("/signing/desk/present/", card)
        assert found.status_code == 302, found.content.decode()
        drawn = desk.post(found.url, wish(centre))
        assert drawn.status_code == 302
        draft = Draft.objects.get(pk=drawn.url.strip("/").split("/")[-1])
        assert draft.members.get().signer == "DESK"
        sign(desk, draft)
        assert journey.decision_of("agreements.accept", person=person).result["accepted"]
    assert Presence.objects.filter(person=at_home).count() == 2
    plan = Plan.objects.get(person=at_home)
    assert (plan.state, plan.practitioner) == ("CURRENT", centre.doctor)
    listed = desk.get("/signing/desk/").content.decode()
    assert at_home.name in listed and in_home.name in listed


def beds_of(person: Person, kind: str, institution: Institution) -> None:
    """Put a person into a bed of an institution."""
    bed = make_bed(institution, kind, state="OCCUPIED")
    span = DateTimeTZRange(BEGAN, None)
    claim = BedClaim.objects.create(bed=bed, person=person, kind="OCCUPY", span=span)
    axis = "MEDICAL" if kind == "HOME_MEDICAL_BED" else "CARE"
    Presence.objects.create(person=person, axis=axis, bed_kind=kind, claim=claim, span=span)


@pytest.mark.clause("HZ-8", "agreements.end")
def test_a_desk_lets_an_agreement_rest_takes_it_up_and_ends_it(
    journey: Journey, signing: Signing, resident: tuple[Person, Assignment]
) -> None:
    person, assignment = resident
    agreement = signing.sign(signing.wish(person), assignment, at=timezone.now()).agreement
    desk = journey.sign_in(Role.CENTRE_DESK, institution=signing.centre)
    page = f"/signing/agreements/{agreement.pk}/"
    desk.post(f"{page}rest/", {"wish": "REST", "reason": "AWAY"})
    listed = desk.get("/signing/desk/?view=SUSPENDED").content.decode()
    assert agreement.number in listed and person.name not in listed, "its sight rests too"
    desk.post(f"{page}rest/", {"wish": "RESUME"})
    other = journey.sign_in(Role.CENTRE_DESK, institution=Signing().centre)
    today = timezone.localdate()
    form = {"reason": "BREACH", "ends_on": f"{today + timedelta(days=1):%Y-%m-%d}"}
    assert other.post(f"{page}people/{person.pk}/end/", form).status_code == 404
    assert desk.post(f"{page}people/{person.pk}/end/", form).status_code == 302
    assert Member.objects.get(agreement=agreement).end_reason == "BREACH"
    assert journey.decision_of("agreements.end", person=person).facts["asker"] == "DESK"


def test_the_forms_of_agreements_are_shown_with_the_act_that_asks_for_them(
    journey: Journey,
) -> None:
    page = journey.sign_in(Role.CENTRE_DESK, institution=make_institution("CHC"))
    text = page.get("/signing/forms/").content.decode()
    assert "杭州市医养护一体化智慧医疗服务促进办法" in text and "Confidentiality" in text


def _let_it_run(agreement: Agreement, *, ends_on: object) -> None:
    """Let an agreement look as if it had been signed eleven months ago."""
    span = type(agreement.span)(ends_on - timedelta(days=365), ends_on)
    Member.objects.filter(agreement=agreement).update(span=span)
    Agreement.objects.filter(pk=agreement.pk).update(span=span)
    agreement.refresh_from_db()
