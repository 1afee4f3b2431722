"""The planner's map under load: one planner who drags a house, and fifty at once."""
import http.client
import json
import random
import statistics
import subprocess
import threading
import time

import networks
from measuring import Failure
from report import Table
from whole_commands import CORSICA, FIVE, ROADS

PLANNERS = 50
# People do not live at a million places of a region that planners look at: homes are thinned to so many.
REGION_HOMES = 20_000


class Server:
    """`maillage serve` on a free port, until the block ends."""

    def __init__(self, program, scenario):
        self.command = [str(program), "serve", str(scenario), "--port", "0"]

    def __enter__(self):
        started = time.perf_counter()
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("http://"):
            raise Failure(f"{' '.join(self.command)}: {self.process.stderr.read()}")
        self.start_seconds = time.perf_counter() - started
        self.port = int(line.rsplit(":", 1)[1].strip("/\n"))
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Planner:
    """A page with a session of its own; one connection, as a browser keeps it."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        answer = json.loads(self.ask("POST", "/api/sessions", {})[1])
        self.path, self.changes = f"/api/sessions/{answer['session']}", answer["state"]["changes"]

    def ask(self, method, path, body=None):
        self.connection.request(
            method, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def drag(self, places):
        """The seconds of each step of a drag, and how many went wrong."""
        seconds, errors = [], 0
        for place in places:
            new = {"open": {"id": "dragged", "kind": "msp", "at": place, "professionals": {"nurse": 4}}}
            started = time.perf_counter()
            status, _ = self.ask("PUT", f"{self.path}/changes", {"changes": self.changes + [new]})
            seconds.append(time.perf_counter() - started)
            errors += status != 200
        return seconds, errors


def way(box, steps, seed):
    """Short steps from a place in the middle of the land, as a hand drags."""
    chance = random.Random(seed)
    west, south, east, north = box
    x, y = (west + (east - west) * chance.uniform(0.35, 0.65), south + (north - south) * chance.uniform(0.35, 0.65))
    dx, dy = chance.uniform(-0.004, 0.004), chance.uniform(-0.004, 0.004)
    return [[round(x + dx * step, 5), round(y + dy * step, 5)] for step in range(steps)]


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure(program, scenario, title, table, quick):
    with Server(program, scenario) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        started = time.perf_counter()
        for path in ("/", "/api/territory", "/api/communes.geojson"):
            connection.request("GET", path)
            answer = json_or_page(connection.getresponse().read(), path)
            if path == "/api/territory":
                box = answer["bbox"]
        paint = time.perf_counter() - started
        single = Planner(server.port)
        single.drag(way(box, 3, 0))
        alone, errors = single.drag(way(box, 10 if quick else 100, 1))
        table.add(title, "one planner", len(alone), errors, 1000 * statistics.median(alone),
                  1000 * percentile(alone, 0.95), 1000 * paint, server.start_seconds)

        planners = [Planner(server.port) for _ in range(PLANNERS)]
        outcomes = []

        def work(number):
            try:
                outcomes.append(planners[number].drag(way(box, 3 if quick else 20, 100 + number)))
            except OSError as error:
                outcomes.append(([], f"{error}"))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(PLANNERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = [each for outcome, _ in outcomes for each in outcome]
        errors = sum(1 if isinstance(wrong, str) else wrong for _, wrong in outcomes)
        table.add(title, f"{PLANNERS} planners at once", len(seconds), errors, 1000 * statistics.median(seconds),
                  1000 * percentile(seconds, 0.95), None, None)


def json_or_page(content, path):
    return json.loads(content) if path.startswith("/api") else content


def region_scenario(program, bench_program, data, kept, folder, quick):
    """A region of a million junctions with its communes, homes at a sample of its junctions, and sixteen houses."""
    network = networks.region(data, kept, program, bench_program, junctions=20_000 if quick else 1_000_000)
    made = network.folder / "territory"
    written = dict(line.split(": ", 1) for line in (made / "territory.yaml").read_text().splitlines()
                   if line.startswith(("crs: ", "communes: ")))
    places = network.places(REGION_HOMES)
    (folder / "homes.csv").write_text("id,lon,lat,inhabitants\n" + "".join(
        f"{number},{x:.7f},{y:.7f},{20 + number % 60}\n" for number, (x, y) in enumerate(places)))
    (folder / "region-territory.yaml").write_text(f"""\
territory: 1
name: Région
crs: {written["crs"]}
communes: {written["communes"].replace("layer: ", f"layer: {made}/")}
population:
  - {{layer: homes.csv, id: id, columns: {{inhabitants: inhabitants}}}}
roads:
  layer: {made}/roads.fgb
  length: LENGTH_M
  class: HIGHWAY
  direction: {{field: DIRECTION, both: Both, forward: Forward}}
  from: FROM_NODE
  to: TO_NODE
""")
    changes = "".join(
        f"  - open: {{id: h{number}, kind: msp, at: [{x:.6f}, {y:.6f}], professionals: {{nurse: 8}}}}\n"
        for number, (x, y) in enumerate(places[:16]))
    scenario = folder / "region.yaml"
    scenario.write_text(f"""\
scenario: 1
name: Seize maisons
territory: region-territory.yaml
changes:
{changes}equity: {{quantity: minutes_to_nearest, kind: msp}}
""")
    return scenario


def serve(program, bench_program, data, kept, folder, report, quick):
    table = Table(
        "serve", "9. The planner's map (milliseconds at the client; all cores, which the clients share)",
        ["territory", "who", "requests", "errors", "median", "p95", "page's data", "start s"],
        ["Each request moves a house and is answered with all figures and the house's new catchment. The fifty ask again "
         "as soon as they are answered.",
         "The page's data: the page itself, the territory and the outlines of its communes, one after the other."])
    corsica = data / "corse"
    if (corsica / "routes.shp").exists():
        (folder / "territory.yaml").write_text(CORSICA.format(data=corsica, roads=ROADS.format(data=corsica)))
        (folder / "scenario.yaml").write_text(FIVE.format(territory="territory.yaml"))
        measure(program, folder / "scenario.yaml", "Corsica, five houses", table, quick)
    else:
        table.notes.append(f"Corsica skipped: there is no {corsica / 'routes.shp'}")
    table.notes.append(
        f"The region: {'20 000' if quick else '1 000 000'} junctions, homes at {REGION_HOMES} of them, sixteen houses.")
    region = region_scenario(program, bench_program, data, kept, folder, quick)
    measure(program, region, "region of 1 M junctions, sixteen houses", table, quick)
    report.show(table)
