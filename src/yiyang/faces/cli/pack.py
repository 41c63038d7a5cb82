"""``yiyang pack``: rule packs from published tables, and what stands in one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from yiyang.analytics.grouping import chs_drg_11
from yiyang.analytics.grouping.pack import Pack
from yiyang.analytics.grouping.pack_desk import BadPack
from yiyang.faces.cli.group import refuse, without_extra
from yiyang.faces.cli.policy import AsJson
from yiyang.faces.cli.shell import BadInput, answer

Made = TypeVar("Made")
TRANSLATIONS = {chs_drg_11.NAME: chs_drg_11.translate}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    packs = typer.Typer(no_args_is_help=True, help="Rule packs of groupers.")
    packs.command("import")(import_pack)
    packs.command("build")(build_pack)
    app.add_typer(packs, name="pack")


def import_pack(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(TRANSLATIONS)}.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The published tables.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="The pack's folder; data/packs/NAME unless told.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Translate published tables into a rule pack.  Exit 2, nothing written, where one is torn."""
    if name not in TRANSLATIONS:
        raise BadInput("{name}: known are {known}", name=name, known=", ".join(TRANSLATIONS))
    place = out or _usual(name)
    pack = _whole_or_nothing(place, lambda made: TRANSLATIONS[name](folder, made))
    document = {"name": pack.name, "digest": pack.digest, "folder": str(place), **_counts(pack)}
    text = f"{place}  {pack.digest[:16]}  " + ", ".join(
        f"{k} {v}" for k, v in _counts(pack).items()
    )
    answer(document, as_json=as_json, text=text)


def build_pack(
    name: Annotated[str, typer.Argument(help="dip.")],
    plan: Annotated[Path, typer.Argument(help="A plan: TOML, its lists beside it.")],
    *,
    history: Annotated[Path, typer.Option("--history", help="Discharges of past years.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="The pack's folder; data/packs/NAME unless told.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Build groups and scores from history.  Exit 2, nothing written, where something is torn."""
    if name != "dip":
        raise BadInput("{name}: known is dip", name=name)
    try:
        from yiyang.analytics.dip.building import Built, build, counts  # noqa: PLC0415 -- an extra
        from yiyang.analytics.dip.plan import read_plan  # noqa: PLC0415
        from yiyang.analytics.grouping.cases import BadCases  # noqa: PLC0415
    except ImportError as missing:
        raise without_extra(missing) from None

    def made(place: Path) -> Built:
        try:
            return build(read_plan(plan), plan.parent, history, place)
        except BadCases as bad:
            raise refuse([bad.finding]) from bad

    place = out or _usual(name)
    built = _whole_or_nothing(place, made)
    found = counts(built)
    document = {
        "name": built.pack.name,
        "digest": built.pack.digest,
        "folder": str(place),
        "left_out": built.reasons,
        **found,
    }
    groups = ", ".join(f"{kind} {n}" for kind, n in sorted(found["groups_by_kind"].items()))
    answer(document, as_json=as_json, text=f"{place}  {built.pack.digest[:16]}  {groups}")


def _usual(name: str) -> Path:
    return Path(os.environ.get("YIYANG_DATA", "data")) / "packs" / name


def _whole_or_nothing(place: Path, make: Callable[[Path], Made]) -> Made:
    """Make a pack's folder beside its place, and move it there when everything stands in it."""
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise BadInput(
            "{place}: stands there already; choose another with --out, or remove it", place=place
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".pack-") as beside:
        try:
            made = make(Path(beside) / "made")
        except BadPack as bad:
            raise refuse(bad.findings) from bad
        if place.exists():
            place.rmdir()
        shutil.move(Path(beside) / "made", place)
    return made


def _counts(pack: Pack) -> dict[str, int]:
    groups = {group.code for mdc in pack.mdcs for group in mdc.groups}
    drgs = {drg.code for mdc in pack.mdcs for group in mdc.groups for drg in group.drgs}
    return {
        "mdcs": len(pack.mdcs),
        "groups": len(groups),
        "drgs": len(drgs),
        "sets": len(pack.sets),
        "switches": len(pack.switches),
    }
