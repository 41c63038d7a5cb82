"""Values sealed with an older key are sealed anew, so that the older key can be put away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Substr

from yiyang.audit.services import Actor, record
from yiyang.people.identifiers import head_of, key_id_of, newest_key_id, reseal
from yiyang.people.models import Identifier

AT_ONCE = 1000


@dataclass(frozen=True)
class Sealed:
    """A column of values sealed with the keys of identifiers."""

    model: type[models.Model]
    column: str

    @property
    def name(self) -> str:
        """The name of the things whose values they are."""
        return str(self.model._meta.verbose_name)

    @property
    def rows(self) -> models.QuerySet[Any]:
        """Its rows."""
        return self.model._default_manager.all()


IDENTIFIERS = Sealed(Identifier, "sealed_value")


def counts_by_key(sealed: Sealed) -> Counter[str]:
    """Return how many values each key has sealed, by its name."""
    found: Counter[str] = Counter()
    for value in sealed.rows.values_list(sealed.column, flat=True).iterator(AT_ONCE):
        found[key_id_of(value)] += 1
    return found


def older(sealed: Sealed) -> models.QuerySet[Any]:
    """Return the rows whose value an older key than the newest has sealed."""
    head = head_of(newest_key_id())
    begins = Substr(sealed.column, 1, len(head), output_field=models.BinaryField())
    return sealed.rows.annotate(begins=begins).exclude(begins=head)


def reseal_all(sealed: Sealed, *, by: Actor, at: datetime) -> Iterator[int]:
    """Seal anew what an older key has sealed; yield how many, a transaction each.

    What is stopped leaves what is done: begun again, it goes on with the rest.

    Raises:
        CannotOpen: the key of a value is not here, or it was changed; its part is not written.
    """
    last = 0
    while rows := _reseal_after(last, sealed, by=by, at=at):
        last = rows[-1]
        yield len(rows)


@transaction.atomic
def _reseal_after(last: int, sealed: Sealed, *, by: Actor, at: datetime) -> list[int]:
    """Seal the next rows anew and return their keys; none when all are done."""
    waiting = older(sealed).filter(pk__gt=last).select_for_update()
    rows = list(waiting.order_by("pk")[:AT_ONCE])
    if not rows:
        return []
    for row in rows:
        setattr(row, sealed.column, reseal(getattr(row, sealed.column)))
    sealed.model._default_manager.bulk_update(rows, [sealed.column])
    record(
        by=by,
        at=at,
        action="identifier.reseal",
        subject_kind=sealed.model._meta.model_name or "",
        subject_id=newest_key_id(),
        payload={"from": rows[0].pk, "until": rows[-1].pk, "rows": len(rows)},
    )
    return [row.pk for row in rows]
