"""Published instances of ``../shared/data/planning`` as arrays: OR-Library (Beasley 1985)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from yiyang.planning.siting.problem import Whole

FAR = 10**7
FULL = os.environ.get("YIYANG_DRILLS") == "full"


@dataclass(frozen=True)
class Capacitated:
    """One instance with the best value that is known."""

    number: int
    best_known: int
    sites: int
    cost: Whole
    load: Whole
    capacity: Whole


def graph(folder: Path, number: int) -> tuple[Whole, int]:
    """Return the shortest ways of ``pmedN`` and how many sites; a repeated edge's last value."""
    words = (folder / "pmed" / f"pmed{number}.txt").read_text().split()
    points, edges, sites = (int(word) for word in words[:3])
    ways = np.full((points, points), FAR, np.int64)
    np.fill_diagonal(ways, 0)
    for a, b, c in np.array(words[3 : 3 + 3 * edges], np.int64).reshape(-1, 3):
        ways[a - 1, b - 1] = ways[b - 1, a - 1] = c
    for k in range(points):
        np.minimum(ways, ways[:, k : k + 1] + ways[k : k + 1, :], out=ways)
    return ways, sites


def optima(folder: Path, name: str) -> dict[int, int]:
    """Return the known optima of ``pmedopt`` or ``kcenteropt`` by instance."""
    lines = (folder / "pmed" / f"{name}.txt").read_text().splitlines()
    rows = [line.split() for line in lines if line.startswith("pmed")]
    return {int(key.removeprefix("pmed")): int(value) for key, value in rows}


def capacitated(folder: Path) -> list[Capacitated]:
    """Return the twenty instances of ``pmedcap1``; the distance is cut to a whole number."""
    words = [int(w) for w in (folder / "pcap" / "pmedcap1.txt").read_text().split()]
    found, at = [], 1
    for _ in range(words[0]):
        number, best, points, sites, size = words[at : at + 5]
        rows = np.array(words[at + 5 : at + 5 + 4 * points], np.int64).reshape(points, 4)
        at += 5 + 4 * points
        apart = rows[:, None, 1:3] - rows[None, :, 1:3]
        ways = np.floor(np.sqrt((apart**2).sum(axis=2))).astype(np.int64)
        capacity = np.full(points, size, np.int64)
        found.append(Capacitated(number, best, sites, ways, rows[:, 3], capacity))
    return found
