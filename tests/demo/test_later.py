"""What is made after the first page: once, whole, and the same on a later start."""

import pytest

from tests.demo.conftest import ignore
from yiyang.demo import later
from yiyang.demo.district import District
from yiyang.demo.later import load_later, parts_left
from yiyang.key_groups.models import Membership


@pytest.mark.django_db
def test_each_part_is_made_once_whoever_starts(loaded: District) -> None:
    assert load_later(loaded, ignore) == [name for name, _ in later.PARTS]
    made = Membership.objects.count()
    assert made > len(loaded.elders) / 2
    assert (load_later(None, ignore), list(parts_left())) == ([], [])
    assert Membership.objects.count() == made


@pytest.mark.django_db
def test_a_later_start_makes_the_same_from_the_seed(loaded: District) -> None:
    again = later._made_again()
    assert again.elders == loaded.elders
    assert again.resident == loaded.resident


@pytest.mark.django_db
def test_a_part_that_fails_leaves_nothing(
    loaded: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(district: District, progress: object) -> None:
        later.store_key_groups(district, ignore)
        raise RuntimeError("cut short")

    monkeypatch.setattr(later, "PARTS", (("key_groups", half),))
    with pytest.raises(RuntimeError):
        load_later(loaded, ignore)
    assert not Membership.objects.exists()
    assert list(parts_left()) == ["key_groups"]
