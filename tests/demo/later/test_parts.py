"""What is made after the first page: once, whole, and the same on a later start."""

import pytest

from tests.demo.conftest import ignore
from tests.world import make_institution
from yiyang.demo import later
from yiyang.demo.district import District
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
