"""What ``audit verify``, ``doctor`` and ``restore`` ask of the seals."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from yiyang.audit.anchor import anchor_file
from yiyang.audit.signing import public_keys
from yiyang.audit.verifying import Report, verify_stream
from yiyang.faces.streams import STREAMS


def verify_streams(name: str | None = None, anchor: Path | None = None) -> tuple[Report, ...]:
    """Verify every stream, or the one called ``name``, against an anchor or the node's own.

    Raises:
        ValueError: no stream has this name, or the anchor is not one.
    """
    chosen = [stream for stream in STREAMS if name in (None, stream.name)]
    if not chosen:
        raise ValueError(f"no stream is called {name}: AUDIT or LEDGER")
    keys = public_keys(settings.KEY_DIR)
    return tuple(
        verify_stream(stream, keys=keys, anchor=_anchor_of(stream.name, anchor))
        for stream in chosen
    )


def sentence(report: Report) -> str:
    """Return one line for a person."""
    if report.broken is not None:
        return (
            f"{report.stream}: BROKEN at {report.broken.where}: {report.broken.code}, "
            f"{report.broken.detail} ({report.seals} seals before it hold)"
        )
    return (
        f"{report.stream}: intact, {report.rows} rows under {report.seals} seals, "
        f"{report.unsealed} rows not sealed yet"
    )


def _anchor_of(stream: str, given: Path | None) -> Path | None:
    folder = given or settings.ANCHOR_DIR
    path = anchor_file(folder, stream) if folder.is_dir() else folder
    return path if path.is_file() else None
