"""``yiyang nodes add, change, institution, map``: what was agreed with a partner node."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.nodes import Code, Contents, Json, contents_of, group, node_called
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.faces.cli.spoken import language_asked
from yiyang.faces.wording import say_in
from yiyang.kernel.errors import Refused

if TYPE_CHECKING:
    from yiyang.exchange.services import Partner

OF_INSTITUTION = "CODE,中文名,English name,KIND,[LEVEL],LON,LAT"
Institution = Annotated[
    str, typer.Option(metavar=OF_INSTITUTION, help="One of its institutions, by its code there.")
]
KeysFile = Annotated[
    Path | None, typer.Option("--keys", help="Its public keys: what its `nodes keys` printed.")
]
Until = Annotated[str, typer.Option(help="The first day it holds no more; empty: no end.")]
PARTS = 7


@group.command()
def add(
    code: Code,
    *,
    name_zh: Annotated[str, typer.Option("--zh", help="Its name in Chinese.")],
    name_en: Annotated[str, typer.Option("--en", help="Its name in English.")],
    address: Annotated[str, typer.Option(help="Where it answers: https://…")],
    keys_file: KeysFile,
    institution: Institution,
    contents: Contents = "SUMMARY,RESULTS,IMAGES,REFERRAL",
    since: Annotated[str, typer.Option(help="The first day it holds.")],
    until: Until = "",
    client_id: Annotated[str, typer.Option(help="What it calls us, if known already.")] = "",
    as_json: Json = False,
) -> None:
    """Register a partner node; prints the client_id by which it comes here."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.exchange.services import Agreed, add_node  # noqa: PLC0415

        agreed = Agreed(
            code=code,
            name_zh=name_zh,
            name_en=name_en,
            address=address,
            contents=contents_of(contents),
            since=_day(since),
            until=_day(until) if until else None,
            client_id_there=client_id,
        )
        with _faults():
            node = add_node(
                agreed=agreed,
                keys=_keys(keys_file) or {},
                partner=_partner(institution),
                by=PROGRAM,
                at=timezone.now(),
            )
        made = {"code": node.code, "client_id": node.client.client_id}
    answer(made, as_json=as_json, text=f"{made['code']} comes as client_id {made['client_id']}")


@group.command()
def change(
    code: Code,
    *,
    address: Annotated[str, typer.Option(help="Where it answers.")] = "",
    keys_file: KeysFile = None,
    contents: Contents = "",
    until: Until = "",
    client_id: Annotated[str, typer.Option(help="What it calls us.")] = "",
    as_json: Json = False,
) -> None:
    """Change what was agreed with a node, its keys, or what it calls us."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.exchange.services import Agreed, change_node  # noqa: PLC0415

        node = node_called(code)
        agreed = Agreed(
            code=node.code,
            name_zh=node.name_zh,
            name_en=node.name_en,
            address=address or node.address,
            contents=contents_of(contents) if contents else tuple(node.contents),
            since=node.agreed.lower,
            until=_day(until) if until else node.agreed.upper,
            client_id_there=client_id or node.client_id_there,
        )
        with _faults():
            change_node(
                node_id=node.pk,
                agreed=agreed,
                keys=_keys(keys_file),
                by=PROGRAM,
                at=timezone.now(),
            )
    answer({"code": code}, as_json=as_json, text=f"{code} is changed")


@group.command("institution")
def institution_(code: Code, institution: Institution, as_json: Json = False) -> None:
    """Register one more institution of a node: to refer to, and to consent to."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.exchange.services import add_institution  # noqa: PLC0415

        with _faults():
            made = add_institution(
                node_id=node_called(code).pk,
                partner=_partner(institution),
                by=PROGRAM,
                at=timezone.now(),
            )
        said = f"{made.code} stands in the registry"
    answer({"code": code}, as_json=as_json, text=said)


@group.command("map")
def map_(code: Code, file: Path, as_json: Json = False) -> None:
    """Read a node's own codes by a FHIR ConceptMap from now on."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.exchange.services import load_map  # noqa: PLC0415

        with _faults():
            made = load_map(
                node_id=node_called(code).pk, body=_content(file), by=PROGRAM, at=timezone.now()
            )
        said = f"version {made.version}: {made.codes.count()} codes"
    answer({"code": code}, as_json=as_json, text=said)


def _partner(words: str) -> Partner:
    from yiyang.exchange.services import Partner  # noqa: PLC0415 -- Django is set up only by now

    parts = [part.strip() for part in words.split(",")]
    if len(parts) != PARTS:
        raise BadInput(
            "--institution {parts}: where it lies is needed, in degrees; only LEVEL may be empty",
            parts=OF_INSTITUTION,
        )
    code, name_zh, name_en, kind, known_level, *where = parts
    try:
        level = int(known_level) if known_level else None
        lon, lat = map(float, where)
    except ValueError:
        raise BadInput(
            "--institution {parts}: numbers are expected", parts=OF_INSTITUTION
        ) from None
    return Partner(code, name_zh, name_en, kind, level, lon, lat)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise BadInput("{word} is no day: write 2026-03-02", word=word) from None


def _keys(file: Path | None) -> dict[str, Any] | None:
    if file is None:
        return None
    try:
        read = json.loads(_content(file))
    except ValueError:
        raise BadInput("{file} is no JSON", file=file) from None
    return read if isinstance(read, dict) else {}


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise BadInput(f"{file}: {fault.strerror}") from fault


@contextmanager
def _faults() -> Iterator[None]:
    """Turn what a service says of faults into bad input, each with its place."""
    try:
        yield
    except Refused as refusal:
        findings = getattr(refusal, "findings", ())
        if not findings:
            raise
        said = "\n".join(
            f"{one.where}: {say_in(one.message, language_asked())}" for one in findings
        )
        raise BadInput(said) from refusal
