"""A stored decision in plain words: any rule's, by the reasons its result carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yiyang.decisions.book import BookLost
from yiyang.decisions.models import Decision
from yiyang.decisions.reasons import Section, sections
from yiyang.decisions.replay import lines_read
from yiyang.faces.web.templatetags.yiyang_text import catalogue
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import Message
from yiyang.network.models import Institution, Place
from yiyang.people.models import Person
from yiyang.policy.book import Line, PolicyError

# Codes of an order are told by the sentences that a reason by them has.
WORDS_OF = {"placement.rank.order": "RANK_", "placement.queue.order": "QUEUE_"}


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
    outcome: str = ""


def explained(decision: Decision, language: str) -> Explained:
    """Return a decision in the words of a language; what has no words is left out."""
    try:
        lines, is_kept = lines_read(decision), True
    except (BookLost, PolicyError):
        lines, is_kept = (), False
    person = Person.objects.filter(pk=decision.person_id).first()
    found = sections(decision.result)
    houses = Institution.objects.in_bulk({s.institution for s in found if s.institution})
    return Explained(
        subject=_label(f"RULE_{decision.rule}".upper().replace(".", "_"), language),
        person=person.name if person else "",
        place=_place(decision.place, language),
        heard=tuple(_heard(section, houses, language) for section in found),
        grounds=tuple(grounds(lines, language)),
        book_is_kept=is_kept,
    )


def explained_to(
    name: str,
    decision: Decision,
    reasons: Iterable[Mapping[str, Any]],
    *,
    queued: Decision | None,
    is_against: bool,
    outcome: Message,
    language: str,
) -> Explained:
    """Return one person's part of a decision about many, with their place in the queue.

    Args:
        reasons: the part's own ``{code, params}``; what the others were told is left out.
        queued: the decision on the person's place, or None.
        is_against: whether the reasons tell why the person got nothing.
        outcome: what came of it for the person.
    """
    whole = explained(decision, language)
    place = explained(queued, language) if queued is not None else None
    section = "SECTION_AGAINST" if is_against else "SECTION_REASONS"
    told = tuple(say_in(Message(r["code"], r.get("params", {})), language) for r in reasons)
    heard = [Heard(whole.subject, _label(section, language), told, is_against)]
    rests_on = dict.fromkeys(whole.grounds)
    if place is not None:
        heard += [replace(part, about=place.subject) for part in place.heard]
        rests_on |= dict.fromkeys(place.grounds)
    return replace(
        whole,
        person=name,
        heard=tuple(heard),
        grounds=tuple(rests_on),
        outcome=say_in(outcome, language),
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


def _heard(section: Section, houses: Mapping[int, Institution], language: str) -> Heard:
    house = houses.get(section.institution or 0)
    about = [_name(house, language)] if house else []
    about += [_label(code, language) for code in section.about]
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
        kind = WORDS_OF.get(line.key, "")
        names = (_label(kind + code, language) or _label(code, language) for code in line.value)
        between = "；" if language.startswith("zh") else "; "
        return between.join(name or code for name, code in zip(names, line.value, strict=True))
    return ""


def _label(code: str, language: str) -> str:
    text = catalogue().texts.get(code)
    return text.in_language(language) if text else ""


def _name(house: Institution, language: str) -> str:
    return str(house.name_zh if language.startswith("zh") else house.name_en)


def _place(code: str, language: str) -> str:
    place = Place.objects.filter(code=code).first()
    if place is None:
        return code
    return str(place.name_zh if language.startswith("zh") else place.name_en)
