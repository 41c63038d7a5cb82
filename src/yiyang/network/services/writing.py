"""What every service of the network shares: its audit row, and a code that is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused


class CodeTaken(Refused):
    """Something of this kind has this code already."""

    code = "CODE_TAKEN"


@contextmanager
def unique_code(code: str) -> Iterator[None]:
    """Turn the database's refusal of a second row with a code into ``CodeTaken``."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "unique constraint" not in str(error):
            raise
        raise CodeTaken(taken=code) from None


def write_trail(
    action: str, row: models.Model, by: Actor, at: datetime, payload: Mapping[str, Any]
) -> None:
    """Write the audit row of a change of the network."""
    record(
        by=by,
        at=at,
        action=f"network.{action}",
        subject_kind=row._meta.model_name or "",
        subject_id=row.pk,
        payload=payload,
    )
    changed(at, **{row._meta.model_name or "": row.pk})


def change_fields(row: models.Model, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Set the fields that differ, save them, and return them."""
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save(update_fields=sorted(changed))
    return changed
