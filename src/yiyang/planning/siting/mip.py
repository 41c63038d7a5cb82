"""HiGHS: a model of rows and columns in, its answer and its bound out, its status looked at.

``threads`` is set to one and never changed: set to another value in the same process, HiGHS
skips the search without a word.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np
import numpy.typing as npt

from yiyang.planning.siting.problem import NoAnswer, SolverFault

Numbers = npt.NDArray[np.float64]
ENOUGH = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kObjectiveBound,
    highspy.HighsModelStatus.kObjectiveTarget,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kInterrupt,
)
INFEASIBLE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


@dataclass
class Rows:
    """Rows of a model as they are written: terms, and between what their sum lies."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[npt.NDArray[np.int64]] = field(default_factory=list)
    values: list[Numbers] = field(default_factory=list)

    def add(self, columns: object, values: object, lower: float, upper: float) -> None:
        """Add a row: the sum of values times columns lies between lower and upper."""
        of = np.asarray(columns, np.int64)
        self.columns.append(of)
        self.values.append(np.broadcast_to(np.asarray(values, np.float64), of.shape))
        self.starts.append(self.starts[-1] + len(of))
        self.lower.append(lower)
        self.upper.append(upper)


@dataclass(frozen=True)
class Model:
    """Minimise ``cost`` times the columns, each between ``lower`` and ``upper``, under rows."""

    cost: Numbers
    lower: Numbers
    upper: Numbers
    whole: npt.NDArray[np.bool_]
    rows: Rows


@dataclass(frozen=True)
class Found:
    """The columns of the best answer (None: none in time), its cost, and the bound."""

    columns: Numbers | None
    cost: float
    bound: float
    is_optimal: bool


def solve(
    model: Model, *, seconds: float, gap: float = 0.0, start: Numbers | None = None,
    first_will_do: bool = False,
) -> Found:  # fmt: skip
    """Return the best answer in the time, with the bound on any.

    Raises:
        NoAnswer: the rows contradict each other.
        SolverFault: any other status than an answer or the end of the time.
    """
    solver = _solver(seconds, gap, first_will_do)
    _expect(solver.passModel(_lp(model)), "model")
    if start is not None:
        columns = np.arange(len(start), dtype=np.int32)
        _expect(solver.setSolution(len(start), columns, start), "start")
    _expect(solver.run(), "run")
    status = solver.getModelStatus()
    if status in INFEASIBLE:
        raise NoAnswer
    if status not in ENOUGH:
        raise SolverFault(solver.modelStatusToString(status))
    told = solver.getInfo()
    has_answer = told.primal_solution_status == 2  # noqa: PLR2004 -- HiGHS: kSolutionStatusFeasible
    columns_found = np.array(solver.getSolution().col_value) if has_answer else None
    is_optimal = status == highspy.HighsModelStatus.kOptimal
    bound = told.mip_dual_bound if model.whole.any() else told.objective_function_value
    return Found(columns_found, told.objective_function_value, bound, is_optimal)


def _solver(seconds: float, gap: float, first_will_do: bool) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # has no types of its own
    options: dict[str, bool | int | float] = {
        "output_flag": False, "threads": 1, "random_seed": 0, "time_limit": float(seconds),
        "mip_rel_gap": float(gap), "mip_abs_gap": 0.0,
    }  # fmt: skip
    if first_will_do:
        options["mip_max_improving_sols"] = 1
    for name, value in options.items():
        _expect(solver.setOptionValue(name, value), name)
    return solver


def _lp(model: Model) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    rows = model.rows
    lp.num_col_, lp.num_row_ = len(model.cost), len(rows.lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = model.cost, model.lower, model.upper
    lp.row_lower_, lp.row_upper_ = np.array(rows.lower), np.array(rows.upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(rows.starts, np.int32)
    lp.a_matrix_.index_ = np.concatenate(rows.columns).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate(rows.values)
    if model.whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(each)] for each in model.whole]
    return lp


def _expect(status: highspy.HighsStatus, what: str) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverFault(f"HiGHS: {what}")
