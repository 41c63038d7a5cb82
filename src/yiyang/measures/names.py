"""What the keys of figures are called."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from yiyang.kernel.messages import Text
from yiyang.measures.shape import By
from yiyang.network.models import Institution, Place, Practitioner, Team

Names = dict[Any, Text]


def names_of(by: By, keys: Collection[Any]) -> Names:
    """Return the names of keys of a dimension; a code (group, month) is not among them."""
    reading = READERS.get(by)
    return reading(keys) if reading else {}


def _bilingual(model: type[Place] | type[Institution] | type[Team]) -> Callable[..., Names]:
    def read(keys: Collection[int]) -> Names:
        rows = model.objects.filter(pk__in=keys).values_list("pk", "name_zh", "name_en")
        return {key: Text(zh, en) for key, zh, en in rows}

    return read


def _doctors(keys: Collection[int]) -> Names:
    rows = Practitioner.objects.filter(pk__in=keys).values_list("pk", "name")
    return {key: Text(name, name) for key, name in rows}


READERS: dict[By, Callable[..., Names]] = {
    By.PLACE: _bilingual(Place),
    By.INSTITUTION: _bilingual(Institution),
    By.TEAM: _bilingual(Team),
    By.DOCTOR: _doctors,
}
