"""A stored decision in plain words: any rule's, by the reasons its result carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yiyang.decisions.book import BookLost
from yiyang.decisions.models import Decision
from yiyang.decisions.reasons import Section, sections
from yiyang.decisions.replay import lines_read
from yiyang.faces.web.templatetags.yiyang_text import catalogue
from yiyang.faces.wording import say_in
from yiyang.network.models import Place
from yiyang.people.models import Person
from yiyang.policy.book import Line, PolicyError


@dataclass(frozen=True)
class Heard:
    """One list of reasons in words."""

    about: str
    heading: str
    sentences: tuple[str, ...]
    is_against: bool


@dataclass(frozen=True)
class Ground:
    """One line of the book that the decision rests on, as shown to a person."""

    title: str
    value: str
    act: str
    article: str
    effective_on: date | None
    mark: str
    meaning: str


@dataclass(frozen=True)
class Explained:
    """The page of one decision."""

    subject: str
    person: str
    place: str
    heard: tuple[Heard, ...]
    grounds: tuple[Ground, ...]
    book_is_kept: bool


def explained(decision: Decision, language: str) -> Explained:
    """Return a decision in the words of a language; what has no words is left out."""
    try:
        lines, is_kept = lines_read(decision), True
    except (BookLost, PolicyError):
        lines, is_kept = (), False
    person = Person.objects.filter(pk=decision.person_id).first()
    return Explained(
        subject=_label(f"RULE_{decision.rule}".upper().replace(".", "_"), language),
        person=person.name if person else "",
        place=_place(decision.place, language),
        heard=tuple(_heard(section, language) for section in sections(decision.result)),
        grounds=tuple(grounds(lines, language)),
        book_is_kept=is_kept,
    )


def grounds(lines: Iterable[Line], language: str) -> Iterable[Ground]:
    """Return lines of the book as a person reads them."""
    texts = catalogue()
    for line in lines:
        authority = line.authority
        yield Ground(
            title=line.title.in_language(language),
            value=_value(line, language),
            act=authority.title.in_language(language),
            article=authority.article,
            effective_on=authority.effective_on,
            mark=texts.label(f"MARK_{line.mark.upper()}", language),
            meaning=texts.label(f"MARK_{line.mark.upper()}_MEANS", language),
        )


def _heard(section: Section, language: str) -> Heard:
    about = [_label(code, language) for code in section.about]
    return Heard(
        about=" · ".join(dict.fromkeys(name for name in about if name)),
        heading=_label(f"SECTION_{section.name.upper()}", language),
        sentences=tuple(say_in(reason.message, language) for reason in section.reasons),
        is_against=section.name == "against",
    )


def _value(line: Line, language: str) -> str:
    """Return a short value in words; a table says only that it is one: the desk shows it."""
    if isinstance(line.value, str):
        spoken = line.unit not in ("code", "text", "flag")
        unit = _label(f"UNIT_{line.unit.upper()}", language) if spoken else ""
        return f"{_label(line.value, language) or line.value} {unit}".strip()
    if isinstance(line.value, list) and all(isinstance(code, str) for code in line.value):
        return ", ".join(_label(code, language) or code for code in line.value)
    return ""


def _label(code: str, language: str) -> str:
    text = catalogue().texts.get(code)
    return text.in_language(language) if text else ""


def _place(code: str, language: str) -> str:
    place = Place.objects.filter(code=code).first()
    if place is None:
        return code
    return str(place.name_zh if language.startswith("zh") else place.name_en)
