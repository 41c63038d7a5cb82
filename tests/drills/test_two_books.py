"""Two provinces treat each other's insured for months: at the end both books are equal.

Two programs on two databases, joined by HTTP.  On the way messages and answers are lost, come
twice, come late and overtake each other, and either side is killed as by a power cut.  One month
and one kill by default; more of all by ``make drills`` (``YIYANG_DRILLS=full``).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.drills.program import data_directory, free_port
from tests.drills.two import (
    DEAF,
    DOWN,
    KILL_ASKED,
    KILL_ASKER,
    KILL_DONE,
    LATE,
    TWICE,
    UP,
    Hand,
    Link,
    Node,
    kill_all,
    until_awake,
)

FULL = os.environ.get("YIYANG_DRILLS") == "full"
MONTHS, PEOPLE = (3, 12) if FULL else (1, 4)
KILLS = [KILL_ASKED, KILL_DONE, KILL_ASKER] if FULL else [KILL_ASKED]
HARMLESS = [UP, UP, UP, DOWN, DEAF, TWICE, LATE]
DAYS = (8, 17, 25)  # of each month on which people leave the hospital
BEGIN = datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROUNDS = 200


class Side(Node):
    """One of the two: its program, its hand, and the link by which the other comes to it."""

    def __init__(self, data: Path, code: str, clock: Path) -> None:
        path = f"{Path(__file__).parent / 'clock'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
        super().__init__(data, code, PYTHONPATH=path, DRILL_CLOCK=str(clock))
        self.link = Link(self.port)
        self.serving: subprocess.Popen[str] | None = None
        self.hand: Hand | None = None
        self.was_killed = False
        self.falling = Lock()  # a link kills from a thread of its own

    def begin(self) -> None:
        """Start the program, on another port each time: the killed one may still hold the last."""
        self.port = self.link.behind = free_port()
        self.serving = self.serve()
        until_awake(self, self.serving)
        self.hand = Hand(self, "tests.drills.settling")
        self.was_killed = False

    def kill(self) -> None:
        """Let the power fail."""
        assert self.serving is not None and self.hand is not None
        with self.falling:
            self.was_killed = True
            kill_all(self.data, (self.serving, self.hand.process))
            self.serving.wait()

    def is_dead(self) -> bool:
        with self.falling:
            return self.was_killed

    def tell(self, part: str, **words: Any) -> Any:
        assert self.hand is not None
        return self.hand.tell(part, **words)

    def end(self) -> None:
        if self.hand is not None:
            self.hand.close()
        if self.serving is not None and self.serving.poll() is None:
            self.serving.terminate()
            self.serving.communicate(timeout=60)
        self.link.server.shutdown()


class Two:
    """Both sides, their common clock, and what is still to happen to their messages."""

    def __init__(self, sides: list[Side], clock: Path) -> None:
        self.sides, self.clock = sides, clock
        self.chance = Random("two provinces")
        self.sources = count(1)
        self.killed = 0
        for one, other in (sides, sides[::-1]):  # a link leads to the side that it belongs to
            one.link.kill = {KILL_ASKED: one.kill, KILL_DONE: one.kill, KILL_ASKER: other.kill}

    def meet(self, people: int) -> None:
        """Let each register the other with its keys, as two operators do."""
        keys = [side.tell("keys") for side in self.sides]
        called = []
        for side, other, theirs in zip(self.sides, self.sides[::-1], keys[::-1], strict=True):
            words = {"code": other.code, "address": other.link.address, "their_keys": theirs}
            called.append(side.tell("meet", **words))
        for side, name in zip(self.sides, called[::-1], strict=True):
            side.tell("settle_down", called=name, people=people)

    def go_to(self, moment: datetime) -> None:
        self.clock.write_text(moment.isoformat())

    def deliver(self, kill: str = "") -> None:
        """Deliver until nothing waits anywhere; whoever was killed is started again."""
        struck = self.chance.choice(self.sides) if kill else None
        for side in self.sides:
            fates = self.chance.choices(HARMLESS, k=6)
            if side is struck:
                fates.insert(self.chance.randrange(4), kill)
            side.link.fates.extend(fates)
        for _ in range(ROUNDS):
            told = [side.tell("deliver") for side in self.sides]
            dead = [side for side in self.sides if side.is_dead()]
            for side in dead:
                self.killed += 1
                side.begin()
            if not dead and all(one is not None and one["waiting"] == 0 for one in told):
                return
        pytest.fail(f"something still waits: {told}")

    def treat(self, number: int) -> None:
        """Let a patient of each side be settled; of every four one is taken back, in some way."""
        for side in self.sides:
            source = f"S{next(self.sources):04}"
            named = side.tell("treat", number=number, source=source)
            side.tell("ask", number=named, service="ask_preview")
            side.tell("ask", number=named, service="ask_settle")
            if number % 4 == 1:  # taken back before anybody has answered, and that comes first
                side.tell("ask", number=named, service="ask_reverse")
                side.tell("overtake")
            if number % 4 == 2:
                self.back.append((side, named))

    def month(self, first: datetime) -> None:
        """Treat, take back, compare each day the next morning, and clear the month."""
        self.back: list[tuple[Side, str]] = []
        for turn, day in enumerate(DAYS):
            self.go_to(first.replace(day=day))
            for number in range(turn, PEOPLE, len(DAYS)):
                self.treat(number)
            self.deliver(KILLS[turn] if turn < len(KILLS) else "")
            back, self.back = self.back, []
            for side, named in back:
                side.tell("ask", number=named, service="ask_reverse")
            for later in (1, 2):  # what differs is mended, and the next morning it is closed
                self.go_to(first.replace(day=day + later))
                self.compare()
        late = [side.tell("treat", number=PEOPLE - 1, source=f"S{next(self.sources):04}")
                for side in self.sides]  # fmt: skip
        for side, named in zip(self.sides, late, strict=True):
            side.tell("ask", number=named, service="ask_settle")
        self.deliver()
        after = (first + timedelta(days=31)).replace(day=3)
        self.go_to(after)
        for side, named in zip(self.sides, late, strict=True):  # in the month after its own
            side.tell("ask", number=named, service="ask_reverse")
        self.deliver()
        self.clear(first)

    def compare(self) -> None:
        """Do what the job of each morning does."""
        for side in self.sides:
            side.tell("compare")
        self.deliver()

    def clear(self, first: datetime) -> None:
        for side in self.sides:
            side.tell("clear", month=first.date().replace(day=1).isoformat())
        self.deliver()
        for side in self.sides:
            side.tell("prepay")
        self.deliver()


@contextmanager
def two_provinces(folder: Path) -> Iterator[Two]:
    clock = folder / "clock"
    clock.write_text(BEGIN.isoformat())
    with data_directory() as first, data_directory() as second:
        sides = [Side(first, "310106", clock), Side(second, "330100", clock)]
        try:
            with ThreadPoolExecutor() as both:
                list(both.map(Side.begin, sides))
            yield Two(sides, clock)
        finally:
            for side in sides:
                side.end()


def total(accounts: dict[str, int], *kinds: str) -> int:
    return sum(fen for code, fen in accounts.items() if code.partition(":")[0] in kinds)


def settled(lines: list[list[str]]) -> list[list[str]]:
    """Return the lines that ever moved money: a number taken back first has no sum at home."""
    return [line for line in lines if line[2] != "None"]


def standing(lines: list[list[str]]) -> list[list[str]]:
    return [line for line in settled(lines) if line[3] == "None"]


def assert_equal(one: dict[str, Any], other: dict[str, Any], codes: tuple[str, str]) -> None:
    """The book of care given at ``one`` says what the book of the insured at ``other`` says."""
    here, there = codes
    assert settled(one["lines"]["PLACE"]) == settled(other["lines"]["HOME"])
    assert one["months"]["PLACE"] == other["months"]["HOME"]
    assert one["ahead"]["PLACE"] == other["ahead"]["HOME"]
    a, b = one["accounts"], other["accounts"]
    assert a[f"OWED_BY:{there}"] == -b[f"OWED_TO:{here}"]
    assert a[f"PREPAID_BY:{there}"] == -b[f"PREPAID_TO:{here}"]
    stand = standing(one["lines"]["PLACE"])
    whole, fund, account, cash = (sum(int(line[n]) for line in stand) for n in (4, 5, 6, 7))
    assert whole == fund + account + cash > 0
    assert total(a, "INSTITUTION") == whole and total(a, "PERSON", "PERSONS") == -cash
    assert total(b, "PAYER") == -fund and total(b, "SAVINGS") == -account


@pytest.mark.drill
@pytest.mark.slow
def test_two_provinces_clear_with_equal_books(tmp_path: Path) -> None:
    with two_provinces(tmp_path) as two:
        two.meet(PEOPLE)
        for side in two.sides:
            assert side.tell("prepay") > 0
        two.deliver()
        first = BEGIN
        for _ in range(MONTHS):
            two.month(first)
            first = (first + timedelta(days=31)).replace(day=5)
        two.go_to((first + timedelta(days=31)).replace(day=3))
        two.clear(first)  # what was taken back after its month
        met = {fate for side in two.sides for fate in side.link.met}
        assert met >= {*HARMLESS, *KILLS} and two.killed == MONTHS * len(KILLS)
        here, there = two.sides
        one, other = here.tell("books"), there.tell("books")
    assert_equal(one, other, (here.code, there.code))
    assert_equal(other, one, (there.code, here.code))
    for book in (one, other):
        assert sum(book["accounts"].values()) == 0
        assert (book["open"], book["unanswered"]) == ([], 0)
        assert {line[1] for line in book["lines"]["PLACE"]} == {"SETTLED", "REVERSED"}
        assert {month[2] for month in book["months"]["PLACE"]} == {"CLEARED"}
        assert total(book["accounts"], "OWED_BY", "OWED_TO") == 0  # all is cleared
    a, b = one["accounts"], other["accounts"]
    assert a[f"TREASURY:{there.code}"] == -b[f"TREASURY:{here.code}"]
