"""What the check of a settlement list takes and gives.  Every field is text as it was sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from yiyang.kernel.messages import Param
from yiyang.kernel.money import fen_from_yuan

Fields = Mapping[str, str]
CHINA = ZoneInfo("Asia/Shanghai")
COUNT = re.compile(r"[0-9]{1,9}")
MONEY = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")


@dataclass(frozen=True)
class CodeState:
    """What the code lists that an operator took in say about a code.

    ``maps_to`` is the insurance code of a clinical one, empty where there is none.
    """

    is_known: bool
    is_grey: bool = False
    maps_to: str = ""


@dataclass(frozen=True)
class Paper:
    """One settlement list.

    ``diagnosis_codes`` and ``operation_codes`` tell the state of each code that stands in it;
    both are empty where no code lists were taken in, and codes are then not checked.
    """

    patient: Fields = field(default_factory=dict)
    setlinfo: Fields = field(default_factory=dict)
    sums: Fields = field(default_factory=dict)
    opspdiseinfo: tuple[Fields, ...] = ()
    diseinfo: tuple[Fields, ...] = ()
    oprninfo: tuple[Fields, ...] = ()
    icuinfo: tuple[Fields, ...] = ()
    bldinfo: tuple[Fields, ...] = ()
    payinfo: tuple[Fields, ...] = ()
    iteminfo: tuple[Fields, ...] = ()
    diagnosis_codes: Mapping[str, CodeState] = field(default_factory=dict)
    operation_codes: Mapping[str, CodeState] = field(default_factory=dict)
    uploaded_on: date | None = None


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and ``where``: ``diseinfo.0.diag_code``."""

    code: str
    where: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """Every fault of a list; it passes where there is none."""

    passes: bool
    faults: tuple[Fault, ...]


def moment(fields: Fields, name: str) -> datetime | None:
    """Return a day, or a day and time, as local time; None where it is not given or is none."""
    try:
        found = datetime.fromisoformat(fields.get(name, "").strip())
    except ValueError:
        return None
    return found if found.tzinfo is None else found.astimezone(CHINA).replace(tzinfo=None)


def whole(fields: Fields, name: str) -> int | None:
    """Return a whole number of zero or more; None where it is not given or is none."""
    text = fields.get(name, "").strip()
    return int(text) if COUNT.fullmatch(text) else None


def fen(fields: Fields, name: str) -> int | None:
    """Return an amount in yuan as fen; None where it is not given or is none."""
    text = fields.get(name, "").strip()
    return fen_from_yuan(text) if MONEY.fullmatch(text) else None
