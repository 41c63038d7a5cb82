"""What a file is, told from its bytes: never from its name or from what the sender says."""

from __future__ import annotations

import io
import json
import zipfile

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
JSON = "application/json"
CSV = "text/csv"
PLAIN = "text/plain"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
TEXT_CODECS = ("utf-8-sig", "gb18030")
MARKUP = ("<!doctype", "<html", "<svg", "<?xml", "<script")
MOST_UNPACKED = 200 * 1024 * 1024  # a workbook that unpacks to more is a bomb, not a list


def kind_of(body: bytes, name: str) -> str | None:
    """Return the media type of a file that may be kept; None for any other.

    Args:
        name: tells CSV from other text, nothing else.
    """
    for signature, kind in SIGNATURES:
        if body.startswith(signature):
            return kind
    if body.startswith(b"PK\x03\x04"):
        return XLSX if _is_workbook(body) else None
    return _kind_of_text(body, name)


def _kind_of_text(body: bytes, name: str) -> str | None:
    text = _decoded(body)
    if text is None or any(c < " " and c not in "\t\r\n\f" for c in text):
        return None
    if text.lstrip()[:100].lower().startswith(MARKUP):
        return None
    if text.lstrip()[:1] in ("{", "["):
        return JSON if _is_json(text) else PLAIN
    return CSV if name.lower().endswith(".csv") else PLAIN


def _decoded(body: bytes) -> str | None:
    for codec in TEXT_CODECS:
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_workbook(body: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            names = {entry.filename for entry in packed.infolist()}
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, NotImplementedError):
        return False
    whole = {"[Content_Types].xml", "xl/workbook.xml"} <= names
    return whole and "xl/vbaProject.bin" not in names and unpacked <= MOST_UNPACKED
