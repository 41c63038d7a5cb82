"""Hold a bed, admit, leave: the statements against a bare floor, and over HTTP against them.

``YIYANG_BENCH=full`` takes at least ten pairs of everything and goes up to 64 clients.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from django.conf import settings

from bench.parts import district, transfers, web
from bench.parts.holding import PEOPLE_EACH, floor_script, real_script
from bench.parts.pgbench import PgBench
from bench.parts.replay import claims_script, services_script
from yiyang.faces.operations.benching import Ratio, in_turn
from yiyang.postgres import EmbeddedServer

FULL = os.environ.get("YIYANG_BENCH") == "full"
PAIRS = 10 if FULL else 3
SECONDS = 3 if FULL else 2
CLIENTS = (1, 4, 16, 64)
INSTITUTIONS = 200
SMALL, LARGE = 10_000, 1_000_000
HOT = 2  # the institution that everybody wants in the measurement of one hot place
HOT_CLIENTS = 4
HTTP_CLIENTS = (16, 64)
MANY = 16
TRANSFERS = 40_000 if FULL else 16_000
NO_FALL = 0.95  # 1 within what a machine of two cores can tell
SQL = "the claims' statements by pgbench"
SAME = "the same SQL by pgbench"
NOBODY = 39_999  # a person whom no client moves, nor the one before
EACH = 20  # transfers of one client of pgbench in one run


def ratios() -> list[Ratio]:
    """Return all ratios of holding and admitting; prints what it does."""
    server = EmbeddedServer(settings.DATA_DIR)
    with server.in_use(), district.databases(), _folder() as folder:
        bench = PgBench(server, folder)
        _say(f"filling {SMALL:,} and {LARGE:,} beds")
        district.make_empty("bench_empty")
        district.make("bench_small", beds=SMALL, institutions=INSTITUTIONS, like="bench_empty")
        district.make("bench_large", beds=LARGE, institutions=INSTITUTIONS, like="bench_empty")
        found = [*_statements(bench), *_over_http(bench, server)]
        doubles = sum(map(district.double_bookings, ("bench_small", "bench_large")))
        _say(f"double bookings: {doubles}")
        found.append(
            Ratio("no double booking after all of it", "1 = none", (float(doubles == 0),), 1.0)
        )
        return found


def _statements(bench: PgBench) -> Iterator[Ratio]:
    for clients in CLIENTS:
        real = _run(bench, "bench_small", real_script(), clients)
        floor = _run(bench, "bench_small", floor_script(), clients)
        yield _ratio(f"hold, admit, leave: {clients} clients", "writes alone", real, floor, 0.30)
    small = _run(bench, "bench_small", real_script(), HOT_CLIENTS)
    large = _run(bench, "bench_large", real_script(), HOT_CLIENTS)
    yield _ratio(f"{LARGE:,} beds", f"{SMALL:,} beds", large, small, 0.75)
    hot = _run(bench, "bench_small", real_script(hot=HOT), HOT_CLIENTS)
    yield _ratio("everybody wants one institution", "any institution", hot, small, 0.85)


def _over_http(bench: PgBench, server: EmbeddedServer) -> Iterator[Ratio]:
    _say(f"preparing {TRANSFERS:,} transfers")
    district.use("bench_small")
    ready = iter(transfers.prepare(TRANSFERS, INSTITUTIONS))
    same, script = _Same(bench, TRANSFERS), claims_script(NOBODY, INSTITUTIONS)

    def own(clients: int) -> Callable[[], float]:
        return _run(bench, "bench_small", script, clients)

    with web.served("bench.parts.app.application", server, "bench_small") as port:
        for name, act in (("claims", _by_claims), ("services", _by_services(ready))):
            what = f"beds.{name} over HTTP, two workers"
            over_http = {n: _web(port, act, n) for n in HTTP_CLIENTS}
            for clients, measured in over_http.items():
                measured()  # the workers are warm
                base = _run(bench, "bench_small", real_script(), clients)
                yield _ratio(f"{what}: {clients} clients", SQL, measured, base, 0.20)
                played = same.by(clients) if name == "services" else own(clients)
                yield _ratio(f"{what}: {clients} clients", SAME, measured, played, 0.20)
            few, many = over_http.values()
            yield _ratio(f"{what}: 64 clients", "16 clients", many, few, NO_FALL)


class _Same:
    """What the services said for one transfer, played by pgbench for others: the last first."""

    def __init__(self, bench: PgBench, last: int) -> None:
        self.bench, self.last = bench, last - 2 * INSTITUTIONS - 1  # what the recording took
        self.script = services_script(last, 1 + (last - 1) % INSTITUTIONS)

    def by(self, clients: int) -> Callable[[], float]:
        """Return a run by so many clients, each time on transfers that nobody has moved yet."""

        def run() -> float:
            given = {"first": self.last, "each": EACH, "n": 0, "institutions": INSTITUTIONS}
            self.last -= clients * EACH
            script, times = self.script, EACH
            return self.bench.rate(
                "bench_small", script, clients=clients, transactions=times, variables=given
            )

        return run


def _web(
    port: int, act: Callable[[web.Connection, int], Awaitable[None]], clients: int
) -> Callable[[], float]:
    return lambda: web.rate(port, act, clients=clients, seconds=SECONDS)[0]


def _run(bench: PgBench, database: str, script: str, clients: int) -> Callable[[], float]:
    given = {"institutions": INSTITUTIONS, "beds": SMALL}
    seconds = SECONDS * (2 if clients > MANY else 1)  # many clients need time to get going
    return lambda: bench.rate(database, script, clients=clients, seconds=seconds, variables=given)


def _ratio(
    what: str,
    against: str,
    measured: Callable[[], float],
    base: Callable[[], float],
    target: float,
) -> Ratio:
    speeds: list[tuple[str, float]] = []

    def noted(name: str, run: Callable[[], float]) -> Callable[[], float]:
        def again() -> float:
            speed = run()
            speeds.append((name, speed))
            return speed

        return again

    ratio = Ratio(
        what, against, in_turn(noted("ours", measured), noted("base", base), PAIRS), target
    )
    middle = {n: median(s for name, s in speeds if name == n) for n in ("ours", "base")}
    _say(f"{what}: {middle['ours']:,.0f}/s, {against}: {middle['base']:,.0f}/s: {ratio.median:.2f}")
    return ratio


async def _by_claims(connection: web.Connection, client: int) -> None:
    person = client * PEOPLE_EACH + random.randint(1, PEOPLE_EACH)
    wanted = f"person={person}&institution={random.randint(1, INSTITUTIONS)}"
    held = await connection.ask(f"/claims/hold?{wanted}")
    await _end(connection, "/claims/admit", person, held["claim"])
    await _end(connection, "/claims/leave", person, held["claim"])


def _by_services(
    ready: Iterator[tuple[int, int]],
) -> Callable[[web.Connection, int], Awaitable[None]]:
    async def act(connection: web.Connection, client: int) -> None:
        transfer, institution = next(ready)
        wanted = f"transfer={transfer}&institution={institution}"
        await connection.ask(f"/services/hold?{wanted}")
        held = await connection.ask(f"/services/admit?{wanted}")
        await _end(connection, "/claims/leave", transfer, held["claim"])

    return act


async def _end(connection: web.Connection, path: str, person: int, claim: int) -> None:
    await connection.ask(f"{path}?person={person}&claim={claim}")


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="yiyang-pgbench-") as folder:
        yield Path(folder)


def _say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)
