#!/usr/bin/env python3
"""Times whole commands of maillage and prints medians: wall seconds and peak memory.

    python3 Tests/Benchmarks/bench.py .build/release/maillage

Corsica is measured where the folder that MAILLAGE_DATA names (default: ../shared/data) holds it; the
demonstration territory and a synthesized one always.
"""
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("MAILLAGE_DATA", ROOT.parent / "shared" / "data"))

CORSICA = """\
territory: 1
name: Corse
crs: EPSG:2154
communes: {{layer: {data}/communes.geojson, id: code, name: nom}}
population:
  - layer: {data}/population_communes.csv
    commune: insee_com
    columns: {{inhabitants: pop_rp2023, age_75_plus: pop_75plus}}
    spread: {{layer: {data}/synthetic_homes.csv}}
roads: {roads}
sites:
  - {{layer: {data}/hospitals.csv, kind: emergency, id: finess, name: nom, where: {{urgences_sae2022: 1}}}}
  - {{layer: {data}/ehpad.csv, kind: ehpad, id: finess, name: nom, beds: places}}
professionals:
  - {{layer: {data}/supply_by_commune.csv, commune: insee_com, columns: {{general_practitioner: mg_bpe_D201}}}}
"""
ROADS = (
    "{{layer: {data}/routes.shp, length: LENGTH_M, class: HIGHWAY, from: FROM_NODE, to: TO_NODE, "
    "direction: {{field: SENS, both: Double, forward: Direct}}}}"
)
FIVE = """\
scenario: 1
name: Cinq maisons de santé
territory: {territory}
rules:
  minutes: {{msp: 15, emergency: 30}}
changes:
  - open: {{id: msp-corte, kind: msp, at: [9.1490, 42.3063], professionals: {{general_practitioner: 4, nurse: 6}}}}
  - open: {{id: msp-porto-vecchio, kind: msp, at: [9.2795, 41.5911], professionals: {{general_practitioner: 6}}}}
  - open: {{id: msp-calvi, kind: msp, at: [8.7573, 42.5660], professionals: {{general_practitioner: 4}}}}
  - open: {{id: msp-sartene, kind: msp, at: [8.9742, 41.6215], professionals: {{general_practitioner: 3}}}}
  - open: {{id: msp-ghisonaccia, kind: msp, at: [9.4050, 42.0167], professionals: {{general_practitioner: 5}}}}
equity: {{quantity: minutes_to_nearest, kind: msp, groups: [age_75_plus]}}
"""


def measure(command):
    """Wall seconds and peak memory in MB of one run, as the system accounts for it."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{errors}")
    return seconds, usage.ru_maxrss / 1024


def row(what, command, runs=5):
    measure(command)
    measured = [measure(command) for _ in range(runs)]
    seconds = [entry[0] for entry in measured]
    memory = max(entry[1] for entry in measured)
    print(
        f"{what:58} {statistics.median(seconds):9.3f} s  ({min(seconds):.3f}–{max(seconds):.3f})"
        f"  {memory:7.0f} MB",
        flush=True,
    )


def main(program):
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores; medians of 5 runs after a warm-up")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        demonstration = ROOT / "Scenarios" / "basse-normandie.yaml"
        row("demonstration: from files to all results", [program, "run", demonstration, "--output", folder / "demo"])

        corsica = DATA / "corse"
        if (corsica / "routes.shp").exists():
            roads = ROADS.format(data=corsica)
            (folder / "corse.yaml").write_text(CORSICA.format(data=corsica, roads=roads))
            (folder / "five.yaml").write_text(FIVE.format(territory="corse.yaml"))
            row("Corsica: from files to all results", [program, "run", folder / "five.yaml", "--output", folder / "out"])
            row(
                "  the same on one thread",
                [program, "run", folder / "five.yaml", "--threads", "1", "--output", folder / "out"],
            )
            build = [program, "network", "build", "--roads", corsica / "routes.shp", "--length-field", "LENGTH_M",
                     "--class-field", "HIGHWAY", "--direction-field", "SENS", "--both", "Double", "--forward", "Direct",
                     "--from-field", "FROM_NODE", "--to-field", "TO_NODE", "--output", folder / "corse.network"]
            row("Corsica: building and saving the network", build)
            row("starting the program, to be taken off the next line", [program, "--version"], runs=15)
            row("Corsica: opening the saved network (a whole process)",
                [program, "network", "info", folder / "corse.network"], runs=15)
            homes = folder / "homes.csv"
            lines = (corsica / "synthetic_homes.csv").read_text().splitlines()
            header = lines[0].split(",")
            lon, lat = header.index("lon"), header.index("lat")
            cells = [line.split(",") for line in lines[1:]]
            homes.write_text(
                "id,lon,lat\n" + "".join(f"{n},{cell[lon]},{cell[lat]}\n" for n, cell in enumerate(cells)))
            sites = folder / "sites.csv"
            cells = cells[::50]
            sites.write_text(
                "id,lon,lat\n" + "".join(f"{n},{cell[lon]},{cell[lat]}\n" for n, cell in enumerate(cells)))
            row("Corsica: matrix of 3 162 homes × 64 sites",
                [program, "matrix", "--network", folder / "corse.network", "--origins", homes, "--destinations", sites,
                 "--output", folder / "matrix.csv"])
            row("Corsica: catchments of 64 sites at 5, 10, 15 minutes",
                [program, "catchments", "--network", folder / "corse.network", "--sites", sites, "--minutes", "5,10,15",
                 "--output", folder / "catchments.geojson"])
        else:
            print(f"Corsica is skipped: no {corsica}/routes.shp")

        large = folder / "large"
        measure([program, "synthesize", "--seed", "1", "--junctions", "100000", "--format", "flatgeobuf", "--output", large])
        (folder / "large.yaml").write_text(
            f"scenario: 1\nname: Large\nterritory: {large}/territory.yaml\nrules: {{minutes: {{msp: 15}}}}\n")
        row("synthesized territory of 100 000 junctions: all results",
            [program, "run", folder / "large.yaml", "--output", folder / "result"], runs=3)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
