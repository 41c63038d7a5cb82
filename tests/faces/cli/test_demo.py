"""``yiyang demo``: never in production; its check plays on a district of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.journey import Journey
from yiyang.access.models import Account
from yiyang.network.models import Place


def test_production_refuses_the_demonstration_and_stays_as_it_was(
    journey: Journey, settings: Any
) -> None:
    settings.PRODUCTION = True
    answered = journey.command("demo", "--check")
    assert answered.exit_code == 3
    assert "DEMO_IN_PRODUCTION" in answered.err
    assert not Place.objects.exists()
    assert not Account.objects.exists()


@pytest.mark.slow
def test_the_check_plays_on_a_fresh_district_and_leaves_nothing_behind() -> None:
    own = {"YIYANG_DATA", "YIYANG_DATABASE_URL", "YIYANG_SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "yiyang.faces.cli", "demo", "--check", "--json"],
        env={name: value for name, value in os.environ.items() if name not in own},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    steps = json.loads(done.stdout)["steps"]
    names = [step["name"] for step in steps]
    assert names[:2] == ["a visitor opens the first page", "coordinator signs in"]
    assert names[-1] == "the stay is stored"
