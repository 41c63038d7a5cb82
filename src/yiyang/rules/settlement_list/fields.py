"""The fields of a settlement list as data, and the check of each by its description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import fields as fields_of
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from yiyang.kernel.messages import Text
from yiyang.kernel.strict_yaml import read_yaml
from yiyang.rules.settlement_list.terms import COUNT, MONEY, Fault, Fields, Paper

FILE = Path(__file__).parent / "fields.yaml"
SINGLE = ("patient", "setlinfo", "sums")
SPAN = re.compile(r"\d{1,4}/([01]?\d|2[0-3])/[0-5]?\d")
DECIMAL = re.compile(r"\d{1,9}(\.\d{1,4})?")
LONGEST = 500
READ_AS_TEXT = frozenset({"setl_id", "diag_code", "oprn_oprt_code"})  # texts that checks read
GIVEN = "•"


@dataclass(frozen=True)
class Described:
    """One field: its name, its form, and the values it may have where they are listed."""

    group: str
    code: str
    name: Text
    form: str
    is_required: bool
    values: tuple[str, ...]


@lru_cache(maxsize=1)
def described() -> Mapping[str, Mapping[str, Described]]:
    """Return every field by its group and code, in the order of the interface."""
    document = read_yaml(FILE)
    assert isinstance(document, dict)
    return {
        group: {
            code: Described(
                group=group,
                code=code,
                name=Text(zh=raw["zh"], en=raw["en"]),
                form=raw["form"],
                is_required=raw.get("required") == "yes",
                values=tuple(document["values"][raw["values"]]) if "values" in raw else (),
            )
            for code, raw in fields.items()
        }
        for group, fields in document["groups"].items()
    }


def parts_of(paper: Paper) -> Iterator[tuple[str, str, Fields]]:
    """Yield each group of fields of a list: where it stands, its name, its fields."""
    for each in fields_of(paper):
        if each.name not in described():
            continue
        given = getattr(paper, each.name)
        if each.name in SINGLE:
            yield each.name, each.name, given
        else:
            for number, row in enumerate(given):
                yield f"{each.name}.{number}", each.name, row


def field_faults(paper: Paper) -> Iterator[Fault]:
    """Yield what is missing, unknown, ill formed or of no listed value, field by field."""
    for where, group, given in parts_of(paper):
        known = described()[group]
        for code, one in known.items():
            text = given.get(code, "").strip()
            if text:
                yield from _form_faults(one, text, f"{where}.{code}")
            elif one.is_required:
                yield Fault("LIST_FIELD_MISSING", f"{where}.{code}", {"field": one.name.zh})
        for code in sorted(given.keys() - known.keys()):
            yield Fault("LIST_FIELD_UNKNOWN", f"{where}.{code[:40]}")


def _form_faults(one: Described, text: str, where: str) -> Iterator[Fault]:
    if len(text) > LONGEST or not _has_form(one.form, text):
        yield Fault("LIST_FIELD_FORM", where, {"form": f"LIST_FORM_{one.form.upper()}"})
    elif one.values and text not in one.values:
        yield Fault("LIST_FIELD_VALUE", where, {"values": ", ".join(one.values)})


def _has_form(form: str, text: str) -> bool:
    patterns = {"span": SPAN, "count": COUNT, "decimal": DECIMAL, "money": MONEY}
    if form in patterns:
        return patterns[form].fullmatch(text) is not None and text.isascii()
    try:
        if form == "date":
            date.fromisoformat(text)
        elif form == "time":
            datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def masked(paper: Paper) -> Paper:
    """Return a list with names, addresses and the like only as given or not.

    The check answers the same: it asks nothing else of them.
    """
    changed: dict[str, Any] = {}
    for group in described():
        given = getattr(paper, group)
        changed[group] = (
            _masked(group, given)
            if group in SINGLE
            else tuple(_masked(group, row) for row in given)
        )
    return replace(paper, **changed)


def _masked(group: str, given: Fields) -> dict[str, str]:
    known = described()[group]
    return {code: _mask(known.get(code), text) for code, text in given.items()}


def _mask(one: Described | None, text: str) -> str:
    """Return a mark for what no check reads: a free text, or a field that is not described."""
    is_read = one is not None and (one.form != "text" or one.code in READ_AS_TEXT)
    if is_read or not text.strip():
        return text
    return GIVEN * (LONGEST + 1) if len(text.strip()) > LONGEST else GIVEN
