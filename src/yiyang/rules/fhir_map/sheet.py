"""A summary document as a sheet to be read or printed: who, and each section line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.document import NEWEST_ONLY
from yiyang.rules.fhir_map.narrative import lines_of
from yiyang.rules.fhir_map.patient import facts_of_patient
from yiyang.rules.fhir_map.spoken import EN, ZH

MINUTES = 16  # characters of a moment as far as its minute
TITLE_PARTS = 2  # Chinese and English, by a space


@dataclass(frozen=True)
class SheetSection:
    """One section: its title in both languages and its lines; none is no information.

    ``is_cut``: there was too much, and what is older is not in it.
    """

    zh: str
    en: str
    lines_zh: tuple[str, ...]
    lines_en: tuple[str, ...]
    is_cut: bool = False

    def title(self, language: str) -> str:
        """Return the title in a language."""
        return self.zh if language.startswith(ZH) else self.en

    def lines(self, language: str) -> tuple[str, ...]:
        """Return the lines with the program's own words in a language."""
        return self.lines_zh if language.startswith(ZH) else self.lines_en


@dataclass(frozen=True)
class Sheet:
    """What is printed of a summary; ``sex`` by GB/T 2261.1, ``at`` to the minute, in China."""

    name: str
    sex: str
    born_on: str
    at: str
    number: str
    sections: tuple[SheetSection, ...]


def sheet_of(document: Mapping[str, Any]) -> Sheet:
    """Return the sheet of a summary document of our own."""
    resources = [entry["resource"] for entry in document["entry"]]
    by_name = {f"{r['resourceType']}/{r['id']}": r for r in resources}
    composition, patient = resources[0], resources[1]
    facts = facts_of_patient(patient)
    return Sheet(
        name=facts.name,
        sex=facts.sex,
        born_on=facts.born_on.isoformat() if facts.born_on else "",
        at=str(composition["date"])[:MINUTES].replace("T", " "),
        number=str(document["identifier"]["value"]),
        sections=tuple(_section(one, by_name) for one in composition["section"]),
    )


def _section(section: Mapping[str, Any], by_name: Mapping[str, Mapping[str, Any]]) -> SheetSection:
    zh, en = str(section["title"]).split(" ", TITLE_PARTS - 1)
    entries = [by_name[entry["reference"]] for entry in section.get("entry", ())]
    in_zh, in_en = (tuple(lines_of(entries, by_name, language)) for language in (ZH, EN))
    is_cut = any(one["url"] == NEWEST_ONLY for one in section.get("extension", ()))
    return SheetSection(zh, en, in_zh, in_en, is_cut)
