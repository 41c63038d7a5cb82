"""``yiyang nodes``: partner nodes, their institutions and codes, what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.shell import BadInput, answer, program

if TYPE_CHECKING:
    from yiyang.exchange.models import Node

Json = Annotated[bool, typer.Option("--json", help="Answer with JSON.")]
Code = Annotated[str, typer.Argument(metavar="NODE", help="The code of the partner node.")]
Contents = Annotated[str, typer.Option(help="Kinds of content agreed, with commas between.")]
group = typer.Typer(no_args_is_help=True, help="Partner nodes to exchange records with.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="nodes")


@group.command()
def keys() -> None:
    """Print this node's public keys (a JWK set): what a partner registers."""
    with program():
        from django.conf import settings  # noqa: PLC0415 -- Django is set up only now

        from yiyang.exchange.keys import public_node_keys  # noqa: PLC0415

        answer(public_node_keys(settings.KEY_DIR), as_json=True, text="")


@group.command("list")
def list_nodes(as_json: Json = False) -> None:
    """List the partner nodes with what waits for each and why."""
    with program():
        from yiyang.exchange.models import Node  # noqa: PLC0415 -- Django is set up only now
        from yiyang.exchange.selectors import queues  # noqa: PLC0415

        found = queues(Node.objects.select_related("client").order_by("code"))
        rows = [_row(queue) for queue in found]
    lines = [
        f"{row['code']:12} {row['state']:8} waiting {row['waiting']:>5}  {row['address']}"
        + (f"  {row['last_error']}, next try {row['next_try_at']}" if row["last_error"] else "")
        + (f"  answers not done {row['not_done']}" if row["not_done"] else "")
        for row in rows
    ]
    answer(rows, as_json=as_json, text="\n".join(lines) or "no partner node is registered")


def _row(queue: Any) -> dict[str, Any]:
    node = queue.node
    return {
        "code": node.code,
        "name": {"zh": node.name_zh, "en": node.name_en},
        "address": node.address,
        "state": "STOPPED" if node.stopped_at else "OPEN",
        "contents": node.contents,
        "since": node.agreed.lower.isoformat(),
        "until": node.agreed.upper.isoformat() if node.agreed.upper else None,
        "client_id": node.client.client_id,
        "our_client_id": node.client_id_there,
        "waiting": queue.waiting.count if queue.waiting else 0,
        "failures": node.failures,
        "last_error": node.last_error,
        "not_done": queue.parked,
        "next_try_at": node.next_try_at.isoformat() if node.next_try_at else None,
    }


@group.command()
def stop(code: Code, as_json: Json = False) -> None:
    """Stop the exchange with a node; what waits stays."""
    _turn("stop_node", code, as_json)


@group.command()
def start(code: Code, as_json: Json = False) -> None:
    """Take the exchange with a stopped node up again."""
    _turn("start_node", code, as_json)


def _turn(service: str, code: str, as_json: bool) -> None:
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.exchange import services  # noqa: PLC0415

        getattr(services, service)(node_id=node_called(code).pk, by=PROGRAM, at=timezone.now())
    answer({"code": code}, as_json=as_json, text=f"{code}: {service.removesuffix('_node')}")


@group.command()
def drop(code: Code, as_json: Json = False) -> None:
    """Give up the oldest message that a node does not take, so that the next one goes."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.exchange.services import drop_next  # noqa: PLC0415

        sent = drop_next(node_id=node_called(code).pk, by=PROGRAM, at=timezone.now())
        dropped = str(sent.message.message_id)
    answer({"dropped": dropped}, as_json=as_json, text=f"message {dropped} is given up")


@group.command()
def hear(code: Code, as_json: Json = False) -> None:
    """Do what the answers of a node say that a fault of ours has kept from being done."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.exchange.services import hear_again  # noqa: PLC0415

        done, left = hear_again(node_id=node_called(code).pk, by=PROGRAM, at=timezone.now())
    answer({"done": done, "left": left}, as_json=as_json, text=f"done {done}, left {left}")


@group.command()
def send(
    code: Code,
    person: Annotated[int, typer.Option(help="The key of the person, as in the page's address.")],
    institution: Annotated[str, typer.Option(help="The code of the institution there.")],
    contents: Contents = "SUMMARY",
    as_json: Json = False,
) -> None:
    """Send of a person's record to an institution of a node; it leaves with the next run."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.exchange import services  # noqa: PLC0415
        from yiyang.people.models import Person  # noqa: PLC0415

        partner = node_called(code).institutions.filter(code=institution).first()
        if partner is None or not Person.objects.filter(pk=person).exists():
            raise BadInput("there is no such institution at this node, or no such person")
        sent = services.send(
            person_id=person,
            institution_id=partner.institution_id,
            contents=contents_of(contents),
            by=PROGRAM,
            at=timezone.now(),
        )
        made = {"message_id": str(sent.message.message_id), "decision": sent.decision_id}
    answer(made, as_json=as_json, text=f"message {made['message_id']} waits")


@group.command()
def deliver(
    code: Annotated[str, typer.Argument(metavar="[NODE]", help="Only this node, at once.")] = "",
    as_json: Json = False,
) -> None:
    """Deliver what waits: to every node whose time has come, or to one at once."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.faces.exchange.carrier import HttpTransport  # noqa: PLC0415
        from yiyang.faces.jobs.nodes import deliver_to_nodes  # noqa: PLC0415

        if code:
            node_called(code)
        did = deliver_to_nodes(timezone.now(), HttpTransport(), only=code)
    answer({"did": did}, as_json=as_json, text=did)


def node_called(code: str) -> Node:
    """Return the partner node of a code.  Raises BadInput."""
    from yiyang.exchange.models import Node  # noqa: PLC0415 -- Django is set up only by now

    found = Node.objects.filter(code=code).first()
    if found is None:
        raise BadInput("no partner node is called {code}: see yiyang nodes list", code=code)
    return found


def contents_of(words: str) -> tuple[str, ...]:
    """Return the kinds of content that are named with commas between."""
    return tuple(word.strip() for word in words.split(",") if word.strip())
