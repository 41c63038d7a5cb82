"""The places on a family doctor's panel: a guarded counter that two hands cannot overfill."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from yiyang.agreements.models import Panel
from yiyang.kernel.errors import Refused


class PanelFull(Refused):
    """The doctor answers for as many people as one doctor may."""

    code = "PANEL_IS_FULL"


def lock_panels(practitioner_ids: Iterable[int], limit: int) -> None:
    """Hold the panels of some doctors to the end of the transaction, always in one order.

    A doctor who signs for the first time gets a panel of ``limit`` places.
    """
    wanted = sorted(set(practitioner_ids))
    Panel.objects.bulk_create(
        [Panel(practitioner_id=key, most=limit) for key in wanted], ignore_conflicts=True
    )
    held = Panel.objects.select_for_update().filter(practitioner__in=wanted)
    list(held.order_by("practitioner_id").values_list("pk", flat=True))


def take_places(practitioner_id: int, count: int, limit: int) -> None:
    """Take places on a panel that may have ``limit``.

    Raises:
        PanelFull: there are not as many; nothing has been written.
    """
    if not count:
        return
    room = Panel.objects.filter(practitioner=practitioner_id, signed__lte=limit - count)
    if not room.update(signed=F("signed") + count, most=limit):
        raise PanelFull(limit=limit)


def free_places(practitioner_id: int, count: int) -> None:
    """Give places on a panel back."""
    if count:
        Panel.objects.filter(practitioner=practitioner_id).update(signed=F("signed") - count)
