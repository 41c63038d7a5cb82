"""``yiyang keys``: the node's keys, and new ones in their place."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from yiyang.faces.cli.shell import Fault, answer, program

if TYPE_CHECKING:
    from yiyang.people.services.resealing import Sealed

Json = Annotated[bool, typer.Option("--json", help="Answer with JSON.")]
group = typer.Typer(no_args_is_help=True, help="The node's keys: which are used, and new ones.")


class Kind(StrEnum):
    """What a key is for."""

    IDENTIFIERS = "identifiers"
    SEALS = "seals"
    SIGN_IN = "sign-in"
    NODE = "node"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="keys")


@group.command("list")
def list_keys(as_json: Json = False) -> None:
    """List the keys in use and kept, and how many values each key of identifiers has sealed."""
    with program():
        rows = [*_identifier_keys(), *_other_keys()]
    lines = [
        f"{row['kind']:12} {row['key']:44} {'in use' if row['in_use'] else 'kept'}"
        + (f", {row['values']} values" if "values" in row else "")
        for row in rows
    ]
    answer(rows, as_json=as_json, text="\n".join(lines))


def _identifier_keys() -> list[dict[str, Any]]:
    from yiyang.people.identifiers import sealing_key_ids  # noqa: PLC0415 -- needs Django
    from yiyang.people.services.resealing import counts_by_key  # noqa: PLC0415

    counts: Counter[str] = Counter()
    for sealed in _sealed():
        counts += counts_by_key(sealed)
    names = sealing_key_ids()
    return [
        {"kind": Kind.IDENTIFIERS, "key": name, "in_use": name == names[0], "values": counts[name]}
        for name in names
    ]


def _other_keys() -> list[dict[str, Any]]:
    from django.conf import settings  # noqa: PLC0415 -- Django is set up only now

    from yiyang.audit.signing import ensure_signing_key, public_keys  # noqa: PLC0415
    from yiyang.clients.keys import published_keys  # noqa: PLC0415
    from yiyang.exchange.keys import public_node_keys  # noqa: PLC0415

    folder = settings.KEY_DIR
    signs = ensure_signing_key(folder).key_id
    rows = [
        {"kind": Kind.SEALS, "key": key_id, "in_use": key_id == signs}
        for key_id in sorted(public_keys(folder), key=lambda key_id: key_id != signs)
    ]
    for kind, found in ((Kind.SIGN_IN, published_keys), (Kind.NODE, public_node_keys)):
        rows += [
            {"kind": kind, "key": key["kid"], "in_use": place == 0}
            for place, key in enumerate(found(folder)["keys"])
        ]
    return rows


@group.command()
def renew(kind: Kind, as_json: Json = False) -> None:
    """Make a new key of a kind; what the one before it has made stays good.

    A new key of identifiers also seals anew what older keys have sealed, as `keys reseal` does.
    """
    with program():
        from django.utils import timezone  # noqa: PLC0415

        from yiyang.audit.services import PROGRAM, record  # noqa: PLC0415 -- needs Django

        made = _made(kind)
        record(
            by=PROGRAM, at=timezone.now(), action="key.renew", subject_kind="key", subject_id=made,
            payload={"kind": kind.value},
        )  # fmt: skip
        count = _reseal() if kind is Kind.IDENTIFIERS else 0
    told = f"key {made} is in use" + (f"; {count} values sealed anew" if count else "")
    answer({"kind": kind, "key": made, "resealed": count}, as_json=as_json, text=told)


def _made(kind: Kind) -> str:
    """Return the name of a new key of a kind, which is in use from now on."""
    from django.conf import settings  # noqa: PLC0415 -- Django is set up only now

    from yiyang.audit.signing import renew_signing_key  # noqa: PLC0415
    from yiyang.clients.keys import rotate_identity_key  # noqa: PLC0415
    from yiyang.exchange.keys import rotate_node_key  # noqa: PLC0415
    from yiyang.people.identifiers import renew_sealing_key  # noqa: PLC0415

    match kind:
        case Kind.IDENTIFIERS:
            return renew_sealing_key()
        case Kind.SEALS:
            return renew_signing_key(settings.KEY_DIR).key_id
        case Kind.SIGN_IN:
            return rotate_identity_key(settings.KEY_DIR)
        case Kind.NODE:
            return rotate_node_key(settings.KEY_DIR)


@group.command()
def reseal(as_json: Json = False) -> None:
    """Seal anew what older keys of identifiers have sealed; stopped, it goes on where it was."""
    with program():
        count = _reseal()
    answer({"resealed": count}, as_json=as_json, text=f"{count} values sealed anew")


def _reseal() -> int:
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.people.identifiers import CannotOpen  # noqa: PLC0415
    from yiyang.people.services.resealing import older, reseal_all  # noqa: PLC0415

    count = 0
    with Progress(console=Console(stderr=True), transient=True) as bar:
        for sealed in _sealed():
            task = bar.add_task(sealed.name, total=older(sealed).count())
            try:
                for done in reseal_all(sealed, by=PROGRAM, at=timezone.now()):
                    count += done
                    bar.advance(task, done)
            except CannotOpen as fault:
                raise Fault(
                    "{fault}; {count} values are sealed anew, the rest is not",
                    fault=fault,
                    count=count,
                ) from fault
            except KeyboardInterrupt:
                raise Fault(
                    "stopped; {count} sealed anew, `yiyang keys reseal` goes on", count=count
                ) from None
    return count


def _sealed() -> tuple[Sealed, ...]:
    from yiyang.claims.services.lists import BODIES  # noqa: PLC0415 -- Django is set up only now
    from yiyang.people.services.resealing import IDENTIFIERS  # noqa: PLC0415

    return IDENTIFIERS, BODIES
