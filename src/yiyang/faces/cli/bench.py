"""``yiyang bench``: ratios, each against a baseline in the same run, kept in docs/benchmarks.md."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from yiyang.faces.cli.shell import FAULT, BadInput, answer, program, say

FOLDER = Path(__file__).parents[4] / "bench"
PAGE = FOLDER.parent / "docs" / "benchmarks.md"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(bench)


def bench(
    name: Annotated[str | None, typer.Argument(help="One benchmark; all unless told.")] = None,
    keep: Annotated[bool, typer.Option(help="Write the rows into docs/benchmarks.md.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with JSON.")] = False,
) -> None:
    """Measure on a database of its own; exit code 1 when a ratio misses its target."""
    known = {path.stem: path for path in sorted(FOLDER.glob("*.py")) if path.stem != "__init__"}
    chosen = known if name is None else {name: known.get(name)}
    if not known or None in chosen.values():
        raise BadInput(f"benchmarks: {', '.join(known) or f'none in {FOLDER}'}")
    with _fresh_data(), program(makes=True):
        from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

        from yiyang.faces.cli.serve import prepare_database  # noqa: PLC0415
        from yiyang.faces.operations.benching import write_down  # noqa: PLC0415

        prepare_database()
        found = {}
        for each, path in chosen.items():
            say(f"{each} ...")
            found[each] = _load(path).ratios()
            if keep:
                write_down(PAGE, each, found[each], timezone.localdate())
        rows = [ratio for ratios in found.values() for ratio in ratios]
        document = {
            each: [{**asdict(r), "median": r.median, "holds": r.holds} for r in ratios]
            for each, ratios in found.items()
        }
        answer(document, as_json=as_json, text="\n".join(ratio.row() for ratio in rows))
        if not all(ratio.holds for ratio in rows):
            raise typer.Exit(FAULT)


@contextmanager
def _fresh_data() -> Iterator[None]:
    """Measure in a data directory that passes, never in the node's own."""
    if os.environ.get("YIYANG_DATABASE_URL"):
        raise BadInput("unset YIYANG_DATABASE_URL: a benchmark fills a database of its own")
    with tempfile.TemporaryDirectory(prefix="yiyang-bench-") as fresh:
        Path(fresh).chmod(0o755)  # PostgreSQL runs as another user when we are root
        before = os.environ.get("YIYANG_DATA")
        os.environ["YIYANG_DATA"] = fresh
        try:
            yield
        finally:
            os.environ.pop("YIYANG_DATA")
            if before is not None:
                os.environ["YIYANG_DATA"] = before


def _load(path: Path | None) -> ModuleType:
    if path is None:
        raise BadInput("no such benchmark")
    if str(FOLDER.parent) not in sys.path:
        sys.path.insert(0, str(FOLDER.parent))  # `bench` is a package beside the program's own
    return import_module(f"{FOLDER.name}.{path.stem}")
