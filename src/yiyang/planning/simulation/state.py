"""What the kernel reads and writes: tables in one array of whole numbers and one of reals.

A compiled call costs by what it is given; two arrays and the places of the tables in the first
one make it cheap.  Whole numbers have 32 bits, so that more people fit into the processor's own
memory; a key of 64 bits takes two of them, the lower half first.

Kinds are numbered as ``rules.placement.terms.Kind``; a pool is the beds of one kind of one
institution.  Times are days.  The columns of ``people`` and of ``numbers`` are named here.
"""

from __future__ import annotations

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
    KEY,
    _UPPER_HALF,
    LINK_LEFT,
    LINK_RIGHT,
    LINK_ABOVE,
) = range(32)
PERSON_COLUMNS = 32

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
    A_PARTS,
    A_PEOPLE,
    A_ASKED,
    A_SLOTS,
    A_WAITING,
    A_KINDS_WAITING,
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
) = range(0, 138, 2)

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
    N_PEOPLE_ROOM,
    N_SLOTS,
    N_END,
    N_PARTS_A_DAY,
    N_PART,
    N_FIRST,
    N_FREE_EVENT,
    N_EVENT_SLOTS,
) = range(138, 169)
HEAD = 169


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


@compiled
def wide(m: Any, at: int) -> Any:
    """Return the number of 64 bits whose halves stand at a place and behind it."""
    return np.uint64(np.uint32(m[at])) | np.uint64(np.uint32(m[at + 1])) << np.uint64(32)


@compiled
def put_wide(m: Any, at: int, key: Any) -> None:
    """Write a number of 64 bits as two halves."""
    m[at], m[at + 1] = np.int32(np.uint32(key)), np.int32(np.uint32(key >> np.uint64(32)))
