# Solves what it is told to, one line of JSON in, one out: a dense matrix of float64, or edges of int32
# (row, column, cost) with a price at which a row goes without. Files are read once, off the clock.
import json
import sys
import time

import numpy
import scipy
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

known = {}


def dense(task):
    rows, columns = task["rows"], task["columns"]
    return numpy.fromfile(task["file"], dtype=numpy.float64).reshape(rows, columns)


def sparse(task):
    rows, columns, price = task["rows"], task["columns"], task["price"]
    edges = numpy.fromfile(task["file"], dtype=numpy.int32)[4:].reshape(-1, 3)
    # Explicit zeros would be dropped, so everything is one dearer; every row has a column of its own
    # in which it goes without, unless it must not.
    row, column, cost = edges[:, 0], edges[:, 1], edges[:, 2] + 1.0
    if price < 0:
        return csr_matrix((cost, (row, column)), shape=(rows, columns))
    own = numpy.arange(rows)
    return csr_matrix(
        (
            numpy.concatenate([cost, numpy.full(rows, price + 1.0)]),
            (numpy.concatenate([row, own]), numpy.concatenate([column, columns + own])),
        ),
        shape=(rows, columns + rows),
    )


print(json.dumps({"scipy": scipy.__version__, "numpy": numpy.__version__}), flush=True)
for line in sys.stdin:
    task = json.loads(line)
    if task["file"] not in known:
        known[task["file"]] = (dense if task["kind"] == "dense" else sparse)(task)
    problem = known[task["file"]]
    start = time.perf_counter()
    if task["kind"] == "dense":
        row, column = linear_sum_assignment(problem)
    else:
        row, column = min_weight_full_bipartite_matching(problem)
    took = (time.perf_counter() - start) * 1000
    off = 0 if task["kind"] == "dense" else len(row)
    print(json.dumps({"ms": took, "cost": float(numpy.asarray(problem[row, column]).sum()) - off}), flush=True)
