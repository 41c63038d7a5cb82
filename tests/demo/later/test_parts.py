"""What is made after the first page: once, whole, and the same on a later start."""

import pytest
from django.db import OperationalError

from tests.demo.conftest import ignore
from tests.world import make_institution
from yiyang.audit.models import Entry
from yiyang.demo import later
from yiyang.demo.district import District
from yiyang.demo.filled import PART
from yiyang.demo.later import load_later, parts_left
from yiyang.key_groups.models import Membership
from yiyang.network.models import Institution


@pytest.mark.django_db
def test_each_part_is_made_once_whoever_starts(whole: District, made: list[str]) -> None:
    assert made == [name for name, _ in later.PARTS]
    members = Membership.objects.count()
    assert members > len(whole.elders) / 2
    assert (load_later(None, ignore), list(parts_left())) == ([], [])
    assert Membership.objects.count() == members


@pytest.mark.django_db
def test_a_later_start_makes_the_same_from_the_seed(loaded: District) -> None:
    again = later._made_again()
    assert again.elders == loaded.elders
    assert again.resident == loaded.resident


@pytest.mark.django_db
def test_a_part_that_fails_leaves_nothing(whole: District, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(_district: District, _progress: object) -> None:
        make_institution(code="HALF")
        raise RuntimeError("cut short")

    monkeypatch.setattr(later, "PARTS", (*later.PARTS, ("half", half)))
    with pytest.raises(RuntimeError):
        load_later(whole, ignore)
    assert not Institution.objects.filter(code="HALF").exists()
    assert list(parts_left()) == ["half"]


class GaveWay(Exception):
    """What the server says to the transaction that ends a deadlock."""

    sqlstate = "40P01"


@pytest.mark.django_db
def test_a_part_that_gave_way_to_the_program_is_made_again(
    whole: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[District] = []

    def gives_way_once(district: District, _progress: object) -> None:
        begun.append(district)
        make_institution(code=f"TIME-{len(begun)}")
        if len(begun) == 1:
            raise OperationalError("deadlock detected") from GaveWay()

    monkeypatch.setattr(later, "PARTS", (*later.PARTS, ("late", gives_way_once)))
    assert load_later(whole, ignore) == ["late"]
    assert begun[0] is whole
    assert begun[1].elders == whole.elders, "made again from the seed"
    assert list(Institution.objects.filter(code__startswith="TIME").values_list("code")) == [
        ("TIME-2",)
    ]
    assert Entry.objects.filter(action=PART, subject_id="late").count() == 1


@pytest.mark.django_db
def test_a_part_that_fails_otherwise_is_not_tried_again(
    whole: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []

    def no_server(_district: District, _progress: object) -> None:
        times.append(1)
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(later, "PARTS", (*later.PARTS, ("late", no_server)))
    with pytest.raises(OperationalError):
        load_later(whole, ignore)
    assert times == [1]
