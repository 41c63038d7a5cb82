"""The anchor: heads of seals copied to a file outside the database, one JSON line each."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yiyang.audit.models import Seal
from yiyang.audit.sealing import digest_of

TAIL_BYTES = 4096  # holds several lines


def anchor_file(folder: Path, stream: str) -> Path:
    """Return the anchor file of a stream in a folder of anchors."""
    return folder / f"{stream.lower()}.jsonl"


def extend_anchor(path: Path, stream: str) -> int:
    """Append the heads that the file does not have yet; return how many.

    What a crash kept from being written is written by the next call.
    """
    after = _last_seq(path)
    lines = [
        json.dumps({"stream": stream, "seq": seal.seq, "digest": digest_of(seal).hex()})
        for seal in Seal.objects.filter(stream=stream, seq__gt=after).order_by("seq")
    ]
    if lines:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("a", encoding="utf-8") as anchor:
            anchor.write("".join(f"{line}\n" for line in lines))
            anchor.flush()
            os.fsync(anchor.fileno())
    return len(lines)


def read_anchor(path: Path, stream: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the digest of each head of a stream in an anchor file.

    Raises:
        ValueError: a line is not one of an anchor; the text names its number.
    """
    with path.open(encoding="utf-8") as anchor:
        for number, line in enumerate(anchor, 1):
            entry = _entry(line)
            if entry is None:
                raise ValueError(f"{path}: line {number} is not a head of a seal")
            if entry["stream"] == stream:
                yield int(entry["seq"]), str(entry["digest"])


def _last_seq(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as anchor:
        anchor.seek(max(0, path.stat().st_size - TAIL_BYTES))
        lines = anchor.read().decode(errors="replace").splitlines()
    entries = [entry for line in lines if (entry := _entry(line)) is not None]
    return int(entries[-1]["seq"]) if entries else 0


def _entry(line: str) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and {"stream", "seq", "digest"} <= set(entry) else None
