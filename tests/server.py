"""What must stand before settings load: the tests' database, and the compiled Chinese.

The database is an embedded server of the tests' own, or the one of the environment.  Where the
tests run in several processes each has a server of its own: how far a reader of changes may read
hangs on the oldest transaction of the whole server (docs/decisions/250).

A plugin rather than a fixture, because settings read the server's password when they load.
"""

import os
from pathlib import Path

import psycopg

from yiyang.faces.translations import compile_texts
from yiyang.postgres import EmbeddedServer
from yiyang.postgres.database import libpq_parts

DATA = Path(__file__).parents[1] / "build" / "test-data"
# No test outlives its server, so nothing waits for the disk; drills of kills have servers of
# their own, which do.
UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")

os.environ.setdefault("YIYANG_DATA", str(DATA))
os.environ.setdefault("YIYANG_SECRET_KEY", "tests-only")
if "PYTEST_XDIST_WORKER" in os.environ:  # the data directory of who gives out the work, and below
    os.environ["YIYANG_DATA"] += "/" + os.environ["PYTEST_XDIST_WORKER"]
(Path(os.environ["YIYANG_DATA"]) / "static").mkdir(parents=True, exist_ok=True)
compile_texts()  # Django reads each compiled file once, when it first says something
_server = None
if not os.environ.get("YIYANG_DATABASE_URL"):
    _server = EmbeddedServer(Path(os.environ["YIYANG_DATA"]).resolve())
    _server.join()
    _parts = libpq_parts(_server.connection_parts("postgres"), "postgres")
    with psycopg.connect(**_parts, autocommit=True) as _connection:
        for _name in UNSAFE:
            _connection.execute(f"alter system set {_name} = off")
        _connection.execute("select pg_reload_conf()")


def pytest_unconfigure() -> None:
    if _server is not None:
        _server.leave()
