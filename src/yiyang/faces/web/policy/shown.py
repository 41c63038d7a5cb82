"""Lines of the book as the policy desk's pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.conf import settings

from yiyang.decisions.book import current_book
from yiyang.decisions.selectors import rules_by_key
from yiyang.faces.web.templatetags.yiyang_text import catalogue
from yiyang.kernel.messages import Text
from yiyang.network.models import Place
from yiyang.policy.book import UNSETTLED, Book, Line, NotInForce, jurisdictions
from yiyang.policy.missions import missions
from yiyang.policy.survey import readers_of

LONGEST_SHOWN = 60
NOT_COUNTED = ("code", "codes", "table", "text", "flag")  # whose values name no unit
SAFE = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the same text, sooner


@dataclass(frozen=True)
class Shown:
    """One line with its words in the reader's language."""

    line: Line
    title: str
    mission: str
    act: str
    mark: str
    colour: str
    value: str
    unit: str
    brief: str
    place: str
    note: str = ""
    in_force: bool = False
    rules: tuple[str, ...] = ()


def shown(
    line: Line, language: str, places: Mapping[str, Text], *, in_force: bool = False
) -> Shown:
    """Return a line in the words of a language; ``places`` are the names of places by code."""
    value = "" if line.value is None else written(line.value)
    brief = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
    return Shown(
        line=line,
        title=line.title.in_language(language),
        mission=missions()[line.mission].in_language(language),
        act=line.authority.title.in_language(language),
        mark=catalogue().label(f"MARK_{line.mark.upper()}", language),
        colour="orange" if line.mark in UNSETTLED else "green",
        value=value,
        unit=_unit(line, language),
        brief=" ".join(brief.split()),
        place=places.get(line.place, Text(line.place, line.place)).in_language(language),
        note=line.note.in_language(language) if line.note else "",
        in_force=in_force,
    )


def _unit(line: Line, language: str) -> str:
    """Return what a number of the book counts; "" where the value is no number."""
    if line.value is None or line.unit in NOT_COUNTED:
        return ""
    return catalogue().label(f"UNIT_{line.unit.upper()}", language)


def written(value: Any) -> str:
    """Return a value as it is written in the book: plain YAML for lists and tables."""
    if isinstance(value, str):
        return value
    written = yaml.dump(value, Dumper=SAFE, allow_unicode=True, sort_keys=False, width=88)
    return str(written).strip()


def all_in_force(language: str, day: date) -> list[Shown]:
    """Return the line of each parameter in force here on a day, by key."""
    names = _names()
    return [shown(line, language, names, in_force=True) for line in in_force(current_book(), day)]


def matching(rows: Iterable[Shown], *, text: str = "", mark: str = "") -> list[Shown]:
    """Return the rows with a mark whose key or title, in either language, holds ``text``."""
    sought = text.casefold().strip()
    return [
        row
        for row in rows
        if (not mark or row.line.mark == mark)
        and sought in f"{row.line.key} {row.line.title.zh} {row.line.title.en}".casefold()
    ]


def in_force(book: Book, day: date) -> Iterable[Line]:
    """Return the line of each parameter in force at the node's place on a day."""
    for key in sorted(book.by_key):
        try:
            yield book.on(key, day, settings.PLACE)
        except NotInForce:
            continue


def counts(rows: Iterable[Shown]) -> list[tuple[str, str, int]]:
    """Return each mark's words, its colour and how many lines carry it."""
    counted = Counter((row.mark, row.colour) for row in rows)
    return [(mark, colour, count) for (mark, colour), count in sorted(counted.items())]


def unsettled_here(language: str, day: date) -> list[tuple[Shown, list[str]]]:
    """Return each unsettled line in force here, with the rules that strict mode would stop."""
    rules = rules_by_key()
    return [
        (row, rules.get(row.line.key, []))
        for row in all_in_force(language, day)
        if row.line.mark in UNSETTLED
    ]


@dataclass(frozen=True)
class Parameter:
    """One parameter: its whole history, who reads it, the line that a new one follows."""

    key: str
    title: str
    unit: str
    now: Shown | None
    follows: Line
    history: list[Shown]
    rules: list[str]
    readers: tuple[str, ...]


def parameter(key: str, language: str, day: date) -> Parameter | None:
    """Return a parameter of the book, or None when it has no such key."""
    book = current_book()
    if key not in book.by_key:
        return None
    lines = book.by_key[key]
    now = next((line for line in in_force(book, day) if line.key == key), None)
    last = now or lines[-1]
    order, names = jurisdictions(settings.PLACE), _names()
    local_first = sorted(
        lines,
        key=lambda a: (
            order.index(a.place) if a.place in order else len(order),
            -a.starts_on.toordinal(),
        ),
    )
    return Parameter(
        key=key,
        title=last.title.in_language(language),
        unit=catalogue().label(f"UNIT_{last.unit.upper()}", language),
        now=shown(now, language, names) if now else None,
        follows=last,
        history=[shown(line, language, names, in_force=line == now) for line in local_first],
        rules=rules_by_key().get(key, []),
        readers=readers_of(key),
    )


def _names() -> dict[str, Text]:
    codes = jurisdictions(settings.PLACE)
    return {p.code: Text(p.name_zh, p.name_en) for p in Place.objects.filter(code__in=codes)}
