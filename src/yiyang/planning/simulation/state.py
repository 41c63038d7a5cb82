"""What the kernel reads and writes: tables in one array of whole numbers and one of reals.

A compiled call costs by what it is given; two arrays and the places of the tables in the first
one make it cheap.

Kinds are numbered as ``rules.placement.terms.Kind``; a pool is the beds of one kind of one
institution.  Times are days.  The columns of ``people`` and of ``numbers`` are named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from yiyang.analytics.compiled import compiled

HOME_CARE, INSTITUTION, HOME_MEDICAL, HOSPITAL, PALLIATIVE_BED, HOME_PALLIATIVE, NOWHERE = range(7)
KINDS = 6
GREEN, YELLOW, ORANGE, RED = range(4)
LEFT, DIED = 9, 10  # outcomes after the nine triggers
OUTCOMES = 11
LEVELS = 5
NONE = -1

# people: whole numbers of one person
(
    SERIAL,
    PLACE,
    LEVEL,
    ALONE,
    PALLIATIVE,
    HOME,
    PREFERRED,
    CARE,
    MEDICAL,
    KEPT,
    HELD,
    STAGE,
    STEP,
    TRIES,
    TRIGGER,
    COLOUR,
    WANTED,
    ROW,
    GROUP,
    RANK,
    IN_LIST,
    STAY_MARK,
    HOLD_MARK,
    KEEP_MARK,
    WAIT_MARK,
    BLOCKED,
    ALIVE,
) = range(27)
PERSON_COLUMNS = 27
ASKED, CAME = 0, 1  # times of one person

# counted: whole numbers by kind and queue class
(
    C_ASKED,
    C_ADMITTED,
    C_WAITED,
    C_GAVE_UP,
    C_DIED_WAITING,
    C_EXPIRED,
    C_REFUSED,
    C_OUTSIDE,
) = range(8)
COUNTED = 8
S_WAIT, S_WAIT2, S_BLOCKED = range(3)
SUMMED = 3
OCCUPIED, IS_HELD, IS_KEPT = range(3)  # rows of ``used``
WAIT_DAYS = 121  # waits in whole days, the last one for all that are longer

# lines of a trace: of what happened to whom, in the order of ``tracing.WHAT``
T_ARRIVED, T_ADMITTED, T_LEFT, T_DIED, T_GAVE_UP, T_KEPT, T_RETURNED, T_UNKEPT = range(8)
T_PRESENT, T_ASKED, T_REFUSED, T_HELD, T_EXPIRED, T_STAYED, T_WENT = range(8, 15)

# tables: where each begins, and how wide its rows are
(
    A_SOURCE_KEY,
    A_SOURCE_RATE,
    A_SOURCE_SPAN,
    A_SOURCE_WAVE,
    A_SOURCE_PLACE,
    A_SOURCE_TRIGGER,
    A_SOURCE_LEVELS,
    A_SOURCE_COLOURS,
    A_POOL_KIND,
    A_POOL_SIGNATURE,
    A_POOL_START,
    A_POOL_KEY,
    A_POOL_PLACE,
    A_CHANGE_DAY,
    A_CHANGE_POOL,
    A_CHANGE_CAPACITY,
    A_OPENS,
    A_RANKS,
    A_CLASSES,
    A_ROW_OF,
    A_ROW_START,
    A_ROW_POOL,
    A_ROW_TIE,
    A_ROW_GROUP,
    A_POOL_GROUP_START,
    A_POOL_GROUP,
    A_STAY_FORM,
    A_STAY_MEAN,
    A_STAY_SPREAD,
    A_OUTCOME,
    A_COLOUR,
    A_SHARES,
    A_DELAY,
    A_HOLD_LIMIT,
    A_KEEP,
    A_KEPT_MOVES,
    A_PATIENCE,
    A_DYING,
    A_REFUSAL,
    A_RATES,
    A_TIMES,
    A_EVENTS,
    A_AGENDA,
    A_PEOPLE,
    A_KEYS,
    A_MOMENTS,
    A_LINKS,
    A_SLOTS,
    A_WAITING,
    A_ROOTS,
    A_USED,
    A_CAPACITY,
    A_TRIED,
    A_FREED,
    A_ASIDE,
    A_SOURCE_COUNT,
    A_COUNTED,
    A_SUMMED,
    A_PLACE_COUNTED,
    A_PLACE_SUMMED,
    A_WAIT_DAYS,
    A_FLOWS,
    A_AREA,
    A_AREA2,
    A_TOUCHED,
    A_DAILY,
    A_DAILY_WAITING,
    A_ENDED,
    A_TRACE,
    A_TRACE_TIMES,
) = range(0, 140, 2)

# single numbers, behind the places of the tables
(
    N_FREE_SLOTS,
    N_SERIAL,
    N_WAITING,
    N_FREED,
    N_EPOCH,
    N_EVENTS,
    N_TRACE,
    N_CHANGE,
    N_OVERFLOW,
    N_IN,
    N_SOURCES,
    N_POOLS,
    N_CHANGES,
    N_SIGNATURES,
    N_WIDTH,
    N_ACCUMULATES,
    N_BATCH_DAYS,
    N_DAYS,
    N_PLACES,
    N_EVENT_ROOM,
    N_FREED_ROOM,
    N_ASIDE_ROOM,
    N_TRACE_ROOM,
    N_WARM_UP,
) = range(140, 164)
HEAD = 164

TABLES = (
    "source_key",
    "source_rate",
    "source_span",
    "source_wave",
    "source_place",
    "source_trigger",
    "source_levels",
    "source_colours",
    "pool_kind",
    "pool_signature",
    "pool_start",
    "pool_key",
    "pool_place",
    "change_day",
    "change_pool",
    "change_capacity",
    "opens",
    "ranks",
    "classes",
    "row_of",
    "row_start",
    "row_pool",
    "row_tie",
    "row_group",
    "pool_group_start",
    "pool_group",
    "stay_form",
    "stay_mean",
    "stay_spread",
    "outcome",
    "colour",
    "shares",
    "delay",
    "hold_limit",
    "keep",
    "kept_moves",
    "patience",
    "dying",
    "refusal",
    "rates",
    "times",
    "events",
    "agenda",
    "people",
    "keys",
    "moments",
    "links",
    "slots",
    "waiting",
    "roots",
    "used",
    "capacity",
    "tried",
    "freed",
    "aside",
    "source_count",
    "counted",
    "summed",
    "place_counted",
    "place_summed",
    "wait_days",
    "flows",
    "area",
    "area2",
    "touched",
    "daily",
    "daily_waiting",
    "ended",
    "trace",
    "trace_times",
)


@compiled
def of(m: Any, table: int, row: int, column: int) -> int:
    """Return where a value of a table stands."""
    return int(m[table] + row * m[table + 1] + column)


@compiled
def my(m: Any, who: int, column: int) -> int:
    """Return where a person's value stands."""
    return int(m[A_PEOPLE] + who * PERSON_COLUMNS + column)


@compiled
def by_class(m: Any, kind: int, group: int, what: int) -> int:
    """Return where a count of a kind of bed and queue class stands in its table."""
    return int((kind * m[N_WIDTH] + group) * COUNTED + what)


class Memory:
    """The two arrays of a run, and each table in them by name."""

    def __init__(self, tables: Mapping[str, Any], numbers: Mapping[int, int]) -> None:
        self.views: dict[str, Any] = {}
        real = {name for name in TABLES if tables[name].dtype == np.float64}
        size = {
            is_real: sum(tables[n].size for n in TABLES if (n in real) == is_real)
            for is_real in (False, True)
        }
        self.m = np.zeros(HEAD + size[False], np.int64)
        self.r = np.zeros(max(1, size[True]), np.float64)
        at = {False: HEAD, True: 0}
        for place, name in enumerate(TABLES):
            given, is_real = tables[name], name in real
            values = given.view(np.int64) if given.dtype == np.uint64 else given
            whole = (self.r if is_real else self.m)[at[is_real] : at[is_real] + values.size]
            whole[:] = values.ravel()
            self.views[name] = whole.reshape(values.shape)
            self.m[2 * place] = at[is_real]
            self.m[2 * place + 1] = values.shape[-1] if values.ndim > 1 else 1
            at[is_real] += values.size
        for place, number in numbers.items():
            self.m[place] = number

    def __getitem__(self, name: str) -> Any:
        return self.views[name]

    def number(self, place: int) -> int:
        """Return one of the single numbers."""
        return int(self.m[place])
