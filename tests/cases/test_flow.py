"""Flows are checked when they are registered, and old versions stay."""

from dataclasses import replace
from pathlib import Path

import pytest

import yiyang
from tests.cases.flows import ERRAND
from yiyang.cases import flow as flows
from yiyang.cases.flow import Action, BadFlow, check, register, replay
from yiyang.cases.services import timeline
from yiyang.kernel.messages import load_package_texts


def with_action(action: Action):
    return replace(ERRAND, actions=(*ERRAND.actions, action))


def test_a_sound_flow_has_no_faults() -> None:
    assert check(ERRAND) == ()


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (replace(ERRAND, first="NOWHERE"), "unknown first state"),
        (replace(ERRAND, final=frozenset({"GONE"})), "unknown final state"),
        (replace(ERRAND, final=frozenset()), "no final state"),
        (replace(ERRAND, states=(*ERRAND.states, "ISLAND")), "ISLAND cannot be reached"),
        (replace(ERRAND, states=(*ERRAND.states, "ASKED")), "stands twice"),
        (with_action(Action("X", frozenset({"LOST"}), None, "COORDINATE")), "state LOST"),
        (
            with_action(Action("X", frozenset({"ASKED"}), "LOST", "COORDINATE")),
            "unknown state LOST",
        ),
        (with_action(Action("X", frozenset({"DONE"}), None, "COORDINATE")), "final state DONE"),
        (with_action(Action("X", frozenset(), None, "COORDINATE")), "no source state"),
        (with_action(Action("X", frozenset({"ASKED"}), None, "FLY")), "unknown power FLY"),
        (with_action(ERRAND.actions[0]), "stands twice"),
    ],
)
def test_a_flow_that_contradicts_itself_is_refused(broken, fault: str) -> None:
    with pytest.raises(BadFlow, match=fault):
        register(replace(broken, kind="BROKEN"))
    with pytest.raises(BadFlow):
        flows.latest("BROKEN")


def test_a_state_without_a_way_on_is_refused() -> None:
    stuck = with_action(Action("STRAND", frozenset({"ASKED"}), "STUCK", "COORDINATE"))
    assert check(replace(stuck, states=(*ERRAND.states, "STUCK"))) == ("state STUCK has no way on",)


def test_an_old_version_stays_and_the_newest_is_latest() -> None:
    first = register(replace(ERRAND, kind="VERSIONED"))
    second = register(replace(ERRAND, kind="VERSIONED", version="2"))
    assert flows.flow("VERSIONED", "1") is first
    assert flows.latest("VERSIONED") is second


def test_one_version_is_never_two_flows() -> None:
    register(replace(ERRAND, kind="FIXED"))
    with pytest.raises(BadFlow, match="twice"):
        register(replace(ERRAND, kind="FIXED", opens=()))


def test_replay_follows_the_steps_and_refuses_a_gap() -> None:
    opened, begun = ("CASE_OPENED", "", "ASKED"), ("BEGIN", "ASKED", "UNDER_WAY")
    assert replay(ERRAND, [opened, begun, ("NOTED", "UNDER_WAY", "UNDER_WAY")]) == "UNDER_WAY"
    with pytest.raises(BadFlow, match="does not follow"):
        replay(ERRAND, [opened, ("FINISH", "UNDER_WAY", "DONE")])
    with pytest.raises(BadFlow, match="not open"):
        replay(ERRAND, [opened, ("FINISH", "ASKED", "DONE")])


def test_every_state_action_task_and_document_of_a_shipped_flow_has_its_text() -> None:
    texts = load_package_texts(Path(yiyang.__file__).parent).texts
    shipped = [f for f in flows.registered() if f.kind not in {"VERSIONED", "FIXED", ERRAND.kind}]
    said = {code for one in shipped for code in _codes(one)} | set(timeline_codes())
    assert sorted(said - set(texts)) == []


def _codes(one):
    yield from one.states
    tasks = [*one.opens, *(spec for action in one.actions for spec in action.opens)]
    yield from (spec.code for spec in tasks)
    for action in one.actions:
        yield action.code
        yield from action.needs_documents


def timeline_codes():
    return [value for name, value in vars(timeline).items() if str(value).startswith("CASE_")]
