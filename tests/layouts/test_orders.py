"""Plans of sites ordered on a page: searched for by a job, told how far it is, stopped."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import NOW
from tests.layouts.conftest import Ground
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.layouts import work_layouts
from yiyang.layouts import facts
from yiyang.layouts.errors import LayoutEnded, TooFewCandidates
from yiyang.layouts.models import Layout, LayoutOrder
from yiyang.layouts.services import LayoutAsk, order_layout, orders, stop_layout, work_layout
from yiyang.layouts.watching import Watch
from yiyang.network.models import InstitutionKind

State = LayoutOrder.State


def _ordered(ground: Ground, **changes: Any) -> LayoutOrder:
    asked: dict[str, Any] = {
        "title": "stations", "place_id": ground.district.pk, "kind": InstitutionKind.CHS,
        "candidate_kinds": (facts.NEIGHBOURHOOD,), "aim": "NEAREST", "new": 1, "capacity": 20,
    }  # fmt: skip
    return order_layout(ask=LayoutAsk(**(asked | changes)), by=PROGRAM, at=NOW)


def _worked(order: LayoutOrder) -> LayoutOrder:
    return work_layout(order=order, by=PROGRAM, at=NOW)


@pytest.mark.parametrize("aim", ["NEAREST", "COVER", "WORST_FIRST"])
def test_an_order_is_searched_for_and_ends_with_its_plan(ground: Ground, aim: str) -> None:
    order = _ordered(ground, aim=aim)
    assert (order.state, Layout.objects.count()) == (State.QUEUED, 0)
    done = _worked(order)
    assert (done.state, done.layout, done.ended_at) == (State.DONE, Layout.objects.get(), NOW)
    assert (done.layout.aim, done.layout.capacity, done.layout.title) == (aim, 20, "stations")
    assert work_layouts(NOW) == "no plan ordered"
    told = Entry.objects.filter(subject_kind="layout_order").order_by("pk")
    assert list(told.values_list("action", flat=True)) == ["layouts.order", "layouts.found"]


def test_pressed_twice_it_is_ordered_once(ground: Ground) -> None:
    assert _ordered(ground) == _ordered(ground) != _ordered(ground, new=2)


def test_what_cannot_be_planned_is_refused_before_anything_is_ordered(ground: Ground) -> None:
    with pytest.raises(TooFewCandidates):
        _ordered(ground, new=40)
    assert not LayoutOrder.objects.exists()


def test_a_search_that_is_stopped_meanwhile_keeps_nothing(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = _ordered(ground)
    monkeypatch.setattr(orders, "BETWEEN", 0.0)
    looked: list[bool] = []

    class Hurried(orders._Watched):
        def go_on(self) -> bool:
            if len(looked) == 2:
                stop_layout(order=order, by=PROGRAM, at=NOW)
            looked.append(super().go_on())
            return looked[-1]

    monkeypatch.setattr(orders, "_Watched", Hurried)
    ended = _worked(order)
    assert looked == [True, True, False], "it leaves off when it next looks"
    assert (ended.state, ended.fault, ended.layout) == (State.STOPPED, "", None)
    assert ended.better > 0 and not Layout.objects.exists()
    with pytest.raises(LayoutEnded):
        stop_layout(order=order, by=PROGRAM, at=NOW)


def test_a_search_on_which_another_process_works_is_left_to_it(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = _ordered(ground)
    monkeypatch.setattr(orders, "_alone", _Taken)
    assert (_worked(order).state, order.begun_at) == (State.QUEUED, None)


class _Taken:
    def __init__(self, _: int) -> None: ...

    def __enter__(self) -> bool:
        return False

    def __exit__(self, *_: object) -> None: ...


def test_a_fault_of_the_program_gives_the_order_up(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = _ordered(ground)

    def broken(_: LayoutAsk, __: object, ___: Watch) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(orders, "search", broken)
    with pytest.raises(ZeroDivisionError):
        work_layouts(NOW)
    order.refresh_from_db()
    assert (order.state, order.fault) == (State.FAILED, "ZeroDivisionError")
    assert work_layouts(NOW) == "no plan ordered"
