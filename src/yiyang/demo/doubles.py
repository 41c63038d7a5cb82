"""Residents whom somebody registered a second time, and the pairs that the desk then looks at.

The pairs are found by the program that ``yiyang link --people`` runs, which needs the extra
``analytics``: without it the second records are there and nobody has been told of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib.util import find_spec

from yiyang.audit.services import PROGRAM
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.network.models import Place
from yiyang.people.models import Person
from yiyang.people.services import Identity, Living, register_person

TWICE = 4  # residents of one sub-district with two records
SUB_DISTRICT = "310106006"
# The last sign of a name, heard and written down by another that sounds the same.
HEARD = {
    "英": "瑛", "珍": "真", "兰": "岚", "芳": "方", "娟": "涓", "梅": "美", "华": "花", "红": "虹",
    "惠": "慧", "慧": "惠", "萍": "平", "丽": "莉", "燕": "艳", "瑞": "睿", "明": "铭", "福": "富",
    "荣": "蓉", "平": "萍", "林": "琳", "生": "声", "祥": "翔", "忠": "中", "良": "梁",
    "富": "福", "文": "闻", "元": "园", "宏": "红", "义": "艺", "贵": "桂", "国": "帼",
}  # fmt: skip


def store_doubles(district: District, progress: Progress) -> None:
    """Register some residents again, by hand and without their number, and compare the records."""
    at = district.plan.at.replace(microsecond=0)
    made = [
        register_person(identity=identity, living=Living(), by=PROGRAM, at=at)
        for identity in _heard_again()
    ]
    progress("person", len(made))
    if find_spec("splink") is not None:
        from yiyang.identity.services.finding import find_candidates  # noqa: PLC0415 -- an extra

        progress("candidate", find_candidates(by=PROGRAM, at=at, place=SUB_DISTRICT))


def _heard_again() -> Iterator[Identity]:
    """Yield residents as a second desk wrote them down: a sign, a day or a street is another."""
    place = Place.objects.filter(code__within=SUB_DISTRICT)
    people = Person.objects.filter(place__in=place, merged_into=None, died_at=None)
    named = (
        people.exclude(phone="").exclude(born_on=None).filter(name__regex=f"[{''.join(HEARD)}]$")
    )
    for number, person in enumerate(named.order_by("pk")[:TWICE]):
        heard = person.name[:-1] + HEARD[person.name[-1]]
        told = Identity(
            heard, person.sex, person.born_on, person.place_id, person.address, phone=person.phone
        )
        if number % 2:
            told = replace(told, name=person.name, born_on=person.born_on + timedelta(days=1))
        if number == TWICE - 1:
            told = replace(told, address="")
        yield told
