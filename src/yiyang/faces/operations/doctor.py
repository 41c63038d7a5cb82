"""Whether a node is well: one finding per check, each with what to do about it."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from yiyang.audit.sealing import last_seal
from yiyang.audit.signing import NoSigningKey, load_signer, public_keys
from yiyang.audit.streams import unsealed
from yiyang.decisions.book import current_book
from yiyang.decisions.services import officers_in_office
from yiyang.faces.operations.gauges import jobs_by_status, jobs_processes
from yiyang.faces.streams import STREAMS
from yiyang.kernel.messages import Message
from yiyang.policy.book import PolicyError
from yiyang.policy.loader import shipped_book
from yiyang.postbox.selectors import waiting_messages
from yiyang.postgres.programs import MINIMUM_MAJOR
from yiyang.rules.calendar import CHINA

EXTENSIONS = ("btree_gist", "pg_trgm")
MOST_SKEW = timedelta(seconds=2)
LONGEST_UNSEALED = timedelta(minutes=10)
LONGEST_UNSENT = timedelta(hours=1)
LEAST_FREE = 2 * 1024**3
LITTLE_FREE = 10 * 1024**3
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class State(StrEnum):
    """How a check came out."""

    OK = "OK"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True)
class Check:
    """One finding: what was looked at, how it is, and what to do if it is not well."""

    name: str
    state: State
    said: Message
    remedy: Message | None = None


def examine(at: datetime) -> list[Check]:
    """Return every check, in order; without a database only those that need none."""
    found = [*_keys(), *_disk(), *_book(at)]
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        reason = str(fault).strip().splitlines()[0]
        down = Check("database", State.FAIL, _as_it_is(reason), Message("DOCTOR_START_DATABASE"))
        return [down, *found]
    return [*_safely(_server, at), *_safely(_work, at), *found]


def _safely(checks: Callable[[datetime], Iterator[Check]], at: datetime) -> Iterator[Check]:
    """Yield checks; a table that is not there yet is the finding of the migrations."""
    try:
        yield from checks(at)
    except DatabaseError:
        said = Message("DOCTOR_NO_TABLES")
        yield Check("tables", State.FAIL, said, Message("DOCTOR_MIGRATE"))


def _server(at: datetime) -> Iterator[Check]:
    version = connection.pg_version
    yield _check(
        "server", version // 10_000 >= MINIMUM_MAJOR, _as_it_is(f"PostgreSQL {version // 10_000}"),
        Message("DOCTOR_LATER_POSTGRESQL", {"version": MINIMUM_MAJOR}),
    )  # fmt: skip
    encoding = _one(
        "select pg_encoding_to_char(encoding) from pg_database where datname = current_database()"
    )
    yield _check("encoding", encoding == "UTF8", _as_it_is(encoding), Message("DOCTOR_ENCODING"))
    have = {row[0] for row in _rows("select name from pg_available_extensions")}
    missing = sorted(set(EXTENSIONS) - have)
    yield _check(
        "extensions", not missing, _as_it_is(", ".join(missing or EXTENSIONS)),
        Message("DOCTOR_CONTRIB"),
    )  # fmt: skip
    if "pg_trgm" in {row[0] for row in _rows("select extname from pg_extension")}:
        size = _one("select cardinality(show_trgm('张桂英'))")
        yield _check(
            "chinese search", size > 0, Message("DOCTOR_TRIGRAMS", {"n": size}),
            Message("DOCTOR_LOCALE"),
        )  # fmt: skip
    yield _clock()
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    said = Message("DOCTOR_TO_APPLY", {"n": pending})
    yield _check("migrations", not pending, said, Message("DOCTOR_MIGRATE"))


def _clock() -> Check:
    before = datetime.now().astimezone()
    theirs = _one("select clock_timestamp()")
    after = datetime.now().astimezone()
    skew = max(before - theirs, theirs - after, timedelta(0))
    said = Message("DOCTOR_SKEW", {"seconds": f"{skew.total_seconds():.1f}"})
    return _check("clocks", skew <= MOST_SKEW, said, Message("DOCTOR_TIME"))


def _work(at: datetime) -> Iterator[Check]:
    held = officers_in_office(at)
    said = Message("DOCTOR_OFFICERS", {"n": sum(map(bool, held.values())), "of": len(held)})
    yield _check("officers", all(held.values()), said, Message("DOCTOR_INVITE"), State.WARN)
    yield _values(at)
    alive = jobs_processes()
    said = Message("DOCTOR_ALIVE", {"n": alive})
    yield _check("jobs", alive > 0, said, Message("DOCTOR_SERVE"), State.WARN)
    failed = dict(jobs_by_status()).get("failed", 0)
    said = Message("DOCTOR_FAILED", {"n": failed})
    yield _check("failed jobs", not failed, said, Message("DOCTOR_LOG"), State.WARN)
    for stream in STREAMS:
        yield _sealing(stream.name, at)
    late = [w for w in waiting_messages() if at - w.oldest_at > LONGEST_UNSENT]
    waiting = ", ".join(f"{w.destination} {w.count}" for w in late)
    said = Message("DOCTOR_WAITING", {"waiting": waiting}) if late else Message("DOCTOR_NO_WAITING")
    yield _check("postbox", not late, said, Message("DOCTOR_POSTBOX"), State.WARN)


def _values(at: datetime) -> Check:
    """Tell of how many values the node's place has none: whether it needs them is its choice."""
    without = current_book().missing(at.astimezone(CHINA).date(), settings.PLACE)
    said = Message("DOCTOR_VALUES", {"n": len(without), "place": settings.PLACE})
    return Check("policy values", State.OK, said)


def _sealing(name: str, at: datetime) -> Check:
    stream = next(stream for stream in STREAMS if stream.name == name)
    last = last_seal(name)
    rows, _ = unsealed(stream, last.until_xid if last else 0)
    late = bool(rows) and (last is None or at - last.sealed_at > LONGEST_UNSEALED)
    said = Message("DOCTOR_UNSEALED", {"n": rows})
    if last:
        at_last = f"{last.sealed_at:%Y-%m-%d %H:%M} UTC"
        said = Message("DOCTOR_UNSEALED_SINCE", {"n": rows, "at": at_last})
    return _check(f"sealing {name}", not late, said, Message("DOCTOR_SEALS"), State.WARN)


def _keys() -> Iterator[Check]:
    try:
        signer = load_signer(settings.KEY_DIR)
        known = signer.key_id in public_keys(settings.KEY_DIR)
        yield _check(
            "signing key",
            known,
            _as_it_is(signer.key_id),
            Message("DOCTOR_PUBLIC_KEY"),
        )
    except NoSigningKey as fault:
        yield Check("signing key", State.FAIL, _as_it_is(str(fault)), Message("DOCTOR_MIGRATE"))
    folder = Path(settings.KEY_DIR)
    wide = [p.name for p in [folder, *folder.glob("*")] if p.exists() and _is_open(p)]
    said = _as_it_is(", ".join(wide)) if wide else Message("DOCTOR_CLOSED")
    remedy = Message("DOCTOR_CLOSE_KEYS", {"folder": str(folder)})
    yield _check("key permissions", not wide, said, remedy)


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & OPEN_TO_OTHERS)


def _disk() -> Iterator[Check]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    state = State.FAIL if free < LEAST_FREE else State.WARN if free < LITTLE_FREE else State.OK
    yield Check(
        "disk",
        state,
        Message("DOCTOR_FREE", {"room": f"{free / 1024**3:.1f} GiB"}),
        None if state is State.OK else Message("DOCTOR_ROOM"),
    )


def _book(at: datetime) -> Iterator[Check]:
    try:
        book = shipped_book()
    except (PolicyError, OSError, ValueError) as fault:
        yield Check("policy book", State.FAIL, _as_it_is(str(fault)), Message("DOCTOR_POLICY"))
        return
    said = Message("DOCTOR_BOOK", {"n": len(book.lines), "digest": book.digest[:12]})
    yield Check("policy book", State.OK, said)


def _as_it_is(words: str) -> Message:
    """Return what has no language, or is said by another program."""
    return Message("DOCTOR_SAID", {"words": words})


def _check(name: str, well: bool, said: Message, remedy: Message, bad: State = State.FAIL) -> Check:
    return Check(name, State.OK, said) if well else Check(name, bad, said, remedy)


def _one(sql: str) -> Any:
    return _rows(sql)[0][0]


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
