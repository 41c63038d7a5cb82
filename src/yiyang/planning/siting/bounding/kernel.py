"""Compiled parts of the p-median: the bound by Lagrange multipliers, and the search by it.

Costs are whole numbers, (demand points, candidates); ``order`` holds for each demand point its
candidates from the cheapest to the dearest, so that a loop ends where nothing more can be gained.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from yiyang.analytics.compiled import compiled
from yiyang.planning.siting.kernel import FAR, NOBODY, direction, nearest_two

OPEN, FREE, SHUT = 1, 0, -1


@compiled
def reduced(cost: Any, order: Any, prices: Any, scale: int, worth: Any) -> None:
    """Write what each candidate is worth at these prices: the sum of min(0, cost - price).

    ``prices`` are multipliers times ``scale``, as whole or broken numbers; so is ``worth``.
    """
    worth[:] = 0
    for i in range(cost.shape[0]):
        price = prices[i]
        for n in range(order.shape[1]):
            j = order[i, n]
            less = cost[i, j] * scale - price
            if less >= 0:
                break
            worth[j] += less


@compiled
def pick(worth: Any, state: Any, number: int, chosen: Any) -> float:
    """Choose the open candidates and the free ones worth most; return what they are worth."""
    candidates = worth.size
    keys = np.empty(candidates)
    for j in range(candidates):
        keys[j] = -np.inf if state[j] == OPEN else (worth[j] if state[j] == FREE else np.inf)
    ranked = np.argsort(keys)
    chosen[:] = False
    total = 0.0
    for n in range(number):
        chosen[ranked[n]] = True
        total += worth[ranked[n]]
    return total


@compiled
def _unserved(cost: Any, order: Any, prices: Any, chosen: Any, times: Any) -> None:
    """Write 1 less how many chosen candidates serve each point below its price."""
    times[:] = 1
    for i in range(times.size):
        for n in range(order.shape[1]):
            j = order[i, n]
            if cost[i, j] >= prices[i]:
                break
            if chosen[j]:
                times[i] -= 1


@compiled
def climb(
    cost: Any, order: Any, state: Any, number: int, best_known: float, prices: Any, steps: int,
    pace: float, visited: Any, often: Any,
) -> float:  # fmt: skip
    """Raise the Lagrange bound by subgradient steps; leave the best prices, return the bound.

    Args:
        state: (candidates,) OPEN, FREE or SHUT; number: how many are open, of OPEN and FREE.
        best_known: the cost of the best answer known.
        prices: (points,) where to start; overwritten by the best.
        visited: (rows, candidates) filled with sets of candidates that were open on the way.
        often: (candidates,) how often each was chosen, the late steps weighing more.

    Source: Beasley, European Journal of Operational Research 65 (1993) 383-399; Held and Karp's
    rule of steps with a part of the last direction.
    """
    points, candidates = cost.shape
    worth = np.zeros(candidates)
    chosen = np.zeros(candidates, np.bool_)
    times = np.zeros(points, np.int64)
    now, before = prices.copy(), np.zeros(points)
    best, idle, row = -np.inf, 0, 0
    often[:] = 0
    for step in range(steps):
        reduced(cost, order, now, 1, worth)
        bound = now.sum() + pick(worth, state, number, chosen)
        for j in range(candidates):
            often[j] = 0.95 * often[j] + (0.05 if chosen[j] else 0.0)
        if bound > best + 1e-9:
            if bound > best + 1e-5 * abs(best_known):
                idle = 0
            best = bound
            prices[:] = now
        else:
            idle += 1
        if step % 8 == 0:
            visited[row % visited.shape[0], :] = chosen
            row += 1
        if best > best_known - 1 + 1e-3:
            break
        if idle > 14:
            pace, idle = pace * 0.66, 0
            now[:] = prices
            before[:] = 0
            if pace < 0.004:
                break
            continue
        _unserved(cost, order, now, chosen, times)
        length = direction(times, before)
        if length == 0:
            break
        size = pace * (best_known - bound) / length
        for i in range(points):
            now[i] = max(now[i] + size * before[i], 0.0)
    return best


@compiled
def lagrange(prices: Any, worth: Any, chosen: Any) -> int:
    """Return the sum of the prices and of what the chosen candidates are worth at them."""
    total: int = prices.sum()
    for j in range(worth.size):
        if chosen[j]:
            total += worth[j]
    return total


@compiled
def whole_bound(
    cost: Any, order: Any, state: Any, number: int, prices: Any, scale: int, worth: Any,
    chosen: Any,
) -> int:  # fmt: skip
    """Return the bound that whole prices (times ``scale``) give, reckoned in whole numbers.

    Whatever the prices, their sum and what the sites are worth at them is no more than the cost
    of any choice: nothing rests on how the prices were found, or on a rounding.
    """
    reduced(cost, order, prices, scale, worth)
    pick(worth, state, number, chosen)
    total = lagrange(prices, worth, chosen)
    bound: int = -((-total) // scale)
    return bound


@compiled
def rule_out(worth: Any, state: Any, chosen: Any, room: int) -> None:
    """Shut free candidates that no better answer opens, and open those that it does not shut.

    With a chosen one exchanged for another the bound rises by the difference of their worth;
    where that is more than the ``room`` to the best answer known, the exchange is out.
    """
    last, next_one = -FAR, FAR
    for j in range(worth.size):
        if state[j] == FREE:
            if chosen[j]:
                last = max(last, worth[j])
            else:
                next_one = min(next_one, worth[j])
    for j in range(worth.size):
        if state[j] == FREE:
            if chosen[j]:
                if next_one - worth[j] > room:
                    state[j] = OPEN
            elif worth[j] - last > room:
                state[j] = SHUT


@compiled
def _undecided(state: Any, often: Any) -> tuple[int, int, int]:
    """Return how many candidates are open, how many free, and the free one least decided."""
    opened, free, branch, nearest = 0, 0, NOBODY, 2.0
    for j in range(state.size):
        if state[j] == OPEN:
            opened += 1
        elif state[j] == FREE:
            free += 1
            if abs(often[j] - 0.6) < nearest:
                branch, nearest = j, abs(often[j] - 0.6)
    return opened, free, branch


@compiled
def search(
    cost: Any, order: Any, number: int, scale: int, states: Any, prices: Any, bounds: Any,
    depth: int, nodes: int, best: Any, known: int, steps: int,
) -> tuple[int, int]:  # fmt: skip
    """Branch on one candidate after another, open or shut; return the nodes left and the cost.

    Args:
        states, prices, bounds: the nodes that wait, ``depth`` of them, the next one last.
        nodes: how many nodes to look at before coming back.
        best: (candidates,) the best set of open candidates known, of cost ``known``.
    """
    points, candidates = cost.shape
    worth = np.zeros(candidates, np.int64)
    chosen = np.zeros(candidates, np.bool_)
    visited = np.zeros((1, candidates), np.bool_)
    often = np.zeros(candidates)
    first, second = np.zeros(points, np.int64), np.zeros(points, np.int64)
    whole = np.zeros(points, np.int64)
    while depth > 0 and nodes > 0:
        depth, nodes = depth - 1, nodes - 1
        if bounds[depth] >= known:
            continue
        state, price = states[depth].copy(), prices[depth].copy()
        climb(cost, order, state, number, float(known), price, steps, 0.4, visited, often)
        for i in range(points):
            whole[i] = np.int64(np.rint(price[i] * scale))
        bound = whole_bound(cost, order, state, number, whole, scale, worth, chosen)
        total = nearest_two(cost, chosen, first, second)
        if total < known:
            known = total
            best[:] = chosen
        if bound >= known:
            continue
        room = (known - 1) * scale - lagrange(whole, worth, chosen)
        rule_out(worth, state, chosen, room)
        opened, free, branch = _undecided(state, often)
        if opened == number or opened + free <= number:
            for j in range(candidates):
                chosen[j] = state[j] == OPEN or (state[j] == FREE and opened < number)
            total = nearest_two(cost, chosen, first, second)
            if opened + free >= number and total < known:
                known = total
                best[:] = chosen
            continue
        for child in (SHUT, OPEN):
            states[depth, :] = state
            states[depth, branch] = child
            prices[depth, :] = price
            bounds[depth] = bound
            depth += 1
    return depth, known
