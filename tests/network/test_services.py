"""Wards, beds, staff and rosters; a refusal writes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import world
from tests.conftest import NOW
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.network import services
from yiyang.network.models import Bed, Duty, Post
from yiyang.network.services.staff import EndsBeforeItBegins, RoleNotHeld

pytestmark = pytest.mark.django_db
DONE = {"by": PROGRAM, "at": NOW}
BED = services.BedFields("B-1", "INSTITUTION_BED", room="301", price_fen_per_month=450_000)


def test_a_bed_is_added_free_in_a_ward_of_its_institution() -> None:
    home = world.make_institution()
    ward = services.add_ward(
        institution_id=home.pk, code="W1", name_zh="一病区", name_en="Ward 1", **DONE
    )
    fields = replace(BED, ward_id=ward.pk)
    bed = services.add_bed(institution_id=home.pk, fields=fields, **DONE)
    assert (bed.state, bed.state_since, bed.ward) == ("FREE", NOW, ward)
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"kind": "SOFA"}, ["UNKNOWN_BED_KIND"]),
        ({"sex_rule": "X", "price_fen_per_month": -1}, ["UNKNOWN_SEX_RULE", "NEGATIVE_PRICE"]),
        ({"ward_id": 0}, ["UNKNOWN_WARD"]),
    ],
)
def test_a_bed_that_cannot_be_is_refused_and_nothing_is_written(
    more: dict, codes: list[str]
) -> None:
    home = world.make_institution()
    with pytest.raises(services.BadBed) as refused:
        services.add_bed(institution_id=home.pk, fields=replace(BED, **more), **DONE)
    assert [f.code for f in refused.value.findings] == codes
    assert not Bed.objects.exists()
    assert not Entry.objects.exists()


def test_a_ward_of_another_institution_is_no_ward_of_this_one() -> None:
    home, other = world.make_institution(), world.make_ward()
    with pytest.raises(services.BadBed):
        services.add_bed(institution_id=home.pk, fields=replace(BED, ward_id=other.pk), **DONE)
    assert not Bed.objects.exists()


def test_a_bed_code_is_given_once() -> None:
    home = world.make_institution()
    services.add_bed(institution_id=home.pk, fields=BED, **DONE)
    with pytest.raises(services.CodeTaken):
        services.add_bed(institution_id=home.pk, fields=BED, **DONE)
    assert (Bed.objects.count(), Entry.objects.count()) == (1, 1)


@pytest.mark.parametrize("state", ["CLEANING", "OUT_OF_SERVICE"])
def test_a_bed_nobody_has_goes_out_of_service_and_comes_back(state: str) -> None:
    bed = world.make_bed()
    services.set_service_state(bed_id=bed.pk, state=state, **DONE)
    bed.refresh_from_db()
    assert (bed.state, bed.state_since) == (state, NOW)
    assert services.set_service_state(bed_id=bed.pk, state="FREE", **DONE).state == "FREE"


@pytest.mark.parametrize("state", ["HELD", "OCCUPIED", "KEPT"])
def test_a_bed_somebody_has_stays_as_it_is_and_no_claim_is_made_here(state: str) -> None:
    taken, free = world.make_bed(state=state), world.make_bed()
    for bed, wanted in ((taken, "OUT_OF_SERVICE"), (taken, "FREE"), (free, state)):
        with pytest.raises(services.BedInUse):
            services.set_service_state(bed_id=bed.pk, state=wanted, **DONE)
    assert list(Bed.objects.order_by("pk").values_list("state", flat=True)) == [state, "FREE"]
    assert not Entry.objects.exists()


def test_the_kind_of_a_bed_somebody_has_does_not_change_but_its_price_does() -> None:
    bed = world.make_bed(state="OCCUPIED", code="B-1")
    with pytest.raises(services.BedInUse):
        services.change_bed(bed_id=bed.pk, fields=replace(BED, kind="HOSPITAL_BED"), **DONE)
    services.change_bed(bed_id=bed.pk, fields=replace(BED, price_fen_per_month=1), **DONE)
    bed.refresh_from_db()
    assert (bed.kind, bed.price_fen_per_month) == ("INSTITUTION_BED", 1)


def test_a_post_ends_on_its_day_and_never_before_it_began() -> None:
    home = world.make_institution()
    doctor = services.register_practitioner(code="D1", name="王医生", profession="DOCTOR", **DONE)
    post = services.add_post(
        practitioner_id=doctor.pk,
        institution_id=home.pk,
        duty="DOCTOR",
        since=date(2026, 1, 1),
        **DONE,
    )
    with pytest.raises(EndsBeforeItBegins):
        services.end_post(post_id=post.pk, on=date(2026, 1, 1), **DONE)
    services.end_post(post_id=post.pk, on=date(2026, 3, 1), **DONE)
    assert Post.objects.get().span.upper == date(2026, 3, 1)


def test_a_team_has_each_practitioner_once() -> None:
    home = world.make_institution()
    nurse = world.make_practitioner(home, "NURSE")
    team = services.make_team(
        institution_id=home.pk, code="T1", name_zh="一组", name_en="Team 1", **DONE
    )
    joining = {"team_id": team.pk, "practitioner_id": nurse.pk, "duty": "NURSE"}
    member = services.add_team_member(**joining, leads=True, **DONE)
    with pytest.raises(services.CodeTaken):
        services.add_team_member(**joining, **DONE)
    services.remove_team_member(member_id=member.pk, **DONE)
    assert not team.members.exists()


def test_a_turn_of_duty_ends_now_and_one_not_begun_disappears() -> None:
    home = world.make_institution()
    account = world.make_assignment("NURSE", institution=home).account
    turn = {"account_id": account.pk, "role": "NURSE", "institution_id": home.pk}
    hour = timedelta(hours=1)
    now = services.put_on_duty(**turn, since=NOW - hour, until=NOW + hour, **DONE)
    later = services.put_on_duty(**turn, since=NOW + hour, until=None, **DONE)
    assert list(Duty.objects.filter(span__contains=NOW)) == [now]
    services.end_duty(duty_id=now.pk, **DONE)
    services.end_duty(duty_id=later.pk, **DONE)
    assert not Duty.objects.filter(span__contains=NOW).exists()
    assert Duty.objects.get().span.upper == NOW


@pytest.mark.parametrize("role", ["CARE_DESK", "NURSE"])
def test_nobody_is_on_duty_in_a_role_that_they_have_not_there(role: str) -> None:
    account = world.make_assignment("NURSE", institution=world.make_institution()).account
    elsewhere = world.make_institution()
    with pytest.raises(RoleNotHeld):
        services.put_on_duty(
            account_id=account.pk, role=role, institution_id=elsewhere.pk, since=NOW, until=None,
            **DONE,
        )  # fmt: skip
    assert not Duty.objects.exists()


def test_a_turn_that_ends_before_it_begins_is_refused() -> None:
    account = world.make_account()
    with pytest.raises(EndsBeforeItBegins):
        services.put_on_duty(account_id=account.pk, role="NURSE", since=NOW, until=NOW, **DONE)
    assert not Duty.objects.exists()
    assert not Entry.objects.exists()
