"""Whole commands as a user runs them, on all cores: from files to files."""
import statistics
from pathlib import Path

from measuring import run
from report import Table

ROOT = Path(__file__).resolve().parents[2]

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


def whole_commands(program, data, folder, networks, report, quick):
    table = Table(
        "commands", "6. Whole commands (seconds, all cores)", ["command", "median", "least", "most", "peak MB"],
        ["Medians after a run that warms up. Opening a saved network: take the start of the program off."])
    runs = 2 if quick else 5

    def row(what, command, runs=runs):
        run(command, one_core=False)
        measured = [run(command, one_core=False) for _ in range(runs)]
        seconds = [each.seconds for each in measured]
        table.add(what, statistics.median(seconds), min(seconds), max(seconds),
                  max(each.megabytes for each in measured))

    row("demonstration: from files to all results",
        [program, "run", ROOT / "Scenarios" / "basse-normandie.yaml", "--output", folder / "demo"])
    corsica = data / "corse"
    if (corsica / "routes.shp").exists():
        corsica_commands(program, corsica, folder, row)
    else:
        table.notes.append(f"Corsica is skipped: there is no {corsica / 'routes.shp'}")
    row("starting the program", [program, "--version"], runs=3 * runs)
    for network in (network for network in networks if network.saved):
        row(f"{network.title}: opening the saved network, a whole process", [program, "network", "info", network.saved],
            runs=3 * runs)
    synthesized(program, folder, row, quick)
    report.show(table)


def corsica_commands(program, corsica, folder, row):
    (folder / "corse.yaml").write_text(CORSICA.format(data=corsica, roads=ROADS.format(data=corsica)))
    (folder / "five.yaml").write_text(FIVE.format(territory="corse.yaml"))
    everything = [program, "run", folder / "five.yaml", "--output", folder / "out"]
    row("Corsica: from files to all results", everything)
    row("Corsica: the same on one thread", everything + ["--threads", "1"])
    saved = folder / "corse.network"
    row("Corsica: building and saving the network", [
        program, "network", "build", "--roads", corsica / "routes.shp", "--length-field", "LENGTH_M", "--class-field",
        "HIGHWAY", "--direction-field", "SENS", "--both", "Double", "--forward", "Direct", "--from-field", "FROM_NODE",
        "--to-field", "TO_NODE", "--output", saved])
    homes, sites = folder / "homes.csv", folder / "sites.csv"
    lines = (corsica / "synthetic_homes.csv").read_text().splitlines()
    header = lines[0].split(",")
    longitude, latitude = header.index("lon"), header.index("lat")
    cells = [line.split(",") for line in lines[1:]]
    for path, chosen in ((homes, cells), (sites, cells[::50])):
        rows = (f"{number},{cell[longitude]},{cell[latitude]}\n" for number, cell in enumerate(chosen))
        path.write_text("id,lon,lat\n" + "".join(rows))
    row("Corsica: matrix of 3 162 homes × 64 sites", [
        program, "matrix", "--network", saved, "--origins", homes, "--destinations", sites, "--output",
        folder / "matrix.csv"])
    row("Corsica: catchments of 64 sites at 5, 10, 15 minutes", [
        program, "catchments", "--network", saved, "--sites", sites, "--minutes", "5,10,15", "--output",
        folder / "catchments.geojson"])


def synthesized(program, folder, row, quick):
    junctions = 10_000 if quick else 100_000
    large = folder / "large"
    run([program, "synthesize", "--seed", "1", "--junctions", str(junctions), "--format", "flatgeobuf", "--output",
         large], one_core=False)
    (folder / "large.yaml").write_text(
        f"scenario: 1\nname: Large\nterritory: {large}/territory.yaml\nrules: {{minutes: {{msp: 15}}}}\n")
    row(f"synthesized territory of {junctions // 1000} 000 junctions: all results",
        [program, "run", folder / "large.yaml", "--output", folder / "result"], runs=2 if quick else 3)
