"""The files of FHIR resources under some paths, unpacked one at a time."""

from __future__ import annotations

import gzip
import sys
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from yiyang.faces.cli.shell import BadInput

ENDINGS = (".json", ".ndjson", ".json.gz", ".ndjson.gz", ".tar.gz", ".tgz")
MOST_BYTES = 200 * 1024 * 1024  # of one file, unpacked


def files_under(paths: Sequence[str]) -> list[Path | None]:
    """Return the files to take in, in order; None for standard input.

    Raises:
        BadInput: a path is not there, or a folder holds nothing of this kind.
    """
    files: list[Path | None] = []
    for text in paths:
        path = Path(text)
        if text == "-":
            files.append(None)
        elif path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.name.endswith(ENDINGS))
            if not found:
                raise BadInput("{path}: no file of FHIR resources is here", path=path)
            files += found
        elif path.is_file():
            files.append(path)
        else:
            raise BadInput("{path}: there is no such file", path=path)
    return files


def parts_of(path: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each part of a file: one, or each member of an archive.

    Raises:
        BadInput: the file is cut short, damaged, or unpacks to more than can be.
    """
    try:
        if path is None:
            yield "-", _read(sys.stdin.buffer, "-")
        elif path.name.endswith((".tar.gz", ".tgz")):
            yield from _members(path)
        elif path.name.endswith(".gz"):
            with gzip.open(path) as stream:
                yield str(path), _read(stream, str(path))
        else:
            with path.open("rb") as stream:
                yield str(path), _read(stream, str(path))
    except (OSError, EOFError, zlib.error, tarfile.TarError) as fault:
        raise BadInput(
            "{path}: not readable ({kind})", path=path, kind=type(fault).__name__
        ) from fault


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path, "r:gz") as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is not None and member.name.endswith((".json", ".ndjson")):
                yield f"{path}:{member.name}", _read(stream, f"{path}:{member.name}")


def _read(stream: IO[bytes], name: str) -> bytes:
    body = stream.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise BadInput("{name}: more than {most} bytes", name=name, most=MOST_BYTES)
    return body
