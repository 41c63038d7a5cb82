"""Counts that tell how the program fares; none is of a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from django.db import connection

from yiyang.audit.sealing import last_seal
from yiyang.audit.streams import unsealed
from yiyang.faces.streams import STREAMS
from yiyang.postbox.selectors import waiting_messages

ALIVE_SECONDS = 60  # procrastinate's workers beat every ten seconds


@dataclass(frozen=True)
class Gauge:
    """One number now, in Prometheus' terms."""

    name: str
    meaning: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


def gauges() -> Iterator[Gauge]:
    """Yield every gauge; gauges of one name stand together."""
    yield Gauge("yiyang_build", "The version that runs.", 1, {"version": version("yiyang")})
    for stream in STREAMS:
        last = last_seal(stream.name)
        rows, _ = unsealed(stream, last.until_xid if last else 0)
        labels = {"stream": stream.name}
        yield Gauge("yiyang_unsealed_rows", "Rows that no seal covers yet.", rows, labels)
    for stream in STREAMS:
        last = last_seal(stream.name)
        moment = last.sealed_at.timestamp() if last else 0
        labels = {"stream": stream.name}
        yield Gauge("yiyang_last_seal_seconds", "When the newest seal was made.", moment, labels)
    for waiting in waiting_messages():
        labels = {"destination": waiting.destination}
        yield Gauge("yiyang_postbox_waiting", "Messages not sent yet.", waiting.count, labels)
    yield Gauge("yiyang_jobs_processes", "Jobs processes alive.", jobs_processes())
    for status, count in jobs_by_status():
        yield Gauge("yiyang_jobs", "Jobs on the queue by status.", count, {"status": status})
    yield from _server()


def jobs_processes() -> int:
    """Return how many jobs processes beat within the last minute."""
    return int(
        _rows(
            "select count(*) from procrastinate_workers "
            "where last_heartbeat > now() - make_interval(secs => %s)",
            ALIVE_SECONDS,
        )[0][0]
    )


def jobs_by_status() -> list[tuple[Any, ...]]:
    """Return how many jobs the queue holds in each status."""
    return _rows("select status::text, count(*) from procrastinate_jobs group by 1 order by 1")


def _server() -> Iterator[Gauge]:
    size, connections = _rows(
        "select pg_database_size(current_database()), "
        "(select count(*) from pg_stat_activity where datname = current_database())"
    )[0]
    yield Gauge("yiyang_database_bytes", "Size of the database.", size)
    yield Gauge("yiyang_database_connections", "Connections to the database.", connections)


def _rows(sql: str, *params: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def as_prometheus(found: Iterator[Gauge]) -> str:
    """Return gauges in Prometheus' text format."""
    lines, last = [], None
    for gauge in found:
        if gauge.name != last:
            lines += [f"# HELP {gauge.name} {gauge.meaning}", f"# TYPE {gauge.name} gauge"]
            last = gauge.name
        labels = ",".join(f'{name}="{_escaped(text)}"' for name, text in gauge.labels.items())
        lines.append(f"{gauge.name}{f'{{{labels}}}' if labels else ''} {gauge.value}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
