"""spopt (PySAL) with the CBC that PuLP brings, as its documentation uses it: one request a line, one answer a line.

    python peer_spopt.py PROBLEM_FOLDER

`total_s` is the time from the cost matrix to the solved model: spopt builds the model in Python and writes it to a file
for CBC.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
import pulp
from spopt.locate import LSCP, MCLP, PCenter, PMedian


def answer(times, weights, request):
    seconds = times / 1000.0
    sites, radius = request.get("sites"), request.get("minutes", 15) * 60.0
    solver = pulp.PULP_CBC_CMD(msg=False, threads=1, timeLimit=request.get("limit_s", 150))
    started = time.perf_counter()
    if request["model"] == "lscp":
        near = seconds.min(axis=1) <= radius
        model = LSCP.from_cost_matrix(seconds[near], radius)
    elif request["model"] == "mclp":
        model = MCLP.from_cost_matrix(seconds, weights, service_radius=radius, p_facilities=sites)
    elif request["model"] == "p-median":
        model = PMedian.from_cost_matrix(seconds, weights, p_facilities=sites)
    else:
        model = PCenter.from_cost_matrix(seconds, p_facilities=sites)
    model = model.solve(solver)
    done = time.perf_counter()
    return {"total_s": done - started, "status": pulp.LpStatus[model.problem.status],
            "objective": pulp.value(model.problem.objective)}


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
