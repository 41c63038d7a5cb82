"""Read the instruments that ship with the program."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from yiyang.kernel.errors import Refused
from yiyang.rules.instruments.sheet import Instrument
from yiyang.rules.instruments.ways import WAYS

SCALES = Path(__file__).parent / "scales"


class BadInstrument(Exception):
    """A file of a scale breaks the format; the text names the file."""


class UnknownInstrument(Refused):
    """No scale has this id, this version, or is in force on this day."""

    code = "UNKNOWN_INSTRUMENT"


def load_instruments(folder: Path = SCALES) -> tuple[Instrument, ...]:
    """Read every scale below ``folder``, by id and from the oldest edition.

    Raises:
        BadInstrument: a file breaks the format, misses a language, names a way of scoring
            that is not known or lacks a key it reads, or repeats an edition.
    """
    found: dict[tuple[str, str], Instrument] = {}
    for path in sorted(folder.glob("*.yaml")):
        read = _read(path)
        if (read.id, read.version) in found:
            raise BadInstrument(f"{path.name}: {read.id} {read.version} stands twice")
        found[read.id, read.version] = read
    return tuple(sorted(found.values(), key=lambda one: (one.id, one.from_)))


def _read(path: Path) -> Instrument:
    # Not the strict reader: an answer's marks stand once in a scale, under an anchor.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        read = Instrument.model_validate(yaml.load(path.read_text("utf-8"), Loader=loader))
    except (ValidationError, yaml.YAMLError) as error:
        raise BadInstrument(f"{path.name}: {error}") from error
    way = WAYS.get(read.scoring)
    if way is None:
        raise BadInstrument(f"{path.name}: no way of scoring is called {read.scoring}")
    if not way.reads <= set(read.reads):
        raise BadInstrument(f"{path.name}: reads lacks {sorted(way.reads - set(read.reads))}")
    return read


@lru_cache(maxsize=1)
def instruments() -> tuple[Instrument, ...]:
    """Return every edition of every scale that ships with the program."""
    return load_instruments()


def instrument(
    instrument_id: str, *, on: date | None = None, version: str | None = None
) -> Instrument:
    """Return one edition of a scale.

    Args:
        instrument_id: such as ``NEWS2``.
        on: a day; the edition in force on it.  None: the newest.
        version: that edition and no other, whatever the day.

    Raises:
        UnknownInstrument: there is none.
    """
    editions = [
        one
        for one in instruments()
        if one.id == instrument_id
        and (version is None or one.version == version)
        and (on is None or version is not None or one.from_ <= on)
    ]
    if not editions:
        raise UnknownInstrument(instrument=instrument_id[:24])
    return editions[-1]
