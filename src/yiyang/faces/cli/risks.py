"""``yiyang risks``: what of a place is late or overspent becomes a risk with an owner."""

from __future__ import annotations

import typer

from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Place
from yiyang.faces.cli.shell import answer, program


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="risks")(command)


def command(*, place: Place = HOME_PLACE, as_json: AsJson = False) -> None:
    """Look at a place as its supervision desk does: open what is new, end what is over."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.risks.services import look_for_risks  # noqa: PLC0415

        done = look_for_risks(place_code=place, by=PROGRAM, at=timezone.now())
    document = {"found": list(done.found), "known": done.known, "gone": done.gone}
    text = f"found {len(done.found)}, known {done.known}, gone {done.gone}"
    answer(document, as_json=as_json, text=text)
