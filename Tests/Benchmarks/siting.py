"""maillage's siting beside HiGHS and spopt, on the same travel times, on one core, by turns."""
import array
import csv
import json
import math
import random
from pathlib import Path

from measuring import Failure, Peer, alternating, median, run
from report import Table

HERE = Path(__file__).resolve().parent
LIMIT_SECONDS = 150
MODELS = [("p-median", 5), ("p-median", 10), ("p-median", 20), ("mclp", 5), ("mclp", 10), ("mclp", 20),
          ("lscp", None), ("p-center", 5), ("p-center", 10), ("p-center", 20)]


def problem(folder, matrix, inhabitants):
    """The arrays of a problem, from a matrix that maillage wrote; demand in the matrix's order."""
    folder.mkdir(parents=True, exist_ok=True)
    times, weights, last = array.array("I"), array.array("d"), None
    with open(matrix, newline="") as file:
        for row in csv.DictReader(file):
            if row["origin"] != last:
                last = row["origin"]
                weights.append(float(inhabitants[last]))
            times.append(round(float(row["seconds"]) * 1000) if row["seconds"] else 0xFFFFFFFF)
    (folder / "times.u32").write_bytes(times.tobytes())
    (folder / "weights.f64").write_bytes(weights.tobytes())
    return folder


def invented(folder, demand, candidates):
    """Places at random in the plane, thicker around towns; a minute a kilometre; 90 minutes at the most."""
    draw = random.Random(1)
    folder.mkdir(parents=True, exist_ok=True)
    towns = [(draw.uniform(0, 300), draw.uniform(0, 300), draw.paretovariate(1.2)) for _ in range(200)]

    def place():
        if draw.random() < 0.4:
            return draw.uniform(0, 300), draw.uniform(0, 300)
        x, y, size = draw.choices(towns, [town[2] for town in towns])[0]
        spread = 2 + 3 * math.log(1 + size)
        return draw.gauss(x, spread), draw.gauss(y, spread)

    sites = [place() for _ in range(candidates)]
    weights = array.array("d")
    with open(folder / "times.u32", "wb") as file:
        for _ in range(demand):
            x, y = place()
            weights.append(float(draw.randint(10, 2000)))
            row = array.array("I")
            for a, b in sites:
                minutes = math.hypot(a - x, b - y)
                row.append(int(minutes * 60_000) if minutes <= 90 else 0xFFFFFFFF)
            file.write(row.tobytes())
    (folder / "weights.f64").write_bytes(weights.tobytes())
    return folder


def corsica(program, data, network, folder):
    """Communes, by a place inside them, to themselves; and 3 162 people to the communes."""
    places = data / "corse"
    communes = folder / "communes.geojson"
    folder.mkdir(parents=True, exist_ok=True)
    communes.write_text((places / "communes.geojson").read_text().replace('"code":', '"id":'))
    # A place inside a commune may be far from any road.
    options = ["--network", network, "--destinations", communes, "--max-access-metres", "50000", "--access-kmh", "30",
               "--threads", "1", "--quiet"]
    run([program, "matrix", "--origins", communes, *options, "--output", folder / "communes.csv"])
    with open(places / "population_communes.csv", newline="") as file:
        people = {row["insee_com"]: row["pop_rp2023"] for row in csv.DictReader(file)}
    small = problem(folder / "communes", folder / "communes.csv", people)
    points = folder / "points.csv"
    with open(places / "synthetic_homes.csv", newline="") as file, open(points, "w") as out:
        out.write("id,lon,lat\n")
        for number, row in enumerate(csv.DictReader(file)):
            out.write(f"p{number},{row['lon']},{row['lat']}\n")
    run([program, "matrix", "--origins", points, *options, "--output", folder / "points-times.csv"])
    with open(points) as file:
        ones = {line.split(",")[0]: 112 for line in file}
    return small, problem(folder / "points", folder / "points-times.csv", ones)


def ours(bench_program, folder, model, sites, limit):
    words = [bench_program, "place", folder, model, "--time-limit", str(limit)]
    done = run(words + (["--sites", str(sites)] if sites else []))
    return {**json.loads(done.output.strip().splitlines()[-1]), "megabytes": done.megabytes}


def agree(ours, theirs):
    if theirs is None or theirs.get("objective") is None or theirs["status"] != "Optimal":
        return None
    return "agrees" if math.isclose(ours["objective"], theirs["objective"], rel_tol=1e-6, abs_tol=1e-6) else "DIFFERS"


class Siting:
    def __init__(self, program, bench_program, environment, data, folder, networks, report, quick):
        self.program, self.bench_program, self.environment = program, bench_program, environment
        self.data, self.folder, self.report, self.quick = data, folder / "siting", report, quick
        self.network = next((network.saved for network in networks if network.name == "corsica"), None)
        self.differences = []

    def measure(self):
        if self.network:
            small, large = corsica(self.program, self.data, self.network, self.folder)
            self.beside_peers(small)
            self.alone(large, "360 candidates × 3 162 people of Corsica", "siting-points", MODELS)
        if not self.quick:
            folder = self.folder / "invented"
            if not (folder / "weights.f64").exists():
                invented(folder, 35_000, 2_500)
            self.alone(
                folder, "2 500 candidates × 35 000 places, invented", "siting-large",
                [("p-median", 50), ("p-median", 200), ("mclp", 50), ("mclp", 200), ("lscp", None), ("p-center", 200)])

    def beside_peers(self, folder):
        table = Table(
            "siting", "Siting: 360 candidates × 360 communes of Corsica (seconds)",
            ["model", "sites", "maillage", "status", "HiGHS", "times faster", "spopt with CBC", "objective", "results"],
            ["maillage: from the travel times in memory to the proved plan. HiGHS: solving only, its model built "
             "before, exact formulations, p-center by a search over the radii. spopt: building and solving.",
             f"Limit of {LIMIT_SECONDS} s for one problem."])
        has = {}
        for peer in ("HiGHS", "spopt"):
            has[peer] = peer in self.environment.versions
            if not has[peer]:
                table.notes.append(f"{peer} is skipped: {self.environment.missing.get(peer)}")
        peers = {
            name: Peer(self.environment.python, HERE / script, folder)
            for name, script in (("HiGHS", "peer_highs.py"), ("spopt", "peer_spopt.py")) if has[name]}
        try:
            for model, sites in MODELS:
                request = {"model": model, "sites": sites, "limit_s": LIMIT_SECONDS}
                asked = [lambda: ours(self.bench_program, folder, model, sites, LIMIT_SECONDS)]
                if has["HiGHS"]:
                    asked.append(lambda: peers["HiGHS"].ask(**request))
                answers = alternating(1 if self.quick else 3, *asked)
                mine, highs = answers[0], answers[1] if has["HiGHS"] else None
                try:
                    # Once: it takes half a minute.
                    slow = peers["spopt"].ask(**request) if has["spopt"] and not self.quick else None
                except Failure as failure:
                    slow = None
                    table.notes.append(f"spopt, {model} {sites}: {str(failure)[:120]}")
                a, b = median(mine, "total_s"), median(highs, "total_s") if highs else None
                verdict = agree(mine[0], highs[0] if highs else None)
                if verdict == "DIFFERS":
                    self.differences.append(
                        f"{model} {sites}: {mine[0]['objective']} and {highs[0]['objective']}")
                third = None
                if slow:
                    third = slow["total_s"] if slow["status"] == "Optimal" else f"{slow['status']} ({LIMIT_SECONDS} s)"
                table.add(model, sites, a, mine[0]["status"], b, b / a if b else None, third, mine[0]["objective"],
                          verdict)
        finally:
            for peer in peers.values():
                peer.__exit__()
        self.report.show(table)

    def alone(self, folder, title, name, models):
        table = Table(
            name, f"Siting: {title}", ["model", "sites", "seconds", "peak MB", "method", "status", "gap %", "objective"],
            ["maillage alone, one run on one core; peak memory with the matrix."])
        for model, sites in models:
            answer = ours(self.bench_program, folder, model, sites, 300)
            gap = answer.get("gap")
            table.add(model, sites, answer["total_s"], answer["megabytes"], answer["method"], answer["status"],
                      None if gap is None else 100 * gap, answer.get("objective"))
        self.report.show(table)
