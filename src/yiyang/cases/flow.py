"""Flows: the states of a kind of case, and the actions that lead from one to another.

An app declares its flow in ``flows.py`` and registers it when it loads.  A case keeps the
version it was opened under, so an old version stays registered as long as the program lives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from yiyang.policy.loader import shipped_book

COORDINATOR = "COORDINATOR"
INSTITUTION = "INSTITUTION"
POWERS_KEY = "access.powers"
URGENCY = "{urgency}"  # in a clock's key: stands for the case's urgency in lower case


class BadFlow(Exception):
    """A flow contradicts itself; it is refused when it is registered."""


@dataclass(frozen=True)
class TaskSpec:
    """A task that an action opens.

    ``clock`` is a key of the book; ``{urgency}`` in it stands for the case's urgency.
    ``addressee`` names who must act: ``COORDINATOR`` (of the case's place), ``INSTITUTION``
    (the case's), or a name that the caller of ``advance`` gives in ``addressees``.
    """

    code: str
    role: str
    clock: str | None = None
    addressee: str = COORDINATOR


@dataclass(frozen=True)
class Action:
    """What may be done in some states by who holds a power.  ``target`` None: state stays."""

    code: str
    sources: frozenset[str]
    target: str | None
    power: str
    opens: tuple[TaskSpec, ...] = ()
    closes: tuple[str, ...] = ()
    needs_documents: tuple[str, ...] = ()
    asks_note: bool = False


@dataclass(frozen=True)
class Flow:
    """One version of a kind of case; ``opens`` are the tasks of a new case.

    ``documents_clock``: the key of the book for documents owed after an emergency.
    """

    kind: str
    version: str
    states: tuple[str, ...]
    first: str
    final: frozenset[str]
    actions: tuple[Action, ...]
    opens: tuple[TaskSpec, ...] = ()
    documents_clock: str = "transfer.documents_after_emergency"

    def action(self, code: str) -> Action:
        """Return the action of that code.  Raises BadFlow when the flow has none."""
        for action in self.actions:
            if action.code == code:
                return action
        raise BadFlow(f"{self.kind} {self.version} has no action {code}")

    def open_in(self, state: str) -> tuple[Action, ...]:
        """Return the actions that may be done in a state, in the order of declaration."""
        return tuple(action for action in self.actions if state in action.sources)


_FLOWS: dict[tuple[str, str], Flow] = {}
_LATEST: dict[str, str] = {}


def register(flow: Flow) -> Flow:
    """Check a flow and keep it; the last version registered of a kind is its latest.

    Raises:
        BadFlow: it contradicts itself, or another flow has its kind and version.
    """
    faults = check(flow)
    if faults:
        raise BadFlow("; ".join(faults))
    known = _FLOWS.setdefault((flow.kind, flow.version), flow)
    if known != flow:
        raise BadFlow(f"{flow.kind} {flow.version} is registered twice")
    _LATEST[flow.kind] = flow.version
    return flow


def flow(kind: str, version: str) -> Flow:
    """Return a registered flow.  Raises BadFlow when there is none."""
    try:
        return _FLOWS[kind, version]
    except KeyError:
        raise BadFlow(f"no flow {kind} {version}") from None


def latest(kind: str) -> Flow:
    """Return the latest flow of a kind.  Raises BadFlow when there is none."""
    return flow(kind, _LATEST.get(kind, ""))


def registered() -> tuple[Flow, ...]:
    """Return every registered flow."""
    return tuple(_FLOWS.values())


def check(flow: Flow) -> tuple[str, ...]:
    """Return every contradiction of a flow, in plain words for its author."""
    return tuple([*_state_faults(flow), *_action_faults(flow), *_unreachable(flow)])


def replay(flow: Flow, steps: Iterable[tuple[str, str, str]]) -> str:
    """Return the state to which the steps (action, from, to) lead, checking each.

    Steps that the flow does not declare (a document added, an escalation) keep the state.

    Raises:
        BadFlow: a step does not follow from the one before it.
    """
    state = ""
    declared = {action.code: action for action in flow.actions}
    for code, before, after in steps:
        action = declared.get(code)
        expected = (state or flow.first) if action is None else action.target
        if before != state or after != (expected or state):
            raise BadFlow(f"{code} from {before} to {after} does not follow {state}")
        if action is not None and state not in action.sources:
            raise BadFlow(f"{code} is not open in {state}")
        state = after
    return state


@lru_cache(maxsize=1)
def known_powers() -> frozenset[str]:
    """Return every power that some role has by the shipped book, in any place, at any time."""
    lines = shipped_book().by_key[POWERS_KEY]
    return frozenset(power for line in lines for held in line.value.values() for power in held)


def _state_faults(flow: Flow) -> Iterable[str]:
    states = set(flow.states)
    if len(states) != len(flow.states):
        yield "a state stands twice"
    if flow.first not in states:
        yield f"unknown first state {flow.first}"
    for state in sorted(flow.final - states):
        yield f"unknown final state {state}"
    if not flow.final:
        yield "no final state"
    codes = [action.code for action in flow.actions]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"action {code} stands twice"


def _action_faults(flow: Flow) -> Iterable[str]:
    states = set(flow.states)
    for action in flow.actions:
        named = action.sources | ({action.target} if action.target else set())
        for state in sorted(named - states):
            yield f"{action.code}: unknown state {state}"
        for state in sorted(action.sources & flow.final):
            yield f"{action.code}: final state {state} has an action"
        if not action.sources:
            yield f"{action.code}: no source state"
        if action.power not in known_powers():
            yield f"{action.code}: unknown power {action.power}"


def _unreachable(flow: Flow) -> Iterable[str]:
    reached = {flow.first}
    while True:
        further = {a.target for a in flow.actions if a.target and a.sources & reached} - reached
        if not further:
            break
        reached |= further
    for state in flow.states:
        if state not in reached:
            yield f"state {state} cannot be reached"
        if state not in flow.final and not flow.open_in(state):
            yield f"state {state} has no way on"
