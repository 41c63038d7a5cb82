"""Consents given, signed, narrowed and withdrawn on a person's own pages, with real effects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from tests.journey import Journey, SignedIn
from tests.world import BEGAN, make_account, make_grant, make_institution, make_person
from yiyang.access.models import Account, Denial, Grant, Role
from yiyang.consents.models import Consent, ConsentCode
from yiyang.consents.selectors import who_sees
from yiyang.decisions.models import Decision
from yiyang.network.models import Institution
from yiyang.notices.models import Notice
from yiyang.people.models import Person, Relative
from yiyang.people.selectors import Scope, visible_people

SELF = Grant.Purpose.SELF


@dataclass
class Home:
    """A resident at their page, a daughter with an account, and a hospital."""

    person: Person
    page: SignedIn
    daughter: Account
    hospital: Institution


@pytest.fixture
def home(journey: Journey) -> Home:
    person = make_person("吴安")
    account = make_account(person=person)
    make_grant(person, account, purpose=SELF, origin_kind="own")
    page = journey.sign_in(Role.RESIDENT, account=account)
    daughter = make_account()
    Relative.objects.create(person=person, name="周静", relation="CHILD", account=daughter)
    return Home(person, page, daughter, make_institution("HOSPITAL"))


def asked(home: Home, *, forbid: bool = False, **form: object) -> Consent:
    """Fill in the form of a consent and return what came of it."""
    until = timezone.localdate() + timedelta(days=30)
    given = {"scope": "RECORD", "purpose": "CARE", "until": until.isoformat(), **form}
    what = "forbid" if forbid else "new"
    answer = home.page.post(f"/my/people/{home.person.pk}/consents/{what}/", given)
    assert answer.status_code == 302, answer.content.decode()
    return Consent.objects.order_by("-pk")[0]


def signed(home: Home, consent: Consent) -> Consent:
    """Get the code, read it from the notice, sign with it."""
    assert home.page.post(f"/my/consents/{consent.pk}/code/").status_code == 302
    notice = Notice.objects.filter(subject_kind="CONSENT_CODE").latest("pk")
    assert notice.account_id == home.page.account.pk
    words = {"code": notice.params["code"]}
    assert home.page.post(f"/my/consents/{consent.pk}/sign/", words).status_code == 302
    consent.refresh_from_db()
    return consent


def to_daughter(home: Home, **form: object) -> Consent:
    return signed(home, asked(home, grantee=f"A-{home.daughter.pk}", **form))


def to_hospital(home: Home, **form: object) -> Consent:
    return signed(home, asked(home, grantee=f"I-{home.hospital.pk}", **form))


@pytest.mark.clause("JA-2.4.1", "consents.may_see")
def test_a_relative_sees_the_record_by_consent_and_no_longer_once_it_is_withdrawn(
    journey: Journey, home: Home
) -> None:
    relative = journey.sign_in(Role.RESIDENT, account=home.daughter)
    record = f"/people/{home.person.pk}/record/"
    assert relative.get(record).status_code == 404
    consent = to_daughter(home)
    assert consent.state == "IN_FORCE"
    assert relative.get(record).status_code == 200
    decision = journey.decision_of("consents.may_see", person=home.person)
    assert decision.result["ground"] == "CONSENT"
    assert home.page.post(f"/my/consents/{consent.pk}/withdraw/").status_code == 302
    assert relative.get(record).status_code == 404
    assert Grant.objects.get(origin_kind="consent", origin_id=consent.pk).span.upper is not None


@pytest.mark.clause("HZ-8", "consents.give")
def test_what_is_signed_is_kept_with_its_text_its_code_and_its_decision(
    journey: Journey, home: Home
) -> None:
    consent = to_hospital(home, scope="SUMMARY")
    assert (consent.signer, consent.way, consent.text_version) == ("PERSON", "PAGE", "V1")
    assert consent.decision == journey.decision_of("consents.give", person=home.person)
    page = home.page.get(f"/my/consents/{consent.pk}/").content.decode()
    assert home.hospital.name_zh in page and "随时撤回" in page
    nurse = journey.sign_in(Role.HOSPITAL_DESK, institution=home.hospital)
    seen = visible_people(nurse.assignment, Scope.SUMMARY)
    assert list(seen) == [home.person]
    assert not visible_people(nurse.assignment, Scope.RECORD).exists()


def test_a_wrong_code_signs_nothing_and_is_counted(home: Home) -> None:
    consent = asked(home, grantee=f"A-{home.daughter.pk}")
    home.page.post(f"/my/consents/{consent.pk}/code/")
    before = Grant.objects.count()
    answer = home.page.post(f"/my/consents/{consent.pk}/sign/", {"code": "x"})
    assert answer.status_code == 409
    assert ConsentCode.objects.get().attempts == 1
    assert Grant.objects.count() == before
    consent.refresh_from_db()
    assert consent.state == "WAITING"


def test_a_code_signs_one_consent_and_only_once(home: Home) -> None:
    consent = to_daughter(home)
    words = Notice.objects.get(subject_kind="CONSENT_CODE").params["code"]
    assert not words.isdecimal(), "the notice tells it no more"
    assert home.page.post(f"/my/consents/{consent.pk}/sign/", {"code": "1"}).status_code == 409
    assert Grant.objects.filter(origin_kind="consent").count() == 1


@pytest.mark.parametrize(
    ("days", "code"), [(5000, "CONSENT_TOO_LONG"), (-3, "CONSENT_ALREADY_OVER")]
)
def test_a_consent_without_a_fit_end_is_refused_and_says_why(
    home: Home, days: int, code: str
) -> None:
    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    consent = asked(home, grantee=f"A-{home.daughter.pk}", until=until)
    assert consent.state == "REFUSED"
    assert [reason["code"] for reason in consent.reasons] == [code]
    assert home.page.post(f"/my/consents/{consent.pk}/code/").status_code == 409
    assert not Grant.objects.filter(origin_kind="consent").exists()


def test_a_child_needs_the_guardian(home: Home) -> None:
    born = timezone.localdate() - timedelta(days=365 * 10)
    Person.objects.filter(pk=home.person.pk).update(born_on=born)
    consent = asked(home, grantee=f"I-{home.hospital.pk}")
    assert [reason["code"] for reason in consent.reasons] == ["CONSENT_NEEDS_GUARDIAN"]
    Relative.objects.update(is_representative=True)
    make_grant(home.person, home.daughter, purpose=SELF)
    home.page = Journey().sign_in(Role.RESIDENT, account=home.daughter)
    assert to_hospital(home).signer == "REPRESENTATIVE"


def test_a_relative_who_may_only_look_gives_nobody_a_consent(journey: Journey, home: Home) -> None:
    consent = to_daughter(home)
    relative = journey.sign_in(Role.RESIDENT, account=home.daughter)
    assert relative.get(f"/my/people/{home.person.pk}/consents/").status_code == 404
    assert relative.post(f"/my/consents/{consent.pk}/withdraw/").status_code == 404
    consent.refresh_from_db()
    assert consent.state == "IN_FORCE"


def test_a_consent_is_made_narrower_at_once_and_never_wider(journey: Journey, home: Home) -> None:
    consent = to_hospital(home)
    until = (timezone.localdate() + timedelta(days=10)).isoformat()
    form = {"scope": "SUMMARY", "until": until}
    assert home.page.post(f"/my/consents/{consent.pk}/narrow/", form).status_code == 302
    narrower = Consent.objects.get(replaces=consent)
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=home.hospital)
    assert not visible_people(desk.assignment, Scope.RECORD).exists()
    assert visible_people(desk.assignment, Scope.SUMMARY).exists()
    later = (timezone.localdate() + timedelta(days=20)).isoformat()
    wider = {"scope": "SUMMARY", "until": later}
    answer = home.page.post(f"/my/consents/{narrower.pk}/narrow/", wider)
    assert answer.status_code == 409
    assert Consent.objects.count() == 2


@pytest.mark.clause("HZ-13", "consents.may_see")
def test_who_is_forbidden_sees_nothing_but_what_a_standing_agreement_keeps(
    journey: Journey, home: Home
) -> None:
    make_grant(home.person, home.hospital, origin_kind="referral")
    centre = make_institution("CHC")
    make_grant(home.person, centre, origin_kind="agreement")
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=home.hospital)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    denial = signed(home, asked(home, forbid=True, grantee="E"))
    assert desk.get(f"/people/{home.person.pk}/").status_code == 404
    assert doctor.get(f"/people/{home.person.pk}/").status_code == 200
    answers = Decision.objects.filter(rule="consents.may_see").order_by("subject_id")
    assert [(d.result["allowed"], d.result["ground"]) for d in answers] == [
        (False, ""), (True, "STATUTORY"),
    ]  # fmt: skip
    assert "PIPL-2021" in {a["act"] for a in answers[1].authorities}
    assert home.page.post(f"/my/consents/{denial.pk}/withdraw/").status_code == 302
    assert desk.get(f"/people/{home.person.pk}/").status_code == 200


def test_a_denial_of_one_institution_leaves_the_others_and_the_person(
    journey: Journey, home: Home
) -> None:
    other = make_institution("HOSPITAL")
    for institution in (home.hospital, other):
        make_grant(home.person, institution)
    signed(home, asked(home, forbid=True, grantee=f"I-{home.hospital.pk}"))
    seen = {
        institution.pk: visible_people(
            journey.sign_in(Role.HOSPITAL_DESK, institution=institution).assignment
        ).exists()
        for institution in (home.hospital, other)
    }
    assert seen == {home.hospital.pk: False, other.pk: True}
    assert home.page.get(f"/people/{home.person.pk}/record/").status_code == 200


def test_forbidding_all_takes_the_summary_from_the_district_but_not_the_name(
    journey: Journey, home: Home
) -> None:
    coordinator = journey.sign_in(Role.COORDINATOR).assignment
    assert visible_people(coordinator, Scope.SUMMARY).exists()
    signed(home, asked(home, forbid=True, grantee="E"))
    assert not visible_people(coordinator, Scope.SUMMARY).exists()
    assert visible_people(coordinator, Scope.IDENTITY).exists()


def test_an_emergency_goes_before_a_denial(journey: Journey, home: Home) -> None:
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=home.hospital)
    Denial.objects.create(
        person=home.person, span=(timezone.now() - timedelta(days=1), None), origin_kind="test",
        origin_id=1,
    )  # fmt: skip
    make_grant(home.person, home.hospital)
    assert not visible_people(desk.assignment, Scope.RECORD).exists()
    make_grant(home.person, desk.account, purpose=Grant.Purpose.EMERGENCY)
    assert visible_people(desk.assignment, Scope.RECORD).exists()


def test_a_refusal_before_a_consent_keeps_it_closed_until_it_is_withdrawn(
    journey: Journey, home: Home
) -> None:
    denial = signed(home, asked(home, forbid=True, grantee=f"I-{home.hospital.pk}"))
    to_hospital(home)
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=home.hospital).assignment
    assert not visible_people(desk).exists()
    home.page.post(f"/my/consents/{denial.pk}/withdraw/")
    assert visible_people(desk, Scope.RECORD).exists()


def test_the_person_reads_who_looked_at_what_and_because_of_what(
    journey: Journey, home: Home
) -> None:
    make_grant(home.person, home.hospital, origin_kind="stay")
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=home.hospital)
    desk.get(f"/people/{home.person.pk}/record/")
    journey.sign_in(Role.COORDINATOR).get(f"/people/{home.person.pk}/")
    page = home.page.get(f"/my/people/{home.person.pk}/looks/").content.decode()
    assert "在该机构入住或住院" in page and home.hospital.name_zh in page
    assert "辖区职责" in page and "健康档案" in page
    assert desk.get(f"/my/people/{home.person.pk}/looks/").status_code == 404


def test_who_sees_by_several_grants_of_a_kind_is_named_once_until_the_last_ends(
    home: Home,
) -> None:
    soon, later = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=9)
    for until in (soon, later, soon + timedelta(days=1)):
        span = DateTimeTZRange(BEGAN, until)
        make_grant(home.person, home.hospital, origin_kind="visit", span=span)
    make_grant(home.person, home.hospital, origin_kind="referral")
    found = [one for one in who_sees(home.person, timezone.now()) if one.institution]
    assert [(one.grant.origin_kind, one.grant.span.upper) for one in found] == [
        ("visit", later), ("referral", None)
    ]  # fmt: skip


def test_the_page_of_consents_says_who_sees_and_why(home: Home) -> None:
    make_grant(home.person, home.hospital, origin_kind="referral")
    to_daughter(home)
    page = home.page.get(f"/my/people/{home.person.pk}/consents/").content.decode()
    assert "周静" in page and home.hospital.name_zh in page and "转诊" in page
