"""Reading the words back out of a PDF that ``signing.paper`` printed."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)
LITERAL = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.S)
ESCAPE = re.compile(rb"\\(?:([0-7]{3})|(.))", re.S)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of(body: bytes) -> str:
    """Return every word set in the Chinese font (two bytes a character) and in the Latin one."""
    literals = [_plain(raw) for stream in _streams(body) for raw in LITERAL.findall(stream)]
    chinese = "".join(raw.decode("utf-16-be", "ignore") for raw in literals if _is_wide(raw))
    latin = "".join(raw.decode("latin-1") for raw in literals if not _is_wide(raw))
    return f"{chinese}\n{latin}"


def _is_wide(raw: bytes) -> bool:
    return len(raw) % 2 == 0 and any(byte == 0 or byte > 0x7F for byte in raw)


def _streams(body: bytes) -> list[bytes]:
    found = []
    for raw in STREAM.findall(body):
        found.append(zlib.decompress(a85decode(b"<~" + raw.strip(), adobe=True)))
    return found


def _plain(raw: bytes) -> bytes:
    return ESCAPE.sub(lambda m: bytes([int(m[1], 8)]) if m[1] else NAMED.get(m[2], m[2]), raw)
