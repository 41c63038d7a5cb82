"""``yiyang project``: whether what is shown as FHIR is as the rows say, or made so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from yiyang.faces.cli.shell import FAULT, BadInput, answer, program

CHUNK = 1000
NAMED = 20  # differences of each kind that are named; the others are counted


@dataclass
class Found:
    """What was found of one kind of row."""

    same: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    last: int = 0

    def take(self, compared: Any) -> None:
        """Add what one chunk has shown."""
        self.same += compared.same
        for fault in ("missing", "different", "superfluous"):
            found = getattr(compared, fault)
            self.counts[fault] = self.counts.get(fault, 0) + len(found)
            names = self.names.setdefault(fault, [])
            names += found[: NAMED - len(names)]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("project")(project)


def project(
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Store what differs; without it only compare.")
    ] = False,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only this kind of row; may be given again.")
    ] = None,
    after: Annotated[
        int, typer.Option(help="Go on after this key (of the one kind given): where it was cut.")
    ] = 0,
    chunk: Annotated[int, typer.Option(help="Rows in one transaction.", min=1)] = CHUNK,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with JSON.")] = False,
) -> None:
    """Compare all that is shown as FHIR with the rows it is made from; exit 1 on differences.

    Each chunk is a transaction of its own: what was done stays done when it is cut short, and
    goes on with ``--kind`` and ``--after``.
    """
    if after and len(kind or ()) != 1:
        raise BadInput("--after needs one --kind")
    with program():
        found = dict(_walk(kind, after, chunk, rebuild))
    differing = sum(sum(one.counts.values()) for one in found.values())
    answer(
        {name: vars(one) for name, one in found.items()},
        as_json=as_json,
        text="\n".join([*(_line(name, one) for name, one in found.items()), ""]),
    )
    if differing and not rebuild:
        raise typer.Exit(FAULT)


def _walk(
    kinds: list[str] | None, after: int, chunk: int, mend: bool
) -> Iterator[tuple[str, Found]]:
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

    from yiyang.audit.projected import projectors  # noqa: PLC0415
    from yiyang.record.services.projecting import (  # noqa: PLC0415
        clear_orphans,
        rebuild,
        rebuild_standing,
    )

    if unknown := sorted(set(kinds or ()) - set(projectors())):
        raise BadInput(f"{', '.join(unknown)}: one of {', '.join(sorted(projectors()))}")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for name, projector in projectors().items():
            if kinds and name not in kinds:
                continue
            found = Found(last=after)
            bar = progress.add_task(name, total=None)
            last: int | None = after
            while last is not None:
                at = timezone.now()
                compared, last = rebuild(projector, after=last, most=chunk, at=at, mend=mend)
                found.take(compared)
                found.last = last or found.last
                progress.update(bar, advance=compared.same, description=f"{name} {found.last}")
            found.take(clear_orphans(projector, at=timezone.now(), mend=mend))
            yield name, found
    if not kinds:
        found = Found()
        found.take(rebuild_standing(at=timezone.now(), mend=mend))
        yield "standing", found


def _line(name: str, found: Found) -> str:
    counted = ", ".join(f"{count:,} {fault}" for fault, count in found.counts.items() if count)
    named = [f"  {fault}: {one}" for fault, names in found.names.items() for one in names]
    return "\n".join([f"{name:<14}{found.same:>9,} as the rows  {counted}".rstrip(), *named])
