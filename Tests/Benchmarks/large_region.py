"""An invented region of five million junctions, as many as France has: measured only when it is asked for."""
import json
import statistics

import networks
from measuring import run
from report import Table

SITES = 2500


def large_region(program, data, folder, bench_program, report, quick):
    junctions = 100_000 if quick else 5_000_000
    network = networks.region(data, folder, program, bench_program, junctions=junctions)
    table = Table(
        "large", f"7. A region of {junctions // 1000:,} 000 junctions".replace(",", " "), ["what", "seconds", "peak MB"],
        ["Building: from a layer of roads to a saved network with its hierarchy, on one core.",
         "Opening: a whole process, of which starting the program is the most; a median of nine.",
         f"Catchments: {SITES} sites, 15 minutes, polygons drawn and people counted, in memory and on all cores."])
    table.add("building and saving the network", network.build_seconds, network.build_megabytes)
    opened = [run([program, "network", "info", network.saved]) for _ in range(9)]
    table.add("opening it", statistics.median(each.seconds for each in opened),
              max(each.megabytes for each in opened))
    people = network.folder / "territory" / "population.fgb"
    drawn = run([bench_program, "catchments", network.saved, network.sites(SITES), "15", "--population", people,
                 "--population-field", "INHABITANT", "--threads", "2"], one_core=False)
    figures = json.loads(drawn.output.splitlines()[-1])
    table.add(f"reading {figures['people']:,} places of people".replace(",", " "), figures["load_s"], None)
    table.add("attaching them and the sites", figures["attach_s"], None)
    table.add("searches, polygons and counts", figures["total_s"], drawn.megabytes)
    report.show(table)
