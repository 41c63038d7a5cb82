"""``yiyang pack``: rule packs from published tables, and what stands in one."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from yiyang.analytics.grouping import chs_drg_11
from yiyang.analytics.grouping.pack import Pack
from yiyang.analytics.grouping.pack_desk import BadPack
from yiyang.faces.cli.group import refuse
from yiyang.faces.cli.policy import AsJson
from yiyang.faces.cli.shell import BadInput, answer

TRANSLATIONS = {chs_drg_11.NAME: chs_drg_11.translate}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    packs = typer.Typer(no_args_is_help=True, help="Rule packs of groupers.")
    packs.command("import")(import_pack)
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
        raise BadInput(f"{name}: known are {', '.join(TRANSLATIONS)}")
    place = out or Path(os.environ.get("YIYANG_DATA", "data")) / "packs" / name
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise BadInput(f"{place}: stands there already; choose another with --out, or remove it")
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".pack-") as beside:
        try:
            pack = TRANSLATIONS[name](folder, Path(beside) / "made")
        except BadPack as bad:
            raise refuse(bad.findings) from bad
        if place.exists():
            place.rmdir()
        shutil.move(Path(beside) / "made", place)
    document = {"name": pack.name, "digest": pack.digest, "folder": str(place), **_counts(pack)}
    text = f"{place}  {pack.digest[:16]}  " + ", ".join(
        f"{k} {v}" for k, v in _counts(pack).items()
    )
    answer(document, as_json=as_json, text=text)


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
