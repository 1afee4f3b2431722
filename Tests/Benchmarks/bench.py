#!/usr/bin/env python3
"""Measures maillage beside its peers in the same run: SciPy, OSRM, Valhalla, HiGHS and spopt.

    make bench                                      builds both programs, then measures everything
    python3 Tests/Benchmarks/bench.py --quick       small and rough: does it run?
    python3 Tests/Benchmarks/bench.py --only matrix --network andorra
    python3 Tests/Benchmarks/bench.py --only large  five million junctions, ten minutes, 8 GB of disk

Prints tables, and writes them to .build/bench/bench.md and bench.json. Peers come by pip into .build/bench-venv and
nothing is compiled; which are skipped, and why, stands under each table. Real networks are measured where the folder
that MAILLAGE_DATA names (default: ../shared/data) holds them; a synthesized region always. Peers and maillage run on
one core, by turns. Ends with 1 when maillage and SciPy find different times on the same arrays, or maillage and HiGHS
different optima.
"""
import argparse
import os
import sys
import tempfile
from pathlib import Path

import networks
from batches import batches
from comparisons import Comparisons
from environment import Environment
from evaluations import evaluations
from large_region import large_region
from measuring import Failure, machine
from preparation import Preparation
from report import Report
from serve import serve
from siting import Siting
from whole_commands import whole_commands

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".build" / "bench"
DATA = Path(os.environ.get("MAILLAGE_DATA", ROOT.parent / "shared" / "data"))
QUICK = {"region": {"junctions": 20_000}, "tiled": {"tiles": 2}}
SECTIONS = ("one-to-all", "bounded", "matrix", "polygons", "preparation", "siting", "commands", "evaluation", "batch",
            "serve")
# Only when asked for.
LARGE = "large"
SITING_LARGE = "siting-large"


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, default=ROOT / ".build" / "release", metavar="FOLDER",
                        help="where maillage and maillage-bench are (default: .build/release)")
    parser.add_argument("--only", action="append", choices=SECTIONS + (LARGE, SITING_LARGE),
                        help="this table only; may be given again")
    parser.add_argument("--network", action="append", choices=tuple(networks.MAKERS),
                        help="this network only; may be given again")
    parser.add_argument("--quick", action="store_true", help="fewer runs, and smaller large networks")
    parser.add_argument("--limit", type=int, default=150, metavar="SECONDS",
                        help="a peer's preparation is ended after this long (default: 150)")
    chosen = parser.parse_args()
    for name in ("maillage", "maillage-bench"):
        if not (chosen.programs / name).exists():
            parser.error(f"there is no {chosen.programs / name}: run make bench, or name the folder with --programs")
    return chosen


def prepared(chosen, program, bench_program):
    """The networks that there is data for, and why others are left out."""
    made, skipped = [], {}
    needs_none = {LARGE, SITING_LARGE, "evaluation", "batch", "serve"}
    wanted = [] if chosen.only and set(chosen.only) <= needs_none else chosen.network or networks.MAKERS
    for name in wanted:
        print(f"Preparing {name}", flush=True)
        more = QUICK.get(name, {}) if chosen.quick else {}
        try:
            made.append(networks.MAKERS[name](DATA, FOLDER, program, bench_program, **more))
        except FileNotFoundError as missing:
            skipped[name] = f"there is no {missing}"
    return made, skipped


def main():
    chosen = options()
    sections = chosen.only or SECTIONS
    program, bench_program = (chosen.programs.resolve() / name for name in ("maillage", "maillage-bench"))
    environment = Environment(ROOT / ".build" / "bench-venv")
    made, skipped = prepared(chosen, program, bench_program)
    if {"OSRM", "Valhalla"} & set(environment.versions):
        for network in made:
            reason = networks.write_osm(network, environment.python) if environment.can_write_osm else (
                "the osmium package is missing" if network.osm_is_ours else None)
            if reason:
                skipped[f"{network.name} for OSRM and Valhalla"] = reason

    facts = machine()
    facts.update(environment.versions)
    facts.update({name: f"skipped: {reason}" for name, reason in environment.missing.items()})
    facts.update({name: f"skipped: {reason}" for name, reason in skipped.items()})
    report = Report(facts)
    preparations = {}

    def preparation(network):
        if network.name not in preparations:
            preparations[network.name] = Preparation(network, environment, chosen.limit, facts["date"])
        return preparations[network.name]

    comparisons = Comparisons(
        program, bench_program, environment, made, preparation, report, chosen.quick)
    siting = Siting(
        program, bench_program, environment, DATA, FOLDER, made, report, chosen.quick)
    work = {
        "one-to-all": comparisons.trees, "bounded": comparisons.bounded, "matrix": comparisons.matrices,
        "polygons": comparisons.polygons, "preparation": comparisons.preparing, "siting": siting.measure,
        SITING_LARGE: siting.measure_large,
    }
    for section in sections:
        if section in work:
            work[section]()
        elif section == LARGE:
            large_region(program, DATA, FOLDER, bench_program, report, chosen.quick)
        elif section == "serve":
            with tempfile.TemporaryDirectory() as folder:
                serve(program, bench_program, DATA, FOLDER, Path(folder), report, chosen.quick)
        elif section == "evaluation":
            with tempfile.TemporaryDirectory() as folder:
                evaluations(program, bench_program, DATA, Path(folder), report, chosen.quick)
        elif section == "batch":
            with tempfile.TemporaryDirectory() as folder:
                batches(program, DATA, Path(folder), report, chosen.quick)
        else:
            with tempfile.TemporaryDirectory() as folder:
                whole_commands(program, DATA, Path(folder), made, report, chosen.quick)
    report.write(FOLDER)
    if comparisons.differences:
        sys.exit("maillage and SciPy differ on the same arrays:\n" + "\n".join(comparisons.differences))
    if siting.differences:
        sys.exit("maillage and HiGHS differ on the same problems:\n" + "\n".join(siting.differences))


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"bench: {failure}")
