"""Replications kept as lines of a file, so that a run that was stopped goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from yiyang.planning.simulation.building import Network
from yiyang.planning.simulation.figures import result_of
from yiyang.planning.simulation.running import replicate


class OtherRun(Exception):
    """The file holds replications of another scenario or another version of the program."""


def kept(path: Path, stamp: str) -> list[dict[str, Any]]:
    """Return the replications that a file holds; a line cut off by a stop does not count.

    Raises:
        OtherRun: the file was written under another stamp.
    """
    if not path.exists():
        return []
    found = []
    for line in path.read_bytes().splitlines():
        try:
            each = orjson.loads(line)
        except orjson.JSONDecodeError:
            break
        if each["stamp"] != stamp:
            raise OtherRun
        found.append(each)
    return found


def go_on(
    network: Network, path: Path, stamp: str, said: Callable[[int], None]
) -> list[dict[str, Any]]:
    """Run the replications that a file lacks, each written as soon as it is done; return all.

    Raises:
        OtherRun: the file was written under another stamp.
    """
    found = kept(path, stamp)
    anew = path.with_suffix(".part")
    anew.write_bytes(b"".join(_line(each) for each in found))
    anew.replace(path)  # a stop in the midst of writing loses nothing that was kept
    with path.open("ab") as opened:
        for each in missing(network, {one["number"] for one in found}):
            opened.write(_line(each | {"stamp": stamp}))
            opened.flush()
            found.append(each | {"stamp": stamp})
            said(len(found))
    return sorted(found, key=lambda each: int(each["number"]))


def missing(network: Network, done: set[int]) -> Iterator[dict[str, Any]]:
    """Run and yield every replication of the scenario that is not done yet."""
    for number in range(network.scenario.replications):
        if number not in done:
            yield result_of(network, replicate(network, number))


def _line(each: dict[str, Any]) -> bytes:
    return orjson.dumps(each) + b"\n"
