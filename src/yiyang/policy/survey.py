"""The book against the program: keys that code reads, keys that nothing reads, marks."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yiyang.policy.book import UNSETTLED, Book, Line
from yiyang.policy.loader import KEY

PACKAGE = Path(__file__).parents[1]
READS = {"line", "integer", "decimal", "flag", "text", "codes", "table", "duration", "safest"}
HOLE = "\0"  # where a key is filled in while the program runs


@dataclass(frozen=True)
class Named:
    """A key that a file names: as a reading of the book, or as text that may be one."""

    key: str  # with HOLE where part of it is filled in
    where: str
    is_read: bool

    def fits(self, key: str) -> bool:
        """Tell whether this names ``key``."""
        if HOLE not in self.key:
            return self.key == key
        return re.fullmatch(self.key.replace(".", r"\.").replace(HOLE, r"[\w.]+"), key) is not None


@dataclass(frozen=True)
class Survey:
    """What ``policy check`` reports; only ``unknown`` are faults."""

    unknown: tuple[Named, ...]
    unread: tuple[str, ...]
    unsettled: tuple[Line, ...]
    marks: dict[str, int]


def survey(book: Book, package: Path = PACKAGE) -> Survey:
    """Return how the book and the program fit together."""
    named = tuple(keys_named(package))
    return Survey(
        unknown=tuple(
            n for n in named if n.is_read and not any(n.fits(key) for key in book.by_key)
        ),
        unread=tuple(key for key in sorted(book.by_key) if not any(n.fits(key) for n in named)),
        unsettled=unsettled(book),
        marks=dict(sorted(Counter(line.mark.value for line in book.lines).items())),
    )


def unsettled(book: Book) -> tuple[Line, ...]:
    """Return the lines that strict mode refuses."""
    return tuple(line for line in book.lines if line.mark in UNSETTLED and line.value is not None)


@lru_cache(maxsize=1)
def program_keys() -> tuple[Named, ...]:
    """Return every key that this program names; its files are read once."""
    return tuple(keys_named(PACKAGE))


def readers_of(key: str, named: Iterable[Named]) -> tuple[str, ...]:
    """Return where a key is read, file and line."""
    return tuple(sorted({n.where for n in named if n.fits(key)}))


def keys_named(package: Path) -> Iterator[Named]:
    """Return every key that a Python file names, or a YAML file outside the book's own."""
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from _in_python(tree, str(path.relative_to(package)))
    for path in sorted(package.rglob("*.yaml")):
        if "data" not in path.parts or "policy" not in path.parts:
            yield from _in_text(path, str(path.relative_to(package)))


def _in_python(tree: ast.AST, where: str) -> Iterator[Named]:
    read = {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in READS and node.args
    }
    inside = {id(part) for a in ast.walk(tree) if isinstance(a, ast.JoinedStr) for part in a.values}
    for node in ast.walk(tree):
        key = _key_text(node) if id(node) not in inside else None
        if key is not None:
            yield Named(key, f"{where}:{getattr(node, 'lineno', 0)}", id(node) in read)


def _key_text(node: ast.AST) -> str | None:
    """Return the key that a string may be, or None; ``{name}`` and f-strings leave holes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = re.sub(r"\{\w*\}", HOLE, node.value)
    elif isinstance(node, ast.JoinedStr):
        text = "".join(
            str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values
        )
    else:
        return None
    said = any(part and HOLE not in part for part in text.split("."))
    return text if said and KEY.fullmatch(text.replace(HOLE, "x")) else None


def _in_text(path: Path, where: str) -> Iterator[Named]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for word in re.findall(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+", line):
            yield Named(word, f"{where}:{number}", is_read=False)
