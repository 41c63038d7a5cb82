"""Names of people, streets and houses from our own lists, with their pinyin."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from yiyang.kernel.strict_yaml import read_yaml

FILE = Path(__file__).parent / "names.yaml"
TWO_CHARACTERS = 0.72  # how often a given name has two; invented like the names
MALE = "1"


class Name(NamedTuple):
    """A name and its pinyin."""

    zh: str
    pinyin: str


@lru_cache(maxsize=8)
def listed(kind: str) -> tuple[Name, ...]:
    """Return one list of names: surnames, women, men, streets or houses."""
    words = read_yaml(FILE)[kind].split()
    return tuple(Name(zh, pinyin) for zh, pinyin in zip(words[::2], words[1::2], strict=True))


def surname(random: Random) -> Name:
    """Return a surname; the first of the list are the more frequent."""
    every = listed("surnames")
    return every[min(int(random.expovariate(3.2) * len(every)), len(every) - 1)]


def person_name(random: Random, sex: str, family: Name | None = None) -> Name:
    """Return a person's name, with a given family name or any."""
    family = family or surname(random)
    given = listed("men" if sex == MALE else "women")
    count = 2 if random.random() < TWO_CHARACTERS else 1
    parts = random.sample(given, count)
    return Name(
        family.zh + "".join(part.zh for part in parts),
        " ".join([family.pinyin, *(part.pinyin for part in parts)]),
    )
