"""Changed scenarios evaluated again with travel times kept, and a horizon of years with beds: on real Corsica."""
import json
import statistics

from measuring import run
from report import Table
from whole_commands import CORSICA, FIVE, ROADS

DIVISION = (
    "divisions:\n  - {{name: zonage, table: {data}/supply_by_commune.csv, commune: insee_com, id: zonage_medecins}}\n")
RICH = """\
  - cpts: {id: centre, grow_from: 2B096, inhabitants: 20000}
services:
  general_practice: {zoning: {division: zonage, zones: [1_ZIP, 2_ZAC, 3_HZ], cut_offs: [2.5, 4]}}
  nursing: {}
  emergency: {}
equity:
  - {quantity: minutes_to_nearest, kind: msp, groups: [age_75_plus], divisions: [zonage]}
  - {quantity: access, service: general_practice, groups: [age_75_plus], divisions: [zonage]}
"""
BEDS = """\
  - temporary_stay: {id: corte-beds, at: [9.1490, 42.3063], beds: 6, minutes: 30}
  - temporary_stay: {id: porto-vecchio-beds, at: [9.2795, 41.5911], beds: 6, minutes: 30}
  - temporary_stay: {id: calvi-beds, at: [8.7573, 42.5660], beds: 6, minutes: 30}
  - temporary_stay: {id: ajaccio-beds, at: [8.7350, 41.9230], beds: 6, minutes: 30}
  - temporary_stay: {id: bastia-beds, at: [9.4450, 42.6970], beds: 6, minutes: 30}
years:
  from: 2026
  to: 2035
  replicates: 100
  ages: [{professions: [general_practitioner], shares: {under_50: 40, 50_plus: 60}}]
  arrivals: {general_practitioner: {replaced: 0.5}}
  threshold: {profession: general_practitioner, quantity: headcount, least: 1}
"""


def evaluations(program, bench_program, data, folder, report, quick):
    corsica = data / "corse"
    table = Table(
        "evaluation", "7. Corsica, evaluated again (milliseconds, one core)",
        ["scenario", "median", "least", "most", "first"],
        ["All figures of a scenario of which one change is left out, without maps; travel times of its sites are kept. "
         "Medians over the rounds of one process; the first evaluation computes the times."])
    years = Table(
        "years", "8. Corsica, ten years × 100 replicates with beds (seconds, two cores)",
        ["command", "median", "least", "most", "peak MB"],
        ["The whole command `maillage run`: files read, professionals and beds followed, all maps drawn and written."])
    if not (corsica / "routes.shp").exists():
        table.notes.append(f"skipped: there is no {corsica / 'routes.shp'}")
        report.show(table)
        return
    territory = CORSICA.format(data=corsica, roads=ROADS.format(data=corsica))
    (folder / "territory.yaml").write_text(territory + DIVISION.format(data=corsica))
    changes, _ = FIVE.format(territory="territory.yaml").split("equity:")
    scenarios = {
        "five houses, equity of minutes": FIVE.format(territory="territory.yaml"),
        "and a grown CPTS, three services, official zoning, two equities": changes + RICH,
    }
    rounds = 5 if quick else 100
    for title, text in scenarios.items():
        (folder / "scenario.yaml").write_text(text)
        figures = json.loads(run(
            [bench_program, "evaluate", folder / "scenario.yaml", "--rounds", rounds, "--threads", 1]).output)
        table.add(title, *(1000 * figures[name] for name in ("median_s", "least_s", "most_s", "first_s")))
    report.show(table)

    (folder / "years.yaml").write_text(changes + BEDS)
    command = [program, "run", folder / "years.yaml", "--output", folder / "years", "--threads", 2]
    measured = [run(command, one_core=False) for _ in range(2 if quick else 4)][1:]
    seconds = [each.seconds for each in measured]
    years.add("ten years × 100 replicates, 30 beds", statistics.median(seconds), min(seconds), max(seconds),
              max(each.megabytes for each in measured))
    report.show(years)
