"""What all tests share: the place of reference data, moments, texts, and the journey."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import drilled
from yiyang.faces import coverage
from yiyang.faces.coverage import REPORT
from yiyang.kernel import messages
from yiyang.policy.loader import shipped_book
from yiyang.rules import registry

if TYPE_CHECKING:
    from tests.journey import Journey

FILLED = messages._filled  # as it is where no test runs

SHARED = Path(__file__).parents[2] / "shared"
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday 10:00 in Shanghai

os.environ["LC_ALL"] = "C.UTF-8"  # what a command refuses by is read in English here

# A property holds or not; how long an example takes hangs on what else the machine does.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Run a test without the rule that ``clauses --check`` names for it."""
    rule = coverage.rule_off(item.nodeid)
    if rule is None:
        return (yield)
    registry.switch_off(rule)
    try:
        return (yield)
    finally:
        registry.switch_on(rule)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write down for ``yiyang clauses --check``, and for the page of drills, how a test went."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # the process that gave out the work is told too
    drilled.note(report)
    if os.environ.get(REPORT):
        phase = {
            "node": report.nodeid,
            "outcome": report.outcome,
            "properties": report.user_properties,
        }
        with Path(os.environ[REPORT]).open("a", encoding="utf-8") as kept:
            kept.write(json.dumps(phase) + "\n")


def pytest_sessionfinish() -> None:
    drilled.write_page()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data; a test that needs it skips where it is not there."""
    if not SHARED.exists():
        pytest.skip("the reference data folder ../shared is not here")
    return SHARED


@pytest.fixture(autouse=True, scope="session")
def _whole_sentences() -> Iterator[None]:
    """Let no sentence within another lack a parameter: a person is shown it as it stands."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(messages, "_filled", lambda text, words: text.format(**words))
        yield


@pytest.fixture(autouse=True, scope="session")
def _shipped_powers(request: pytest.FixtureRequest) -> None:
    """Let doors read the shipped matrix: how many statements a test counts hangs on no clock."""
    from yiyang.access.powers import matrix  # noqa: PLC0415 -- tests of pure floors: as below

    matrix.read_from(shipped_book)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data directory that the owner of a cluster can reach, unlike pytest's own (mode 700)."""
    made = Path(tempfile.mkdtemp(prefix="yiyang-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def journey(request: pytest.FixtureRequest, db: None) -> Iterator[Journey]:
    """Enter as a user does, and ask which decisions were stored: see ``tests/journey.py``."""
    from tests.journey import Journey  # noqa: PLC0415 -- tests of the pure floors load no Django

    travelled = Journey()
    yield travelled
    for mark in request.node.iter_markers("clause"):
        _, rule = mark.args
        request.node.user_properties += [
            ("entries", len(travelled.entries)),
            (f"decisions:{rule}", travelled.decisions(rule).count()),
        ]
