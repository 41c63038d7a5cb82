"""Stored assessments and instruments as a page reads them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiyang.assessments.facts import day_of
from yiyang.assessments.models import Assessment
from yiyang.decisions.models import Decision
from yiyang.decisions.services import read_book
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import Message
from yiyang.rules.instruments import Instrument, instrument, instruments
from yiyang.rules.instruments.crosswalk import about
from yiyang.rules.instruments.sheet import NO, YES
from yiyang.rules.instruments.wording import answer_text, named


def choices() -> list[dict[str, Any]]:
    """Return the newest edition of each instrument that is issued."""
    newest = {one.id: one for one in instruments() if one.issued}
    return [heading(one) for one in newest.values()]


def heading(edition: Instrument) -> dict[str, Any]:
    """Return what introduces an instrument."""
    language = _language()
    return {
        "id": edition.id,
        "version": edition.version,
        "name": edition.name.in_language(language),
        "use": edition.use.in_language(language),
        "note": edition.note.in_language(language) if edition.note else "",
        "evidence": f"EVIDENCE_{edition.mark.upper()}",
        "is_settled": edition.mark not in ("unverified", "proposed"),
        "items": len(edition.items),
    }


def listed(rows: Iterable[Assessment]) -> list[dict[str, Any]]:
    """Return assessments with the names of their instruments and levels."""
    return [{"row": row, "sheet": heading(e), "level": _level(e, row)} for row, e in _with(rows)]


def result(row: Assessment, channel: Decision | None) -> dict[str, Any]:
    """Return one result with its working, as it was decided."""
    edition = instrument(row.instrument, version=row.instrument_version)
    decided = row.decision.result
    return {
        "row": row,
        "sheet": heading(edition),
        "level": _level(edition, row),
        "answers": _answers(edition, row),
        "totals": _totals(edition, row),
        "reasons": [_said(edition, reason) for reason in decided["reasons"]],
        "sources": _sources(row),
        "about": _about(row),
        "channel": channel,
    }


def _with(rows: Iterable[Assessment]) -> Iterable[tuple[Assessment, Instrument]]:
    return ((row, instrument(row.instrument, version=row.instrument_version)) for row in rows)


def _level(edition: Instrument, row: Assessment) -> str:
    return edition.level_name(row.level, _language())


def _answers(edition: Instrument, row: Assessment) -> list[dict[str, Any]]:
    words = {YES: _("Yes"), NO: _("No")}
    language = _language()
    given = {item.id: row.answers.get(item.id) or item.default for item in edition.items}
    return [
        {
            "group": edition.groups[item.group].in_language(language) if item.group else "",
            "item": item.name.in_language(language),
            "answer": words[given[item.id]]
            if item.is_flag and given[item.id]
            else answer_text(edition, item.id, given[item.id], language),
            "points": row.scores.get(item.id),
        }
        for item in edition.items
    ]


def _totals(edition: Instrument, row: Assessment) -> list[tuple[str, int]]:
    language = _language()
    totals = [
        (name.in_language(language), row.scores[group])
        for group, name in edition.groups.items()
        if group in row.scores
    ]
    if "total" in row.scores:
        totals.append((_("Total"), row.scores["total"]))
    return totals


def _said(edition: Instrument, stored: dict[str, Any]) -> str:
    language = _language()
    message = Message(stored["code"], stored.get("params", {}))
    return say_in(named(edition, message, language), language)


def _sources(row: Assessment) -> list[dict[str, Any]]:
    """The instrument and the lines of the book, with the acts' titles as the book has them."""
    language = _language()
    lines = read_book(day_of(row.assessed_at)).book.lines
    titles = {line.authority.act: line.authority.title.in_language(language) for line in lines}
    names = {line.key: line.title.in_language(language) for line in lines}
    return [
        source
        | {
            "name": names.get(source["key"], source["key"]),
            "title": titles.get(source["act"], source["act"]),
            "evidence": f"EVIDENCE_{source['mark'].upper()}",
        }
        for source in row.decision.result["sources"]
    ]


def _about(row: Assessment) -> dict[str, Any] | None:
    shown = about(row.instrument, row.level, read_book(day_of(row.assessed_at)))
    if shown is None:
        return None
    other, language = instrument(shown.instrument), _language()
    return {
        "name": other.name.in_language(language),
        "levels": [other.level_name(level, language) for level in shown.levels],
        "evidence": f"EVIDENCE_{shown.mark.upper()}",
    }


def _language() -> str:
    return get_language() or "zh-hans"
