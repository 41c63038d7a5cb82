"""``yiyang officers``: the first officers of a node, and a way back in for one who lost it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from yiyang.faces.cli.shell import BadInput, answer, program

if TYPE_CHECKING:
    from yiyang.access.services.accounts import Invited

HERE = "http://127.0.0.1:8000"
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Username = Annotated[str, typer.Argument(help="The user name to sign in with.")]
group = typer.Typer(no_args_is_help=True, help="The first officers of a node.")


class Office(StrEnum):
    """The three officers, who are three accounts."""

    SECURITY = "security"
    SYSTEM = "system"
    AUDIT = "audit"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="officers")


@group.command()
def invite(
    username: Username,
    *,
    name: Annotated[str, typer.Option(help="The officer's name.")],
    place: Annotated[
        str, typer.Option(help="The division code of the officer's place; the node's unless told.")
    ] = "",
    office: Annotated[Office, typer.Option("--as", help="Which officer.")] = Office.SECURITY,
    as_json: AsJson = False,
) -> None:
    """Invite the first officer of a kind; the security officer invites everybody else."""
    with program():
        from django.conf import settings  # noqa: PLC0415 -- Django is set up only now
        from django.utils import timezone  # noqa: PLC0415

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.decisions.services import invite_first_officer  # noqa: PLC0415
        from yiyang.network.models import Place  # noqa: PLC0415

        code = place or settings.PLACE
        found = Place.objects.filter(code=code).first()
        if found is None:
            raise BadInput(
                "there is no place {code} yet: import a table of places first "
                "(yiyang import registry)",
                code=code,
            )
        invited = invite_first_officer(
            username=username,
            name=name,
            role=f"{office.name}_OFFICER",
            place_id=found.pk,
            by=PROGRAM,
            at=timezone.now(),
        )
        _answer(invited, as_json)


@group.command()
def renew(
    username: Username,
    *,
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="The second factor is lost as well.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Give an officer a new one-time link; the old password and every session end."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.decisions.services import renew_officer  # noqa: PLC0415

        invited = renew_officer(
            username=username, takes_factor=second_factor, by=PROGRAM, at=timezone.now()
        )
        _answer(invited, as_json)


def _answer(invited: Invited, as_json: bool) -> None:
    from django.conf import settings  # noqa: PLC0415 -- Django is set up only now
    from django.urls import reverse  # noqa: PLC0415

    link = f"{settings.BASE_URL or HERE}{reverse('open_invitation', args=[invited.token])}"
    until = invited.expires_at.isoformat()
    told = {"username": invited.account.username, "link": link, "expires_at": until}
    answer(told, as_json=as_json, text=link)
