"""A database that is in use is not overwritten."""

import pytest

from tests.conftest import NOW
from yiyang.demo.keys import Keys
from yiyang.demo.loading import NotEmpty, load_if_empty
from yiyang.demo.plan import Plan
from yiyang.network.models import Place
from yiyang.people.models import Person

PLAN = Plan(7, "small", NOW)
KEYS = Keys("demonstration only", "JBSWY3DPEHPK3PXP")


@pytest.mark.django_db
def test_a_database_with_something_else_is_refused_and_left_alone() -> None:
    Place.objects.create(code="CN", name_zh="中国", name_en="China")
    with pytest.raises(NotEmpty):
        load_if_empty(PLAN, KEYS, lambda _kind, _count: None)
    assert Place.objects.count() == 1
    assert not Person.objects.exists()
