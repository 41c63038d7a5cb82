"""The tables of a board, drawn once for all who look at the same counts.

Drawing a district of 400 institutions takes many times as long as counting its beds.  The
counts are read after every asking, once for all who wait together; where they have changed,
only the lines of the institutions that changed are drawn again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from yiyang.beds.board import board_from, counts_in
from yiyang.faces.web.board.rounds import Rounds

Counted = tuple[tuple[Any, ...], ...]
KEPT_BOARDS = 32  # some places in two languages, as they are now and were a moment ago
KEPT_LINES = 8192


@dataclass(frozen=True)
class Drawn:
    """The counts of a board and its tables as safe HTML."""

    counts: Counted
    tables: str


def drawn_board(place_code: str, language: str) -> Drawn:
    """Return the board of a place as it is now, in a language."""
    return _boards.of(place_code, language)


def _draw(place_code: str, language: str) -> Drawn:
    counts = counts_in(place_code)
    return Drawn(counts, _tables(counts, language))


_boards = Rounds(_draw)


@lru_cache(KEPT_BOARDS)
def _tables(counts: Counted, language: str) -> str:
    each = groupby(counts, key=itemgetter(0))
    with override(language):
        lines = [_line(tuple(rows), language) for _institution, rows in each]
        page = {"board": board_from(counts), "lines": lines}
        return render_to_string("board/_tables.html", page)


@lru_cache(KEPT_LINES)
def _line(counts: Counted, _language: str) -> str:
    return render_to_string("board/_line.html", {"line": board_from(counts).institutions[0]})
