"""Families and organisations, renewal and change, rest, end, death: rows, places and sight."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.signing.conftest import Signing, actor, make_doctor, make_resident
from tests.world import make_assignment, make_grant, make_institution, make_person
from yiyang.access.models import Assignment, Grant, Role
from yiyang.agreements.models import Agreement, Member, Panel
from yiyang.agreements.selectors import own_institutions
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.care.models import Plan
from yiyang.decisions.models import Decision
from yiyang.kernel.errors import Refused
from yiyang.notices.models import Notice
from yiyang.people.models import Person, Relative
from yiyang.signing.facts import MemberWish
from yiyang.signing.services.ending import change_rest, end_place, pass_time

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def places() -> int:
    """Return how many places are taken by the counters, which agrees with the rows."""
    counted = sum(Panel.objects.values_list("signed", flat=True))
    assert counted == Member.objects.filter(on_panel=True).count()
    return counted


def sees(person: Person) -> list[tuple[int, str]]:
    """Return which institutions see a person after today's work, and how much."""
    rows = Grant.objects.filter(person=person, grantee_kind="INSTITUTION")
    later = NOW + timedelta(hours=1)
    return sorted(rows.filter(span__contains=later).values_list("grantee_id", "scope"))


@pytest.fixture
def family(signing: Signing) -> tuple[list[Person], Assignment]:
    """A daughter with an account, who represents her parents."""
    daughter, by = make_resident("李娟", born_on=date(1970, 1, 1))
    parents = [make_person("李国强"), make_person("王秀兰")]
    for parent in parents:
        make_grant(parent, by.account, purpose=Grant.Purpose.SELF)
        Relative.objects.create(
            person=parent, name="李娟", relation="CHILD", is_representative=True, account=by.account
        )
    return [daughter, *parents], by


def test_a_family_signs_at_once(signing: Signing, family: tuple[list[Person], Assignment]) -> None:
    people, by = family
    draft = signing.sign(signing.wish(*people), by)
    assert (draft.state, draft.agreement.form) == ("SIGNED", "FAMILY")
    assert set(draft.members.values_list("signer", flat=True)) == {"SELF", "REPRESENTATIVE"}
    assert Member.objects.filter(agreement=draft.agreement).count() == places() == 3
    assert all(sees(person) == [(signing.centre.pk, "RECORD")] for person in people)
    assert Plan.objects.filter(state="CURRENT").count() == 3


def test_a_family_signs_all_or_none(
    signing: Signing, family: tuple[list[Person], Assignment]
) -> None:
    people, by = family
    stranger = make_person("周平")
    draft = signing.draft(signing.wish(*people, stranger), by)
    reasons = {m.person_id: m.reasons for m in draft.members.all()}
    assert draft.state == "REFUSED" and draft.document is None
    assert reasons.pop(stranger.pk) == [["SIGNER_NOT_ALLOWED", ""]]
    assert list(reasons.values()) == [[], [], []]
    assert Decision.objects.filter(rule="agreements.accept").count() == 4
    assert (Agreement.objects.count(), places()) == (0, 0)


def test_one_leaves_a_family_and_the_others_stay(
    signing: Signing, family: tuple[list[Person], Assignment]
) -> None:
    people, by = family
    agreement = signing.sign(signing.wish(*people), by).agreement
    tomorrow = NOW + DAY
    end_place(
        agreement_id=agreement.pk, person_id=people[1].pk, reason="REQUEST",
        ends_on=TODAY + DAY, asker="REPRESENTATIVE", by=actor(by), at=tomorrow,
    )  # fmt: skip
    agreement.refresh_from_db()
    assert (agreement.state, places()) == ("IN_FORCE", 2)
    assert sees(people[2]) == [(signing.centre.pk, "RECORD")]
    assert Plan.objects.get(person=people[1]).state == "ENDED"
    for person in (people[0], people[2]):
        end_place(
            agreement_id=agreement.pk, person_id=person.pk, reason="REQUEST",
            ends_on=TODAY + 2 * DAY, asker="SELF", by=actor(by), at=tomorrow + DAY,
        )  # fmt: skip
    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason, places()) == ("ENDED", "REQUEST", 0)


def test_an_end_that_is_refused_keeps_its_decision_and_nothing_else(signing: Signing) -> None:
    person, by = make_resident()
    agreement = signing.sign(signing.wish(person), by).agreement
    entries = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        end_place(
            agreement_id=agreement.pk, person_id=person.pk, reason="BREACH", ends_on=TODAY + DAY,
            asker="SELF", by=actor(by), at=NOW,
        )  # fmt: skip
    assert refused.value.code == "ENDING_REFUSED"
    assert refused.value.message.params["reason"] == "END_REASON_NOT_KNOWN"
    assert Decision.objects.get(rule="agreements.end").result["accepted"] is False
    agreement.refresh_from_db()
    assert (agreement.state, places(), Entry.objects.count()) == ("IN_FORCE", 1, entries)


def test_an_end_ahead_comes_about_by_itself(signing: Signing) -> None:
    person, by = make_resident()
    agreement = signing.sign(signing.wish(person), by).agreement
    end_place(
        agreement_id=agreement.pk, person_id=person.pk, reason="MOVE", ends_on=TODAY + 10 * DAY,
        asker="SELF", by=actor(by), at=NOW,
    )  # fmt: skip
    grant = Grant.objects.get(person=person, grantee_kind="INSTITUTION")
    assert grant.span.upper == NOW.replace(hour=16, day=11), "midnight of 12 March in Shanghai"
    assert pass_time(at=NOW + 9 * DAY).ended == 0
    assert places() == 1
    assert pass_time(at=NOW + 10 * DAY).ended == 1
    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason, places()) == ("ENDED", "MOVE", 0)
    assert Plan.objects.get().state == "ENDED"


def test_a_death_ends_it_on_its_own_day(signing: Signing) -> None:
    person, by = make_resident()
    agreement = signing.sign(signing.wish(person), by).agreement
    died_at = NOW + 5 * DAY
    Person.objects.filter(pk=person.pk).update(died_at=died_at)
    assert pass_time(at=died_at + 3 * DAY).ended == 1
    member = Member.objects.get(agreement=agreement)
    assert (member.span.upper, member.end_reason) == (TODAY + 5 * DAY, "DEATH")
    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason, places()) == ("ENDED", "DEATH", 0)
    grant = Grant.objects.get(person=person, grantee_kind="INSTITUTION")
    assert grant.span.upper == died_at + 3 * DAY, "from when it was known, nobody looks"
    assert pass_time(at=died_at + 4 * DAY).ended == 0


def test_a_term_runs_out_and_frees_its_place(signing: Signing) -> None:
    person, by = make_resident()
    agreement = signing.sign(signing.wish(person), by).agreement
    last = NOW.replace(year=2027)
    assert pass_time(at=last - 31 * DAY).told == 0
    assert [pass_time(at=last - 30 * DAY).told, pass_time(at=last - 29 * DAY).told] == [1, 0]
    told = Notice.objects.get(code="AGREEMENT_EXPIRES_SOON")
    assert told.account_id == by.account_id and told.params["on"] == "2027-03-02"
    assert pass_time(at=last - DAY).ended == 0
    assert pass_time(at=last).ended == 1
    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason, places()) == ("ENDED", "EXPIRED", 0)


def test_a_renewal_counts_once_before_and_after_its_day(signing: Signing) -> None:
    person, by = make_resident()
    first = signing.sign(signing.wish(person), by).agreement
    late = NOW.replace(year=2027) - 60 * DAY
    again = MemberWish(person.pk, ("BASIC",), "RENEW", first.pk)
    second = signing.sign(signing.wish(again, years=2), by, at=late).agreement
    assert (second.renews, second.span.lower, second.span.upper) == (
        first, date(2027, 3, 2), date(2029, 3, 2),
    )  # fmt: skip
    assert places() == 1
    pass_time(at=NOW.replace(year=2027))
    first.refresh_from_db()
    assert (first.state, places()) == ("ENDED", 1)
    assert Plan.objects.get(state="CURRENT").member.agreement == second


def test_a_change_of_doctor_ends_the_old_and_a_renewal_ahead(signing: Signing) -> None:
    person, by = make_resident()
    first = signing.sign(signing.wish(person), by).agreement
    late = NOW.replace(year=2027) - 60 * DAY
    ahead = signing.sign(
        signing.wish(MemberWish(person.pk, ("BASIC",), "RENEW", first.pk)), by, at=late
    ).agreement
    other = Signing()
    leaving = MemberWish(person.pk, ("BASIC",), "CHANGE", first.pk)
    new = other.sign(other.wish(leaving), by, at=late + DAY).agreement
    for old in (first, ahead):
        old.refresh_from_db()
        assert (old.state, old.end_reason) == ("ENDED", "CHANGE_OF_DOCTOR")
    assert new.span.lower == (late + DAY).date()
    assert Panel.objects.get(practitioner=signing.doctor).signed == 0
    assert places() == 1
    assert own_institutions(person.pk, date(2027, 4, 1)) == {other.centre.pk}


def test_a_combination_gives_each_institution_its_sight_and_ends_with_it(signing: Signing) -> None:
    person, by = make_resident()
    district, city = (make_institution("HOSPITAL", level=level) for level in (2, 3))
    wish = signing.wish(person, district_id=district.pk, city_id=city.pk)
    agreement = signing.sign(wish, by).agreement
    assert own_institutions(person.pk, TODAY) == {signing.centre.pk, district.pk, city.pk}
    assert sees(person) == sorted(
        [(signing.centre.pk, "RECORD")] * 2 + [(district.pk, "SUMMARY"), (city.pk, "SUMMARY")]
    )
    end_place(
        agreement_id=agreement.pk, person_id=person.pk, reason="MOVE", ends_on=TODAY,
        asker="DESK", by=PROGRAM, at=NOW + DAY,
    )  # fmt: skip
    assert not Grant.objects.filter(
        person=person, grantee_kind="INSTITUTION", span__endswith__gt=NOW + DAY
    ).exists()
    assert own_institutions(person.pk, TODAY + DAY) == frozenset()


def test_what_rests_is_seen_by_nobody_and_keeps_its_place(signing: Signing) -> None:
    person, by = make_resident()
    agreement = signing.sign(signing.wish(person), by).agreement
    later = NOW + timedelta(minutes=30)
    change_rest(agreement_id=agreement.pk, wish="REST", reason="AWAY", by=PROGRAM, at=later)
    agreement.refresh_from_db()
    assert (agreement.state, sees(person), places()) == ("SUSPENDED", [], 1)
    assert own_institutions(person.pk, TODAY) == frozenset()
    change_rest(agreement_id=agreement.pk, wish="RESUME", reason="", by=PROGRAM, at=later + DAY)
    agreement.refresh_from_db()
    assert agreement.state == "IN_FORCE"
    last = Grant.objects.filter(person=person, grantee_kind="INSTITUTION").latest("pk")
    assert (last.span.lower, last.span.upper.date()) == (later + DAY, date(2027, 3, 1))
    with pytest.raises(Refused) as refused:
        change_rest(agreement_id=agreement.pk, wish="RESUME", reason="", by=PROGRAM, at=later)
    assert refused.value.code == "REST_REFUSED"


def test_an_organisation_signs_its_people_and_their_plans_follow(signing: Signing) -> None:
    employer = make_institution("EMPLOYER")
    desk = make_assignment(Role.ORGANISATION_DESK, institution=employer)
    people = [make_person(f"员工{n}", born_on=date(1985, 1, 1)) for n in "甲乙丙"]
    wish = signing.wish(*people, form="ORGANISATION", organisation_id=employer.pk)
    agreement = signing.sign(wish, desk, asker="ORGANISATION").agreement
    assert agreement.form == "ORGANISATION"
    roles = {p.role: p.institution_id for p in agreement.parties.all() if p.institution_id}
    assert roles == {"PROVIDER": signing.centre.pk, "ORGANISATION": employer.pk}
    assert (places(), Plan.objects.count()) == (3, 0)
    assert not any((employer.pk, "RECORD") in sees(person) for person in people)
    assert pass_time(at=NOW + timedelta(hours=1)).planned == 3
    assert Plan.objects.count() == 3


def test_who_has_not_agreed_is_not_signed_by_an_organisation(signing: Signing) -> None:
    employer = make_institution("EMPLOYER")
    desk = make_assignment(Role.ORGANISATION_DESK, institution=employer)
    person = make_person("员工甲", born_on=date(1985, 1, 1))
    unasked = MemberWish(person.pk, ("BASIC",), has_agreed=False)
    wish = signing.wish(unasked, form="ORGANISATION", organisation_id=employer.pk)
    draft = signing.draft(wish, desk, asker="ORGANISATION")
    assert draft.members.get().reasons == [["PERSON_HAS_NOT_AGREED", ""]]


def test_the_code_of_a_desk_goes_to_the_person_present(signing: Signing) -> None:
    person, by = make_resident()
    desk = make_assignment(Role.CENTRE_DESK, institution=signing.centre)
    known = signing.draft(signing.wish(person), desk, asker="DESK")
    assert known.signs_id == by.account_id
    alone = signing.draft(signing.wish(make_person("周平")), desk, asker="DESK")
    assert alone.signs_id == desk.account_id, "who has no account signs on paper at the desk"


def test_a_doctor_of_another_centre_signs_nobody_here(signing: Signing) -> None:
    person, by = make_resident()
    other = make_doctor(make_institution("CHC"))
    draft = signing.draft(signing.wish(person, practitioner_id=other.pk), by)
    assert draft.members.get().reasons == [["NOT_A_FAMILY_DOCTOR_HERE", ""]]
