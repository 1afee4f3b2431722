"""HiGHS on the siting models, in their usual formulations: one request a line, one answer a line.

    python peer_highs.py PROBLEM_FOLDER

A problem is what maillage-bench place reads. p-median and p-center get all x ≤ y; p-center is a search by halves over
the distinct times with a set cover at each, which is much faster than its own formulation. `build_s` is the time to hand
the model over, `total_s` the time to solve it.
"""
import json
import sys
import time
from pathlib import Path

import highspy
import numpy as np

INFINITE = highspy.kHighsInf


def solve(columns, rows, limit):
    """columns: (costs, integer); rows: (lower, upper, starts, indices, values)."""
    costs, integer = columns
    lower, upper, starts, indices, values = rows
    started = time.perf_counter()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(lower)
    model.col_cost_ = np.asarray(costs, float)
    model.col_lower_, model.col_upper_ = np.zeros(len(costs)), np.ones(len(costs))
    model.row_lower_, model.row_upper_ = np.asarray(lower, float), np.asarray(upper, float)
    model.integrality_ = [highspy.HighsVarType.kInteger if i else highspy.HighsVarType.kContinuous for i in integer]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = np.asarray(starts, np.int32), np.asarray(indices, np.int32)
    model.a_matrix_.value_ = np.asarray(values, float)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("time_limit", float(limit))
    solver.passModel(model)
    built = time.perf_counter()
    solver.run()
    done = time.perf_counter()
    status = solver.modelStatusToString(solver.getModelStatus())
    info = solver.getInfo()
    return {"build_s": built - started, "total_s": done - built, "status": status,
            "objective": info.objective_function_value, "bound": info.mip_dual_bound}


def set_cover(within, limit):
    demand, candidates = within.shape
    rows = np.flatnonzero(within.any(axis=1))
    indices = [np.flatnonzero(within[row]) for row in rows]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in indices])])
    return solve((np.ones(candidates), [True] * candidates),
                 (np.ones(len(rows)), np.full(len(rows), INFINITE), starts, np.concatenate(indices),
                  np.ones(starts[-1])), limit)


def maximal_covering(times, weights, sites, milliseconds, limit):
    demand, candidates = times.shape
    indices = [np.append(np.flatnonzero(times[row] <= milliseconds), candidates + row) for row in range(demand)]
    values = [np.append(np.ones(len(row) - 1), -1.0) for row in indices]
    indices.append(np.arange(candidates))
    values.append(np.ones(candidates))
    starts = np.concatenate([[0], np.cumsum([len(row) for row in indices])])
    answer = solve((np.concatenate([np.zeros(candidates), -weights]), [True] * candidates + [False] * demand),
                   (np.append(np.zeros(demand), -INFINITE), np.append(np.full(demand, INFINITE), sites), starts,
                    np.concatenate(indices), np.concatenate(values)), limit)
    answer["objective"], answer["bound"] = -answer["objective"], -answer["bound"]
    return answer


def median(times, weights, sites, limit):
    demand, candidates = times.shape
    # y first, then x row by row.
    x = candidates + np.arange(demand * candidates).reshape(demand, candidates)
    assignment = x
    strong = np.stack([x.ravel(), np.tile(np.arange(candidates), demand)], axis=1)
    starts = np.concatenate([
        np.arange(demand) * candidates, demand * candidates + 2 * np.arange(len(strong)),
        [demand * candidates + 2 * len(strong), demand * candidates + 2 * len(strong) + candidates]])
    values = np.concatenate([
        np.ones(demand * candidates), np.tile([1.0, -1.0], len(strong)), np.ones(candidates)])
    answer = solve(
        (np.concatenate([np.zeros(candidates), (weights[:, None] * (times / 1000.0)).ravel()]),
         [True] * candidates + [False] * (demand * candidates)),
        (np.concatenate([np.ones(demand), np.full(len(strong), -INFINITE), [sites]]),
         np.concatenate([np.ones(demand), np.zeros(len(strong)), [sites]]), starts,
         np.concatenate([assignment.ravel(), strong.ravel(), np.arange(candidates)]), values), limit)
    return answer


def center(times, sites, limit):
    radii = np.unique(times)
    radii = radii[radii >= times.min(axis=1).max()]
    low, high = 0, len(radii) - 1
    total, build = 0.0, 0.0
    while low < high:
        middle = (low + high) // 2
        answer = set_cover(times <= radii[middle], limit)
        total += answer["total_s"]
        build += answer["build_s"]
        if total > limit:
            return {"build_s": build, "total_s": total, "status": "Time limit reached", "objective": None, "bound": None}
        if round(answer["objective"]) <= sites:
            high = middle
        else:
            low = middle + 1
    return {"build_s": build, "total_s": total, "status": "Optimal", "objective": radii[high] / 1000.0,
            "bound": radii[high] / 1000.0}


def answer(times, weights, request):
    sites, limit = request.get("sites"), request.get("limit_s", 150)
    milliseconds = request.get("minutes", 15) * 60_000
    if request["model"] == "lscp":
        return set_cover(times <= milliseconds, limit)
    if request["model"] == "mclp":
        return maximal_covering(times, weights, sites, milliseconds, limit)
    if request["model"] == "p-median":
        return median(times, weights, sites, limit)
    return center(times, sites, limit)


def main(folder):
    folder = Path(folder)
    weights = np.fromfile(folder / "weights.f64", "<f8")
    times = np.fromfile(folder / "times.u32", "<u4").astype(np.int64).reshape(len(weights), -1)
    for line in sys.stdin:
        try:
            print(json.dumps(answer(times, weights, json.loads(line))), flush=True)
        except Exception as failure:
            print(json.dumps({"failure": repr(failure)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
