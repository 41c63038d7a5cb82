"""Periods are half-open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.kernel.span import Span

START = datetime(2026, 3, 2, tzinfo=UTC)


def _at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    since = draw(st.integers(0, 30))
    length = draw(st.none() | st.integers(1, 30))
    return Span(_at(since), None if length is None else _at(since + length))


def test_the_first_moment_is_in_and_the_last_is_out() -> None:
    span = Span(_at(0), _at(10))
    assert span.holds(_at(0)) and span.holds(_at(9))
    assert not span.holds(_at(10)) and not span.holds(_at(-1))


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(_at(0), _at(10)).overlaps(Span(_at(10), _at(20)))
    assert not Span(_at(10)).overlaps(Span(_at(0), _at(10)))


@given(spans(), spans())
def test_overlapping_means_sharing_a_moment(a: Span, b: Span) -> None:
    shared = any(a.holds(_at(m)) and b.holds(_at(m)) for m in range(62))
    assert a.overlaps(b) == b.overlaps(a) == shared


@pytest.mark.parametrize("length", [0, -1])
def test_a_span_without_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="ends after"):
        Span(_at(0), _at(length))
