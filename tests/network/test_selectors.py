"""Who is on duty."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests import world
from tests.conftest import NOW
from yiyang.network.models import Duty
from yiyang.network.selectors import on_duty

pytestmark = pytest.mark.django_db


def duty(order: int = 1, **where: object) -> Duty:
    span = DateTimeTZRange(NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    return Duty.objects.create(
        account=world.make_account(), role="NURSE", order=order, span=span, **where
    )


def test_those_of_the_institution_come_before_those_of_the_place_each_in_order() -> None:
    home, district = world.make_institution(), world.make_place()
    second, first = duty(2, institution=home), duty(1, institution=home)
    fallback = duty(1, place=district)
    duty(1, institution=world.make_institution())
    assert on_duty("NURSE", home.pk, district.pk, NOW) == [first, second, fallback]
    assert on_duty("NURSE", None, district.pk, NOW) == [fallback]


def test_a_duty_ends_at_its_last_moment_and_a_closed_account_is_never_on_duty() -> None:
    home = world.make_institution()
    mine = duty(1, institution=home)
    assert on_duty("NURSE", home.pk, None, NOW + timedelta(hours=1)) == []
    mine.account.is_active = False
    mine.account.save()
    assert on_duty("NURSE", home.pk, None, NOW) == []
