"""What every command shares: the program set up, one output form, the exit codes."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import orjson
import typer

from yiyang.faces.cli.spoken import language_asked, spoken
from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import LANGUAGES, Message, load_package_texts
from yiyang.policy.book import PolicyError
from yiyang.postgres import EmbeddedServer, ServerFault

FAULT, BAD_INPUT, REFUSED = 1, 2, 3


class Told(Exception):
    """A command ends and says why, in the language that is asked for.

    Args:
        said: the English sentence; where values are given, they stand in it by name.
    """

    def __init__(self, said: str, **values: object) -> None:
        super().__init__(spoken(said, **values))


class BadInput(Told):
    """What was given cannot be used; the text names the place."""


class Fault(Told):
    """Something the command needs does not work; the text says what to do."""


class _Joined:
    """The embedded server this process uses, once it has joined it."""

    server: EmbeddedServer | None = None


@contextmanager
def program(*, makes: bool = False) -> Iterator[None]:
    """Set the program up with its database running; leave the database to its other users.

    A program that is set up already (a command run inside another, a test) stays as it is.

    Args:
        makes: the command makes the node where there is none; any other is told so and makes
            no file.

    Raises:
        Fault: there is no node here, or it has no tables yet.
        ServerFault: the server does not answer.
    """
    import django  # noqa: PLC0415 -- commands that need no database start without it
    from django.apps import apps  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    if apps.ready:
        yield
        return
    if not makes:
        refuse_no_node()
    server = EmbeddedServer(settings.DATA_DIR) if uses_embedded() else None
    if server is not None:
        server.join()
        settings.DATABASES["default"].update(server.connection_parts("yiyang"))
        _Joined.server = server
    try:
        with _nothing_to_collect():
            django.setup()
        if server is None:
            _refuse_silent_server()
        if not makes:
            _refuse_no_tables()
        yield
    finally:
        if server is not None:
            _Joined.server = None
            server.leave()


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Load code without looking through it for garbage again and again: it all stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _refuse_silent_server() -> None:
    from django.db import OperationalError, connection  # noqa: PLC0415 -- needs Django set up

    try:
        connection.ensure_connection()
        connection.close()  # a child that is forked later must not share it
    except OperationalError as fault:
        reason = str(fault).strip().splitlines()[0]
        said = spoken("the server of YIYANG_DATABASE_URL cannot be used: {reason}", reason=reason)
        raise ServerFault(said) from fault


def refuse_no_node() -> None:
    """Refuse to go on where no embedded server was ever started, before settings make a key.

    Raises:
        Fault: it says how a node is made, and how another is named.
    """
    folder = Path(os.environ.get("YIYANG_DATA", "data"))
    if uses_embedded() and not (folder / "postgres").exists():
        raise Fault(_in_both(Message("NO_NODE_HERE", {"folder": str(folder)})))


def _refuse_no_tables() -> None:
    from django.db import OperationalError, connection  # noqa: PLC0415 -- needs Django set up

    try:
        with connection.cursor() as cursor:
            cursor.execute("select to_regclass('django_migrations') is not null")
            has_tables = cursor.fetchone() == (True,)
    except OperationalError:  # the server answers: it has no database of this name yet
        has_tables = False
    connection.close()  # a child that is forked later must not share it
    if not has_tables:
        raise Fault(_in_both(Message("NO_TABLES_HERE")))


def _in_both(message: Message) -> str:
    """Return a sentence in both languages: who runs a command may read either."""
    texts = load_package_texts(Path(__file__).parents[2])
    return "\n".join(texts.render(message, language) for language in LANGUAGES)


def uses_embedded() -> bool:
    """Tell whether the database is the program's own."""
    return not os.environ.get("YIYANG_DATABASE_URL")


def embedded_server() -> EmbeddedServer | None:
    """Return the embedded server that this process uses, None on a server of one's own."""
    return _Joined.server


def answer(document: Any, *, as_json: bool, text: str) -> None:
    """Print one JSON document, or its text for a person."""
    if as_json:
        sys.stdout.buffer.write(_as_json(document) + b"\n")
    else:
        typer.echo(_sayable(text))


def _as_json(document: Any) -> bytes:
    """Return a document as JSON; half a character, which a bad file may name, becomes "?"."""
    try:
        return orjson.dumps(document, option=orjson.OPT_INDENT_2)
    except TypeError:
        return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8", "replace")


def _sayable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def say(said: str, **values: object) -> None:
    """Say something that is not the answer, as ``Told`` puts it: on standard error."""
    typer.echo(_sayable(spoken(said, **values)), err=True)


def run(app: typer.Typer) -> NoReturn:
    """Run a command and turn what it raises into its exit code."""
    try:
        app(standalone_mode=True)
    except BadInput as fault:
        say(str(fault))
        sys.exit(BAD_INPUT)
    except (Fault, ServerFault) as fault:
        say(str(fault))
        sys.exit(FAULT)
    except Refused as refusal:
        texts = load_package_texts(Path(__file__).parents[2])
        say(f"{refusal.code}: {texts.render(refusal.message, language_asked())}")
        sys.exit(REFUSED)
    except PolicyError as fault:
        say(str(fault))
        sys.exit(REFUSED)
    sys.exit(0)
