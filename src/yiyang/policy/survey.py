"""The book against the program: keys that code reads, keys that nothing reads, marks."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yiyang.policy.book import UNSETTLED, Book, Line
from yiyang.policy.loader import KEY

PACKAGE = Path(__file__).parents[1]
READS = {"line", "integer", "decimal", "flag", "text", "codes", "table", "duration", "safest"}
HOLE = "\0"  # where a key is filled in while the program runs
DOTTED_HOLE = re.compile(r"\.\{|\}\.")
HOLED = re.compile(r"\{[^{}\n]*\}")
DOTTED = re.compile(r"[\w.]*+(?:\{[^{}\n]*\}[\w.]*+)+")


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
        return _pattern(self.key).fullmatch(key) is not None


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


def readers_of(key: str, package: Path = PACKAGE) -> tuple[str, ...]:
    """Return where a key is read, file and line.

    Only the files are parsed that may name the key: to parse them all takes some ten seconds.
    """
    found = (
        named.where
        for path, text in _texts(package)
        if key in text or any(becomes.fullmatch(key) for becomes in _holed(text))
        for named in _named_in(path, package)
        if named.fits(key)
    )
    return tuple(sorted(set(found)))


def keys_named(package: Path) -> Iterator[Named]:
    """Return every key that a Python file names, or a YAML file outside the book's own."""
    for path in _files(package):
        yield from _named_in(path, package)


def _files(package: Path) -> Iterator[Path]:
    yield from (p for p in sorted(package.rglob("*.py")) if "migrations" not in p.parts)
    for path in sorted(package.rglob("*.yaml")):
        if "data" not in path.parts or "policy" not in path.parts:
            yield path


def _named_in(path: Path, package: Path) -> Iterator[Named]:
    where = str(path.relative_to(package))
    if path.suffix == ".py":
        yield from _in_python(ast.parse(path.read_text(encoding="utf-8")), where)
    else:
        yield from _in_text(path, where)


@lru_cache(maxsize=1)
def _texts(package: Path) -> tuple[tuple[Path, str], ...]:
    """Return each file with its text: those of a program do not change while it runs."""
    return tuple((path, path.read_text(encoding="utf-8")) for path in _files(package))


@lru_cache(maxsize=4096)
def _holed(text: str) -> tuple[re.Pattern[str], ...]:
    """Return what the words of a file may become that are filled in while the program runs."""
    if not DOTTED_HOLE.search(text):
        return ()
    words = {HOLED.sub(HOLE, word) for word in DOTTED.findall(text)}
    return tuple(_pattern(w) for w in words if "." in w and KEY.fullmatch(w.replace(HOLE, "x")))


def _pattern(holed: str) -> re.Pattern[str]:
    return re.compile(re.escape(holed).replace(re.escape(HOLE), r"[\w.]+"))


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
