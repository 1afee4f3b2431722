"""SciPy's Dijkstra on the arrays of a graph folder: one request a line, one answer a line.

    python peer_scipy.py GRAPH_FOLDER

The matrix is made of the arrays as they are and never brought into canonical form, which would add parallel arcs
up. So SciPy searches every arc: parallel arcs, loops, and arcs of no time, which it takes for arcs and not for gaps
because they are explicit. `check` proves it on a small graph before anything is measured. Times are whole
milliseconds in doubles: exact.
"""
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra


def matrix(first, heads, milliseconds):
    nodes = len(first) - 1
    content = (milliseconds.astype(np.float64), heads.astype(np.int32), first.astype(np.int32))
    return csr_array(content, shape=(nodes, nodes))


def check():
    """An arc of no time, parallel arcs of 5 and 3, a loop: 0 → 1 takes 0, 0 → 2 takes 3, 2 → 0 takes 1."""
    graph = matrix(np.array([0, 4, 4, 5]), np.array([1, 2, 2, 0, 0]), np.array([0, 5, 3, 7, 1]))
    found = dijkstra(graph, indices=[0, 2]).tolist()
    if found != [[0, 0, 3], [1, 1, 0]]:
        raise ValueError(f"this SciPy does not keep arcs of no time and parallel arcs apart: {found}")


def answer(graph, request):
    sources = np.fromfile(request["sources"], "<u4").astype(np.int64)[:request.get("count")]
    limit = request["limit_ms"] if request.get("limit_ms") is not None else np.inf
    seconds, reached, total = 0.0, 0, 0
    # In parts, so that the labels of all trees need not be in memory at once.
    for part in np.array_split(sources, -(-len(sources) * graph.shape[0] // 50_000_000)):
        started = time.perf_counter()
        labels = dijkstra(graph, indices=part, limit=limit)
        seconds += time.perf_counter() - started
        if request.get("to_sources"):
            labels = labels[:, sources]
        there = np.isfinite(labels)
        reached += int(there.sum())
        total += int(labels[there].astype(np.int64).sum())
    return {
        "total_s": seconds, "reached": reached, "sum_ms": total,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main(folder):
    folder = Path(folder)
    check()
    graph = matrix(*(np.fromfile(folder / f"{name}.u32", "<u4") for name in ("first_out", "head", "weight")))
    for line in sys.stdin:
        try:
            print(json.dumps(answer(graph, json.loads(line))), flush=True)
        except Exception as failure:
            print(json.dumps({"failure": repr(failure)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
