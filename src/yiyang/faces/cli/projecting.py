"""``yiyang project``: whether what is shown as FHIR is as the rows say, or made so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
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
    start: Annotated[
        str, typer.Option("--from", help="Go on at KIND:KEY and through all kinds behind it.")
    ] = "",
    chunk: Annotated[int, typer.Option(help="Rows in one transaction.", min=1)] = CHUNK,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with JSON.")] = False,
) -> None:
    """Compare all that is shown as FHIR with the rows it is made from; exit 1 on differences.

    Each chunk is a transaction of its own: what was done stays done when it is cut short, and
    goes on with ``--from``, as it says itself, or with ``--kind`` and ``--after``.
    """
    if after and len(kind or ()) != 1:
        raise BadInput("--after needs one --kind")
    if start and kind:
        raise BadInput("--from goes through all kinds: give no --kind")
    with program():
        found = dict(_walk(_places(kind, after, start), chunk, rebuild))
        if not kind:
            found["standing"] = _standing(rebuild)
    differing = sum(sum(one.counts.values()) for one in found.values())
    answer(
        {name: vars(one) for name, one in found.items()},
        as_json=as_json,
        text="\n".join([*(_line(name, one) for name, one in found.items()), ""]),
    )
    if differing and not rebuild:
        raise typer.Exit(FAULT)


def _places(kinds: list[str] | None, after: int, start: str) -> dict[str, int]:
    """Return the kinds to go through, in order, and the key after which each is begun."""
    from yiyang.audit.projected import projectors  # noqa: PLC0415 -- Django is set up only by now

    first, _, key = start.partition(":")
    wanted = [first] if start else kinds or []
    if unknown := sorted(set(wanted) - set(projectors())):
        raise BadInput(
            "{unknown}: one of {known}",
            unknown=", ".join(unknown),
            known=", ".join(sorted(projectors())),
        )
    if start:
        if not (key.isascii() and key.isdigit()):
            raise BadInput("{start}: a kind and a key, such as bed:1200", start=start)
        names = list(projectors())
        return {name: 0 for name in names[names.index(first) :]} | {first: int(key)}
    return {name: after for name in projectors() if not kinds or name in kinds}


def _walk(places: dict[str, int], chunk: int, mend: bool) -> Iterator[tuple[str, Found]]:
    from yiyang.audit.projected import projectors  # noqa: PLC0415 -- Django is set up only by now
    from yiyang.record.services.projecting import clear_orphans  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        for name, after in places.items():
            found = Found(last=after)
            try:
                _through(projectors()[name], found, progress, chunk, mend)
            except KeyboardInterrupt:
                typer.echo(f"go on with --from {name}:{found.last}", err=True)
                raise
            found.take(clear_orphans(projectors()[name], at=datetime.now(UTC), mend=mend))
            yield name, found


def _through(projector: Any, found: Found, progress: Progress, chunk: int, mend: bool) -> None:
    """Compare all rows of a kind, a chunk a transaction, and add up what was found."""
    from yiyang.record.services.projecting import rebuild  # noqa: PLC0415 -- as above

    bar = progress.add_task(projector.kind, total=None)
    last: int | None = found.last
    while last is not None:
        at = datetime.now(UTC)
        compared, last = rebuild(projector, after=last, most=chunk, at=at, mend=mend)
        found.take(compared)
        found.last = last or found.last
        told = f"{projector.kind} {found.last}"
        progress.update(bar, advance=compared.same, description=told)


def _standing(mend: bool) -> Found:
    from yiyang.record.services.projecting import rebuild_standing  # noqa: PLC0415 -- as above

    found = Found()
    found.take(rebuild_standing(at=datetime.now(UTC), mend=mend))
    return found


def _line(name: str, found: Found) -> str:
    counted = ", ".join(f"{count:,} {fault}" for fault, count in found.counts.items() if count)
    named = [f"  {fault}: {one}" for fault, names in found.names.items() for one in names]
    return "\n".join([f"{name:<14}{found.same:>9,} as the rows  {counted}".rstrip(), *named])
