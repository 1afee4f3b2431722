"""Batches of runs on real Corsica: subsets of forty houses, figures of every commune, ten million planned runs."""
import csv
import json
import statistics
import tempfile
from pathlib import Path

from measuring import run
from report import Table
from whole_commands import CORSICA, ROADS

SCENARIO = """\
scenario: 1
name: Quarante emplacements
territory: territory.yaml
rules: {{minutes: {{msp: 15}}}}
changes:
{changes}
equity: {{quantity: minutes_to_nearest, kind: msp, threshold: 15}}
"""
PLAN = """\
batch: 1
name: Quarante emplacements
scenario: scenario.yaml
factors:
  - {{name: sites, subset_of: [{sites}], size: {size}, draws: {draws}}}
figures:
{figures}
{more}
"""
FIGURES = [
    "kinds.msp.covered_inhabitants", "kinds.msp.covered_share", "kinds.msp.minutes_to_nearest.mean",
    "kinds.msp.minutes_to_nearest.p90", "three_15s_served.inhabitants_with_a_pole",
    "three_15s_served.inhabitants_served_by_the_rule", "equity.gini", "equity.theil_t", "equity.share_above_threshold",
    "equity.worst_tenth",
]


def places(corsica, count):
    """The most populous communes, at the mean corner of their outline."""
    outlines = {}
    with open(corsica / "population_communes.csv", newline="") as table:
        people = {row["insee_com"]: float(row["pop_rp2023"] or 0) for row in csv.DictReader(table)}
    layer = json.loads((corsica / "communes.geojson").read_text())
    for feature in layer["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        ring = max((polygon[0] for polygon in polygons), key=len)
        outlines[feature["properties"]["code"]] = [
            round(statistics.fmean(point[axis] for point in ring), 5) for axis in (0, 1)]
    chosen = sorted((code for code in outlines if code in people), key=lambda code: (-people[code], code))[:count]
    return {code: outlines[code] for code in chosen}


def batches(program, data, folder, report, quick):
    corsica = data / "corse"
    table = Table(
        "batch", "9. Corsica, many runs (two cores)",
        ["batch", "runs", "seconds", "runs a second", "peak MB"],
        ["The whole command `maillage batch` from start to end, files read and tables written. "
         "Runs a second: of the difference to the same plan with one run.",
         "Subsets of 10 of 40 houses; kept: " + ", ".join(FIGURES) + "."])
    if not (corsica / "routes.shp").exists():
        table.notes.append(f"skipped: there is no {corsica / 'routes.shp'}")
        report.show(table)
        return
    (folder / "territory.yaml").write_text(CORSICA.format(data=corsica, roads=ROADS.format(data=corsica)))
    sites = places(corsica, 40)
    (folder / "scenario.yaml").write_text(SCENARIO.format(changes="\n".join(
        f"  - open: {{id: m{code}, kind: msp, at: {place}, professionals: {{general_practitioner: 6, nurse: 9}}}}"
        for code, place in sites.items())))
    names = ", ".join(f"m{code}" for code in sites)

    def measured(draws, size=10, more="", shard=None):
        (folder / "plan.yaml").write_text(PLAN.format(
            sites=names, size=size, draws=draws, more=more, figures="\n".join(f"  - {name}" for name in FIGURES)))
        with tempfile.TemporaryDirectory(dir=folder) as results:
            command = [program, "batch", folder / "plan.yaml", "--output", Path(results) / "out", "--jobs", 2]
            return run(command + (["--shard", shard] if shard else []), one_core=False)

    communes = "per_commune: [msp_covered_inhabitants]"
    start = measured(1)
    table.add("one run", 1, start.seconds, None, start.megabytes)
    for title, draws, more in [
        ("subsets", 2_000 if quick else 20_000, ""),
        ("subsets, 360 communes' figures each", 1_000 if quick else 10_000, communes),
        ("subsets", 4_000 if quick else 100_000, ""),
    ]:
        found = measured(draws, more=more)
        table.add(title, draws, found.seconds, draws / (found.seconds - start.seconds), found.megabytes)
    planned = measured(10_000_000, shard="5000/10000")
    table.add("1 000 of ten million planned", 1_000, planned.seconds, None, planned.megabytes)
    report.show(table)
