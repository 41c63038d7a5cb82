"""``yiyang project``: says what differs, mends it with --rebuild, goes on where it was cut."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from tests.world import make_bed
from yiyang.audit.projected import Projector, projectors
from yiyang.faces.cli import app
from yiyang.faces.cli.shell import BadInput
from yiyang.network.models import Bed
from yiyang.record.models import Resource
from yiyang.record.services import projecting

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(app(), ["project", *words])


def test_it_names_what_differs_and_mends_it_only_when_told() -> None:
    beds = [make_bed() for _ in range(3)]
    assert run("--kind", "bed").exit_code == 1
    assert not Resource.objects.exists()
    assert run("--rebuild").exit_code == 0
    assert run().exit_code == 0
    Bed.objects.filter(pk=beds[0].pk).update(state="CLEANING")
    said = run("--kind", "bed", "--json")
    assert said.exit_code == 1
    found = json.loads(said.stdout)["bed"]
    assert found["names"]["different"] == [f"Location/bed-{beds[0].pk}"]
    assert found["same"] == 2
    assert Resource.objects.get(fhir_id=f"bed-{beds[0].pk}").version == 1


def test_it_goes_on_after_a_key_in_chunks() -> None:
    beds = [make_bed() for _ in range(5)]
    said = run("--rebuild", "--kind", "bed", "--after", str(beds[1].pk), "--chunk", "2", "--json")
    assert json.loads(said.stdout)["bed"]["last"] == beds[4].pk
    names = set(Resource.objects.values_list("fhir_id", flat=True))
    assert names == {f"bed-{bed.pk}" for bed in beds[2:]}


def test_it_goes_on_at_a_kind_and_through_those_behind_it() -> None:
    names = list(projectors())
    before, behind = names.index("ward"), names.index("bed")
    assert before < behind
    beds = [make_bed() for _ in range(3)]
    said = run("--rebuild", "--from", f"bed:{beds[0].pk}", "--json")
    assert list(json.loads(said.stdout)) == [*names[behind:], "standing"]
    shown = set(Resource.objects.filter(type="Location").values_list("fhir_id", flat=True))
    assert shown == {f"bed-{bed.pk}" for bed in beds[1:]}


def test_cut_short_it_says_where_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    beds = [make_bed() for _ in range(3)]
    whole, done = projecting.rebuild, []

    def cut(projector: Projector, **asked: object) -> object:
        if projector.kind == "bed" and len(done) == 2:
            raise KeyboardInterrupt
        done.extend([projector.kind] if projector.kind == "bed" else [])
        return whole(projector, **asked)

    monkeypatch.setattr(projecting, "rebuild", cut)
    said = run("--rebuild", "--chunk", "1")
    assert said.exit_code != 0
    assert f"go on with --from bed:{beds[1].pk}" in said.stderr


@pytest.mark.parametrize("start", ["bed", "bed:", "bed:x", "none:1"])
def test_a_place_that_is_none_is_refused(start: str) -> None:
    assert isinstance(run("--from", start).exception, BadInput)
