"""What must stand before settings load: the tests' database, and the compiled Chinese.

The database is an embedded server of the tests' own, or the one of the environment.

A plugin rather than a fixture, because settings read the server's password when they load.
"""

import os
from pathlib import Path

from yiyang.faces.translations import compile_texts
from yiyang.postgres import EmbeddedServer

DATA = Path(__file__).parents[1] / "build" / "test-data"

os.environ.setdefault("YIYANG_DATA", str(DATA))
os.environ.setdefault("YIYANG_SECRET_KEY", "tests-only")
(Path(os.environ["YIYANG_DATA"]) / "static").mkdir(parents=True, exist_ok=True)
compile_texts()  # Django reads each compiled file once, when it first says something
_server = None
if not os.environ.get("YIYANG_DATABASE_URL"):
    _server = EmbeddedServer(Path(os.environ["YIYANG_DATA"]).resolve())
    _server.join()


def pytest_unconfigure() -> None:
    if _server is not None:
        _server.leave()
