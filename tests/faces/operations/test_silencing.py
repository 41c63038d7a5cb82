"""A restored copy is silent as a whole, or the restore is not done."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.exchange.world import Nodes
from yiyang.exchange.models import Node
from yiyang.faces.operations import silencing
from yiyang.faces.operations.silencing import Silenced, silence_copy

pytestmark = pytest.mark.django_db


def test_what_a_restored_copy_would_send_is_stopped_in_one_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Nodes(tmp_path)

    def fails(*, at: datetime) -> int:
        raise OSError(at)

    with monkeypatch.context() as broken:
        broken.setattr(silencing, "drop_notices", fails)
        with pytest.raises(OSError, match="2026"):
            silence_copy(at=NOW)
    assert not Node.objects.exclude(stopped_at=None).exists()
    assert silence_copy(at=NOW) == Silenced(subscriptions=0, nodes=2, notices=0)
    assert silence_copy(at=NOW) == Silenced(subscriptions=0, nodes=0, notices=0)
