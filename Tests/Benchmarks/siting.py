"""maillage's siting beside HiGHS and spopt, on the same travel times, on one core, by turns."""
import array
import csv
import json
import math
import random
from itertools import groupby
from pathlib import Path

from measuring import Failure, Peer, median, run
from report import Table

HERE = Path(__file__).resolve().parent
# For one problem, ours and theirs: the whole section takes about five minutes.
LIMIT_SECONDS = 30
PEERS_MODELS = [("p-median", 5), ("p-median", 10), ("p-median", 20), ("mclp", 5), ("mclp", 10), ("mclp", 20),
                ("lscp", None), ("p-center", 5), ("p-center", 10), ("p-center", 20)]
MORE_MODELS = [("equity", 10), ("lexicographic", 10), ("maillage", None)]
# Nodes and sites of the OR-Library's p-median graphs.
GRAPHS = [(100, 5), (100, 33), (200, 5), (200, 67), (400, 5), (400, 133), (600, 200), (900, 5), (900, 90), (900, 200)]
# Those that a general solver is asked for too.
GENERAL_NODES = 200
LARGE_LIMIT_SECONDS = 300


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


def graph(folder, nodes, sites):
    """A graph of the law of the OR-Library's p-median problems: a ring, then edges at random up to n² / 50, lengths from
    1 to 100; all shortest ways. A length of 1 is a second."""
    import numpy
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import shortest_path
    draw = random.Random(nodes * 1000 + sites)
    edges = {}
    for node in range(nodes):
        edges[node, (node + 1) % nodes] = draw.randint(1, 100)
    for _ in range(nodes * nodes // 50 - nodes):
        one, other = draw.sample(range(nodes), 2)
        edges.pop((other, one), None)
        edges[one, other] = draw.randint(1, 100)
    rows, columns = zip(*edges)
    lengths = shortest_path(csr_matrix((list(edges.values()), (rows, columns)), (nodes, nodes)), directed=False)
    folder.mkdir(parents=True, exist_ok=True)
    (lengths * 1000).astype("<u4").tofile(folder / "times.u32")
    numpy.ones(nodes).tofile(folder / "weights.f64")


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
            self.beside_peers(
                "siting", "Siting: 360 candidates × 360 communes of Corsica (seconds)",
                [(small, *model) for model in PEERS_MODELS], "HiGHS", "spopt")
            self.alone(small, "the other models, 360 × 360 of Corsica", "siting-more", MORE_MODELS, LIMIT_SECONDS)
            if not self.quick:
                self.alone(large, "360 candidates × 3 162 people of Corsica", "siting-points",
                           PEERS_MODELS + MORE_MODELS[:2], LIMIT_SECONDS)
        self.graphs()

    def measure_large(self):
        """The size of a large region: minutes, so only when asked for."""
        folder = self.folder / "invented"
        if not (folder / "weights.f64").exists():
            invented(folder, 35_000, 2_500)
        self.alone(
            folder, "2 500 candidates × 35 000 places, invented", "siting-large",
            [("p-median", 50), ("p-median", 200), ("mclp", 50), ("mclp", 200), ("lscp", None), ("p-center", 200),
             ("equity", 200), ("lexicographic", 200)], LARGE_LIMIT_SECONDS)

    def graphs(self):
        """p-medians of the law of the OR-Library, made by the peers' Python, which has SciPy."""
        if "SciPy" not in self.environment.versions:
            return
        problems = []
        for nodes, sites in GRAPHS[:2] if self.quick else GRAPHS:
            folder = self.folder / f"graph-{nodes}-{sites}"
            if not (folder / "weights.f64").exists():
                run([self.environment.python, "-c",
                     f"import sys; sys.path.insert(0, {str(HERE)!r})\nfrom pathlib import Path\nimport siting\n"
                     f"siting.graph(Path({str(folder)!r}), {nodes}, {sites})"])
            problems.append((folder, "p-median", sites, nodes))
        small = [problem[:3] for problem in problems if problem[3] <= GENERAL_NODES]
        self.beside_peers("siting-graphs", f"Siting: p-median on graphs of the OR-Library's law, up to {GENERAL_NODES} "
                          "nodes (seconds)", small, "HiGHS")
        table = Table(
            "siting-graphs-large", "Siting: p-median on larger graphs of that law",
            ["nodes", "sites", "seconds", "status", "gap %", "objective"],
            [f"exact, maillage alone, one core, {LIMIT_SECONDS} s at the most."])
        for folder, model, sites, nodes in problems:
            if nodes > GENERAL_NODES:
                answer = ours(self.bench_program, folder, model, sites, LIMIT_SECONDS)
                table.add(nodes, sites, answer["total_s"], answer["status"],
                          None if answer.get("gap") is None else 100 * answer["gap"], answer["objective"])
        if not self.quick:
            self.report.show(table)

    def beside_peers(self, name, title, problems, *wanted):
        """Problems are folder, model and sites; by turns ours, HiGHS, spopt."""
        table = Table(
            name, title,
            ["problem", "model", "sites", "maillage", "status", "HiGHS", "times faster", "spopt with CBC", "objective",
             "results"],
            ["maillage: from the travel times in memory to the proved plan, median of three. HiGHS: solving only, its "
             "model built before, exact formulations, p-center by a search over the radii; once. spopt: building and "
             "solving; once.",
             f"Limit of {LIMIT_SECONDS} s for one problem."])
        for peer in wanted:
            if peer not in self.environment.versions:
                table.notes.append(f"{peer} is skipped: {self.environment.missing.get(peer)}")
        scripts = {"HiGHS": "peer_highs.py", "spopt": "peer_spopt.py"}
        for folder, models in groupby(problems, lambda problem: problem[0]):
            peers = {peer: Peer(self.environment.python, HERE / scripts[peer], folder)
                     for peer in wanted if peer in self.environment.versions}
            try:
                for _, model, sites in models:
                    self.compare(table, folder, model, sites, peers)
            finally:
                for peer in peers.values():
                    peer.__exit__()
        self.report.show(table)

    def compare(self, table, folder, model, sites, peers):
        answers, texts = {}, {}
        mine = []
        for name in ["HiGHS", "spopt", None]:
            mine.append(ours(self.bench_program, folder, model, sites, LIMIT_SECONDS))
            if name not in peers:
                continue
            try:
                answer = peers[name].ask(model=model, sites=sites, limit_s=LIMIT_SECONDS)
                done = answer["status"] == "Optimal" and answer["total_s"] < LIMIT_SECONDS * 1.5
                texts[name] = answer["total_s"] if done else f"{answer['status']} ({answer['total_s']:.0f} s)"
                if done:
                    answers[name] = answer
            except Failure as failure:
                table.notes.append(f"{name}, {model} {sites}: {str(failure)[:120]}")
        own = median(mine, "total_s")
        verdicts = []
        for name, answer in answers.items():
            # spopt counts in seconds as well; what is covered for maximal covering, sites for set covering.
            verdict = agree(mine[0], answer)
            verdicts.append(f"{name} {verdict}")
            if verdict == "DIFFERS":
                self.differences.append(
                    f"{name}, {folder.name}, {model} {sites}: {mine[0]['objective']} and {answer['objective']}")
        table.add(folder.name, model, sites, own, mine[0]["status"], texts.get("HiGHS"),
                  answers["HiGHS"]["total_s"] / own if "HiGHS" in answers else None, texts.get("spopt"),
                  mine[0]["objective"], ", ".join(verdicts) or None)

    def alone(self, folder, title, name, models, limit):
        table = Table(
            name, f"Siting: {title}", ["model", "sites", "seconds", "peak MB", "method", "status", "gap %", "objective"],
            [f"maillage alone, one run on one core, {limit} s at the most; peak memory with the matrix."])
        for model, sites in models:
            answer = ours(self.bench_program, folder, model, sites, limit)
            gap = answer.get("gap")
            table.add(model, sites, answer["total_s"], answer["megabytes"], answer["method"], answer["status"],
                      None if gap is None else 100 * gap, answer.get("objective"))
        self.report.show(table)
