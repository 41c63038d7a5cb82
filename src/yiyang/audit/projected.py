"""What of the rows is shown in another form too, and how a service says that a row has changed.

A package registers a ``Projector`` for each kind of row that appears elsewhere; a service that
changed such a row calls ``changed``.  At the end of the service's transaction all changed rows
are handed to the one keeper (the record, which stores them as FHIR).  The keeper stands above
the packages that know nothing of it (docs/decisions/210).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from yiyang.audit.together import write_later

Row = Mapping[str, Any]
Make = Callable[[Row], list[dict[str, Any]]]


@dataclass(frozen=True)
class Projector:
    """How rows of one kind are shown.

    ``statement`` gives ``key``, ``person`` (whose record it belongs to, or null) and everything
    else that ``make`` needs, for the rows whose key is in ``%(kind)s``, in UTC; ``make`` gives
    the resources by type (at most one of each of ``types``), or none where a row is not shown.
    """

    kind: str
    table: str
    types: tuple[str, ...]
    statement: str
    make: Make
    where: str = "true"  # which rows of the table can be shown at all


@dataclass(frozen=True)
class Change:
    """A row that was changed at a moment; its kind as its projector has it."""

    kind: str
    key: int
    at: datetime


def made_from(facts: type[Any], *makers: Callable[[Any], dict[str, Any]]) -> Make:
    """Return how a row becomes resources where its columns are the facts; lists as tuples."""
    names = tuple(field.name for field in fields(facts))

    def make(row: Row) -> list[dict[str, Any]]:
        values = {name: row[name] for name in names}
        known = facts(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
        return [maker(known) for maker in makers]

    return make


Standing = Callable[[], list[tuple[str, dict[str, Any]]]]
Keeper = Callable[[Sequence[Change]], None]
_projectors: dict[str, Projector] = {}
_standing: dict[str, Standing] = {}
_keepers: list[Keeper] = []
_followers: dict[str, list[Callable[[Change], None]]] = {}


def register(projector: Projector) -> Projector:
    """Keep how rows of one kind are shown."""
    _projectors[projector.kind] = projector
    return projector


def register_standing(name: str, make: Standing) -> None:
    """Keep what is shown of content that is no row: ``(id, resource)`` of each."""
    _standing[name] = make


def standing() -> Mapping[str, Standing]:
    """Return what makes the resources of content that is no row, by name."""
    return _standing


def projectors() -> Mapping[str, Projector]:
    """Return every projector by its kind."""
    return _projectors


def keep_with(keeper: Keeper) -> None:
    """Name who stores what changed; once, as the program starts."""
    _keepers[:] = [keeper]


def follow(kind: str, follower: Callable[[Change], None]) -> None:
    """Tell ``follower`` of each row of a kind that changed, once it is shown as it now is.

    It is called inside the transaction of the change: what it raises undoes that too.
    """
    _followers.setdefault(kind, []).append(follower)


def changed(at: datetime, **rows: int | Iterable[int] | None) -> None:
    """Say that rows were made, changed or taken away: ``changed(at, bed=12, claim=[3, 4])``.

    They are read again at the end of the service's transaction, so any number of changes of one
    row are shown once.  Call it after the change: outside ``one_transaction`` it is read now.
    """
    changes = [
        Change(kind, key, at)
        for kind, keys in rows.items()
        for key in ((keys,) if isinstance(keys, int) else keys or ())
    ]
    if changes:
        write_later(_hand_over, changes)


def _hand_over(changes: list[list[Change]]) -> None:
    every = [change for some in changes for change in some]
    for keeper in _keepers:
        keeper(every)
    for change in {(one.kind, one.key): one for one in every}.values():
        for follower in _followers.get(change.kind, ()):
            follower(change)
