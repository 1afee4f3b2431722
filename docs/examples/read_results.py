#!/usr/bin/env python3
"""Opens the results of a batch with pandas, and with DuckDB where it is installed.

    python3 docs/examples/read_results.py results/grid
"""
import sqlite3
import sys
from pathlib import Path

import pandas

folder = Path(sys.argv[1])

# One row a run, one column a factor and a figure.
runs = pandas.read_csv(folder / "runs.csv", dtype={"id": str})
print(f"{len(runs)} runs, {runs['problem'].notna().sum()} without figures")

# The same from the database, figure by figure.
with sqlite3.connect(f"file:{folder / 'results.sqlite'}?mode=ro", uri=True) as database:
    values = pandas.read_sql("SELECT run, figure, value FROM results", database)
    factors = pandas.read_sql(
        "SELECT run, name AS factor, value FROM factor_values JOIN factors USING (factor)", database)
table = values.pivot(index="run", columns="figure", values="value")
table = table.join(factors.pivot(index="run", columns="factor", values="value"))

# Spread of every figure over the runs.
print(table.select_dtypes("number").describe(percentiles=[0.025, 0.5, 0.975]).T.to_string())

# The mean of the first figure at each value of the first factor.
figure = values["figure"].iloc[0]
if len(factors):
    factor = factors["factor"].iloc[0]
    print(table.groupby(factor)[figure].mean().to_string())

# Figures of communes, where the plan keeps them: DuckDB reads large tables without loading them.
communes = folder / "communes.csv"
if communes.exists():
    try:
        import duckdb
    except ImportError:
        print("duckdb is not installed: figures of communes are not shown")
    else:
        table = duckdb.read_csv(str(communes), dtype={"commune": "VARCHAR"})
        print(table.aggregate("commune, count(*) AS runs", "commune").order("commune").limit(5))
