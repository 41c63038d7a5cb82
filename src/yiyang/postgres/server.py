"""The embedded PostgreSQL: made, started, shared and stopped by the program itself.

One data directory has one server.  Every process that uses it holds a shared lock on
``users.lock``; who leaves last stops the server.  A killed process lets go of its lock by
dying, so the next user adopts a server that was left running and stops it in its turn.

Where root starts it in a folder closed to others, the cluster stands in ``/var/lib/yiyang``
and ``postgres`` in the data directory is a link to it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from yiyang.postgres.cluster import kept_password, make_cluster, place_for
from yiyang.postgres.fault import ServerFault
from yiyang.postgres.owner import Owner, owner_of
from yiyang.postgres.programs import find_programs, major_version, programs_within_reach

USER = "yiyang"
SHELTER = Path("/var/lib/yiyang")
LONGEST_SOCKET_FOLDER = 88  # a socket's whole path may have 107 bytes at the most
START_SECONDS = 60
SHARED_MEMORY_SECONDS = 20
SERVER_OPTIONS = {
    "listen_addresses": "''",  # reached by its socket only
    "max_connections": "200",
    "shared_buffers": "256MB",
    "random_page_cost": "1.1",
    "timezone": "'Asia/Shanghai'",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",  # a failed statement would carry personal data
    "log_parameter_max_length_on_error": "0",
}


class EmbeddedServer:
    """The server of one data directory.

    Args:
        data_dir: an absolute path.
        shelter: where a cluster and programs go that their owner could not reach otherwise.
        programs: the folder of PostgreSQL's programs, instead of the ones found.
    """

    def __init__(
        self, data_dir: Path, *, shelter: Path = SHELTER, programs: Path | None = None
    ) -> None:
        self.data_dir = data_dir
        self.shelter = shelter
        self.password_file = data_dir / "keys" / "postgres_password"
        self._given_programs = programs
        self._name = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
        self._lock: IO[str] | None = None

    @property
    def cluster(self) -> Path:
        """Where the cluster is, or will be while there is none."""
        return (self.data_dir / "postgres").resolve()

    @property
    def socket_dir(self) -> Path:
        """The folder of the socket: the cluster itself, unless its path is too long for one."""
        if len(str(self.cluster)) <= LONGEST_SOCKET_FOLDER:
            return self.cluster
        return Path("/tmp") / f"yiyang-{self._name}"

    @cached_property
    def programs(self) -> Path:
        """The folder of PostgreSQL's programs, where the cluster's owner can run them."""
        found = self._given_programs or find_programs()
        return programs_within_reach(found, owner_of(self.cluster), self.shelter)

    def connection_parts(self, database: str) -> dict[str, Any]:
        """Return the parts of a connection to ``database``; the password is read, not made."""
        password = ""
        if self.password_file.exists():
            password = self.password_file.read_text(encoding="utf-8")
        return {
            "NAME": database,
            "USER": USER,
            "PASSWORD": password,
            "HOST": str(self.socket_dir),
            "PORT": "5432",
        }

    def join(self) -> None:
        """Become a user of the server, making and starting it when needed.

        Raises:
            ServerFault: it cannot be made or does not answer in ``START_SECONDS``.
        """
        with self._starting():
            self._lock = (self.data_dir / "users.lock").open("a")
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            try:
                self._ensure_made()
                self._ensure_started()
            except BaseException:
                self._lock.close()
                self._lock = None
                raise

    def leave(self) -> None:
        """Stop being a user; the last one to leave stops the server."""
        if self._lock is None:
            return
        with self._starting():
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still uses it
            else:
                if self._postmaster() is not None:
                    self.run("pg_ctl", "stop", "-D", str(self.cluster), "-m", "fast", "-w")
            self._lock.close()
            self._lock = None

    def keep_running(self) -> None:
        """Start the server again if it went down while this process uses it.

        Raises:
            ServerFault: it cannot be started.
        """
        if not self.is_running():
            with self._starting():
                self._ensure_started()

    @contextmanager
    def in_use(self) -> Iterator[EmbeddedServer]:
        """Use the server for the length of a block."""
        self.join()
        try:
            yield self
        finally:
            self.leave()

    def is_running(self) -> bool:
        """Tell whether the server of this directory runs and takes connections."""
        asked = ("pg_isready", "-q", "-h", str(self.socket_dir), "-p", "5432", "-d", "postgres")
        return self._postmaster() is not None and not self.run(*asked, check=False).returncode

    def run(
        self, program: str, *arguments: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the owner of the cluster.

        Raises:
            ServerFault: it failed and ``check`` is set; the text holds its last words.
        """
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            **owner_of(self.cluster).to_run_as(),
        )
        if check and done.returncode:
            raise ServerFault(f"{program} failed: {done.stdout.strip()[-2000:]}")
        return done

    @contextmanager
    def _starting(self) -> Iterator[None]:
        """Let one process at a time make, start or stop the server."""
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            lock = (self.data_dir / "start.lock").open("a")
        except OSError as fault:
            raise ServerFault(
                f"the data directory {self.data_dir} cannot be used ({fault.strerror}): "
                "set YIYANG_DATA to a folder that this user may write"
            ) from fault
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _ensure_made(self) -> None:
        link = self.data_dir / "postgres"
        if link.is_symlink() and not link.exists():
            raise ServerFault(f"{link} points to {os.readlink(link)}, which is gone")
        if not (self.cluster / "PG_VERSION").exists():
            owner = owner_of(self.cluster)
            place = place_for(self.cluster, owner, self.shelter)
            make_cluster(place, owner, USER, kept_password(self.password_file), self.run)
            if place != self.cluster:
                link.symlink_to(place)
        made_by = int((self.cluster / "PG_VERSION").read_text(encoding="utf-8"))
        if made_by != (major := major_version(self.programs)):
            raise ServerFault(
                f"{self.cluster} was made by PostgreSQL {made_by}, the programs are of {major}: "
                "back up with the old ones and restore into a new data directory"
            )

    def _ensure_started(self) -> None:
        until = time.monotonic() + START_SECONDS
        while not self.is_running():
            if self._postmaster() is None:
                self._take_over_lock_files()
                self._start()
            elif time.monotonic() > until:
                raise ServerFault(f"the server runs but does not answer: see {self._log}")
            else:
                time.sleep(0.1)  # it starts, recovers or stops just now

    def _postmaster(self) -> int | None:
        """Return the process that serves this cluster, None when the file left names no such.

        After a crash the number may belong to another program by now, even another server.
        """
        try:
            pid = int((self.cluster / "postmaster.pid").read_text(encoding="utf-8").split()[0])
            os.kill(pid, 0)
        except (FileNotFoundError, ProcessLookupError, IndexError, ValueError):
            return None
        except PermissionError:
            pass  # it lives and is another user's
        try:
            return pid if Path(f"/proc/{pid}/cwd").resolve(strict=True) == self.cluster else None
        except FileNotFoundError:
            return None if Path("/proc/self").exists() else pid
        except PermissionError:
            return pid

    def _take_over_lock_files(self) -> None:
        """Let the next start pass the files of a dead server whose number another process has.

        ``postmaster.pid`` must stay: by what else it says PostgreSQL sees whether children of
        the dead server still write.  It takes the number of its starter's parent as nobody's.
        """
        (self.socket_dir / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        left = self.cluster / "postmaster.pid"
        if left.exists():
            _, _, rest = left.read_text(encoding="utf-8").partition("\n")
            left.write_text(f"{os.getpid()}\n{rest}", encoding="utf-8")

    def _start(self) -> None:
        owner = owner_of(self.cluster)
        self._make_socket_dir(owner)
        options = {**SERVER_OPTIONS, "unix_socket_directories": f"'{self.socket_dir}'"}
        config = self.cluster / "yiyang.conf"
        config.write_text("".join(f"{k} = {v}\n" for k, v in options.items()), encoding="utf-8")
        owner.give(config)
        until = time.monotonic() + SHARED_MEMORY_SECONDS
        while (done := self._try_to_start()).returncode:
            words = self._last_words()
            # After kill -9 the old server's children need a moment to notice and go.
            if "shared memory block" not in words or time.monotonic() > until:
                raise ServerFault(f"the server does not start: {done.stdout.strip()}\n{words}")
            time.sleep(0.5)

    def _try_to_start(self) -> subprocess.CompletedProcess[str]:
        return self.run(
            "pg_ctl", "start", "-D", str(self.cluster), "-w", "-t", str(START_SECONDS), "-s",
            "-l", str(self._log), "-o", f"-c config_file={self._main_config()}", check=False,
        )  # fmt: skip

    @property
    def _log(self) -> Path:
        return self.cluster / "server.log"

    def _last_words(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")[-1000:]

    def _make_socket_dir(self, owner: Owner) -> None:
        folder = self.socket_dir
        if folder == self.cluster:
            return
        try:
            folder.mkdir(mode=0o700)
            owner.give(folder)
        except FileExistsError:
            pass
        status = folder.lstat()
        if folder.is_symlink() or status.st_uid != owner.uid or status.st_mode & 0o077:
            raise ServerFault(f"{folder} is not ours or is open to others: remove it")

    def _main_config(self) -> Path:
        """Return the main configuration, which includes ours as its last word."""
        main = self.cluster / "postgresql.conf"
        include = "include 'yiyang.conf'\n"
        text = main.read_text(encoding="utf-8")
        if include not in text:
            main.write_text(text + include, encoding="utf-8")
        return main
