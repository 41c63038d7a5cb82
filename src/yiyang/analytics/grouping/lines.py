"""Lines of a CSV whose quotation never ends are blanked, so that they swallow no other line.

A quotation mark without its fellow makes a CSV reader take the lines after it for one value; they
would be lost without a word.  A blanked line has too few columns and is told with its number.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from yiyang.analytics.compiled import compiled

QUOTE, COMMA, NEWLINE, RETURN, BLANK = ord('"'), ord(","), ord("\n"), ord("\r"), ord(" ")


@compiled
def _blank_open_lines(block: Any) -> None:
    start = 0
    quoted = closed = False
    fresh = True  # at the beginning of a value
    for at in range(block.size):
        byte = block[at]
        if byte == NEWLINE:
            if quoted and not closed:
                for place in range(start, at):
                    block[place] = BLANK
            start, quoted, closed, fresh = at + 1, False, False, True
        elif quoted:
            if byte == QUOTE:
                closed = not closed  # a second one takes the first for a character
            elif closed:
                quoted = closed = False
                fresh = byte == COMMA
        elif byte == QUOTE and fresh:
            quoted, closed, fresh = True, False, False
        else:
            fresh = byte == COMMA
    if quoted and not closed:
        for place in range(start, block.size):
            block[place] = BLANK


class WholeLines(io.RawIOBase):
    """Reads a file of bytes on, in whole lines with the open quotations blanked."""

    def __init__(self, opened: Any) -> None:
        super().__init__()
        self.opened = opened
        self.rest = b""

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes that end with a line, or part of a longer line."""
        wanted = max(0, size - len(self.rest)) if size >= 0 else -1
        fresh = self.opened.read(wanted)
        held: bytes = self.rest + fresh
        end = held.rfind(b"\n") + 1 if fresh else len(held)
        end = end or len(held)
        self.rest = held[end:]
        block = held[:end]
        if QUOTE not in block:
            return block
        mended = np.frombuffer(block, np.uint8).copy()
        _blank_open_lines(mended)
        return bytes(mended)
