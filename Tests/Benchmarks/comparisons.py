"""maillage beside its peers: each pair of figures comes from the same minutes on the same core, taken by turns."""
import json
from pathlib import Path

from measuring import Failure, Peer, alternating, median, run
from report import Table, shown

HERE = Path(__file__).resolve().parent
FIFTEEN_MINUTES = 15 * 60_000
LIMITS = [5, 10, 15]


class Comparisons:
    def __init__(self, program, bench_program, environment, networks, preparations, report, quick):
        self.program, self.bench_program, self.environment = program, bench_program, environment
        self.networks, self.preparations, self.report = networks, preparations, report
        self.runs = 2 if quick else 5
        self.quick = quick
        # Pairs of results on the same arrays that are not the same.
        self.differences = []

    # The engine alone.

    def engine(self, work, network, sources, limit="-"):
        done = run([self.bench_program, work, network.graph, sources, limit])
        answer = json.loads(done.output.strip().splitlines()[-1])
        return {**answer, "megabytes": done.megabytes}

    def scipy(self, network):
        return Peer(self.environment.python, HERE / "peer_scipy.py", network.graph)

    def verdict(self, what, ours, theirs):
        if all(ours[key] == theirs[key] for key in ("reached", "sum_ms")):
            return "agrees"
        self.differences.append(
            f"{what}: reached {ours['reached']} and {theirs['reached']}, sum_ms {ours['sum_ms']} and "
            f"{theirs['sum_ms']}")
        return "DIFFERS"

    def has(self, peer, table):
        reason = self.environment.missing.get(peer)
        if reason:
            table.notes.append(f"{peer} is skipped: {reason}")
        return reason is None

    def trees(self):
        table = Table(
            "one-to-all", "1. One-to-all trees (milliseconds a tree)",
            ["network", "trees", "SciPy", "maillage", "times faster", "preparation s", "SciPy MB", "maillage MB",
             "results"],
            ["SciPy's Dijkstra and maillage-bench one-to-all on the same arrays; the preparation is ours and is done "
             "once for a graph. MB: peak memory of the whole process, SciPy's with Python and all labels of a call; at "
             "least that of the benchmark's own script (some 20 MB), which the system counts in."])
        self.against_scipy(table, "one-to-all", None)

    def bounded(self):
        table = Table(
            "bounded", "2. Trees bounded to 15 minutes (milliseconds a tree)",
            ["network", "trees", "SciPy", "maillage", "times faster", "nodes a tree", "results"],
            ["SciPy gets limit=, and fills a row of all nodes for each tree. Ours needs no preparation."])
        self.against_scipy(table, "bounded", FIFTEEN_MINUTES)

    def against_scipy(self, table, work, limit):
        has_scipy = self.has("SciPy", table)
        for network in self.networks:
            count = 32 if network.nodes > 500_000 else 360
            sources = network.sources(count)
            count = len(network.sample(count))
            ours = lambda: self.engine(work, network, sources, "-" if limit is None else limit)
            if has_scipy:
                with self.scipy(network) as peer:
                    runs = min(self.runs, 3) if network.nodes > 500_000 else self.runs
                    theirs, mine = alternating(runs, lambda: peer.ask(sources=str(sources), limit_ms=limit), ours)
            else:
                theirs, (mine,) = None, alternating(self.runs, ours)
            a = median(mine, "total_s") * 1000 / count
            b = median(theirs, "total_s") * 1000 / count if theirs else None
            verdict = self.verdict(f"{work} on {network.title}", mine[0], theirs[0]) if theirs else None
            end = [round(mine[0]["reached"] / count)] if limit else [
                median(mine, "prepare_s"), theirs and max(run["megabytes"] for run in theirs),
                max(run["megabytes"] for run in mine)]
            table.add(network.title, count, b, a, b and b / a, *end, verdict)
        self.report.show(table)

    def matrices(self):
        table = Table(
            "matrix", "3. Many-to-many (seconds a table, sources to themselves)",
            ["network", "size", "peer", "peer s", "maillage s", "times faster", "snapping s", "peer MB",
             "maillage MB", "results"],
            ["Times of travel only. OSRM is asked in process with its own hints, so that places are on their roads "
             "already; what finding them costs it beside that is `snapping`. Valhalla finds its places in its time.",
             "Results of OSRM and Valhalla are not compared: they add turns, and (Corsica, region) read an extract "
             "written from our graph with speeds in whole km/h. SciPy's are, untimed."])
        has = {peer: self.has(peer, table) for peer in ("OSRM", "Valhalla", "SciPy")}
        for network in self.networks:
            size = 200 if self.quick else 1000
            rows = len(table.rows)
            if has["OSRM"]:
                for algorithm in ("CH", "MLD"):
                    self.osrm_matrix(table, network, algorithm, size)
            if has["Valhalla"]:
                # Its matrix takes minutes where others take seconds.
                self.valhalla_matrix(table, network, 50 if self.quick or network.nodes > 500_000 else 100)
            if len(table.rows) == rows:
                self.matrix_row(table, network, size, None, None)
            if has["SciPy"]:
                self.check_matrix(table, network, 16 if network.nodes > 500_000 else size)
        if has["Valhalla"]:
            table.notes.append("Valhalla gets smaller tables, and maillage the same ones beside it: a full one "
                               "takes it minutes.")
        self.report.show(table)

    def matrix_row(self, table, network, size, name, ask):
        sources = network.sources(size)
        size = len(network.sample(size))
        ours = lambda: self.engine("matrix", network, sources)
        runs = min(self.runs, 3) if network.nodes > 500_000 else self.runs
        if ask:
            theirs, mine = alternating(runs, ask, ours)
        else:
            theirs, (mine,) = None, alternating(runs, ours)
        a = median(mine, "total_s")
        b = theirs and median(theirs, "total_s")
        table.add(
            network.title, f"{size} × {size}", name, b, a, b and b / a,
            median(theirs, "snapping_s") if theirs and "snapping_s" in theirs[0] else None,
            theirs and max(run["megabytes"] for run in theirs), max(run["megabytes"] for run in mine), None)

    def osrm_matrix(self, table, network, algorithm, size):
        file = network.folder / "osrm" / algorithm.lower() / "roads.osrm"
        steps = self.preparations(network).osrm()
        failed = next((step for step in steps if step.failure and ("extract" in step.name or algorithm in step.name)),
                      None)
        if failed:
            table.notes.append(f"{network.title}: OSRM {algorithm} is left out: {failed.name}: {failed.failure}")
            return
        places = network.places(size)
        self.with_peer(
            table, network, f"OSRM {algorithm}", ["peer_osrm.py", file, algorithm],
            lambda peer: self.matrix_row(
                table, network, size, f"OSRM {algorithm}", lambda: peer.ask(places=places)))

    def valhalla_matrix(self, table, network, size):
        arguments = self.valhalla_arguments(table, network)
        if arguments:
            places = network.places(size)
            self.with_peer(
                table, network, "Valhalla", arguments,
                lambda peer: self.matrix_row(
                    table, network, size, "Valhalla", lambda: peer.ask(what="matrix", places=places)))

    def valhalla_arguments(self, table, network):
        failed = next((step for step in self.preparations(network).valhalla() if step.failure), None)
        if failed:
            table.notes.append(f"{network.title}: Valhalla is left out: {failed.name}: {failed.failure}")
            return None
        return ["peer_valhalla.py", "serve", network.folder / "valhalla" / "valhalla.json"]

    def with_peer(self, table, network, name, arguments, use):
        script, *rest = arguments
        try:
            with Peer(self.environment.python, HERE / script, *map(str, rest)) as peer:
                use(peer)
        except Failure as failure:
            # Ours must not fail; a peer may, and the table says so.
            if not str(failure).startswith(Path(script).stem):
                raise
            table.notes.append(f"{network.title}: {name} is left out: {failure}")

    def check_matrix(self, table, network, size):
        sources = network.sources(size)
        with self.scipy(network) as peer:
            theirs = peer.ask(sources=str(sources), to_sources=True)
        mine = self.engine("matrix", network, sources)
        size = len(network.sample(size))
        verdict = self.verdict(f"matrix of {size} on {network.title}", mine, theirs)
        table.add(network.title, f"{size} × {size}", "SciPy", None, mine["total_s"], None, None, None,
                  mine["megabytes"], verdict)

    # Polygons.

    def polygons(self):
        table = Table(
            "polygons", "4. Polygons of 5, 10 and 15 minutes (milliseconds an origin, all three)",
            ["network", "origins", "Valhalla", "maillage", "times faster", "one origin alone s"],
            ["Valhalla: `isochrone` in process, a request an origin, GeoJSON text included, its own generalization. "
             "maillage: the command `catchments --threads 1 --direction from-site` as a user runs it, GeoJSON on disk "
             "included, for all origins, less the same for the first alone, over the others; starting, opening the "
             "network and one origin are in `one origin alone`.",
             "Origins are the same junctions. The polygons are not the same: Valhalla contours cells of about 200 m, "
             "maillage draws at 100 m and agrees with its times."])
        has_valhalla = self.has("Valhalla", table)
        for network in self.networks:
            if not network.saved:
                continue
            count = 17 if self.quick else 65
            places = network.places(count)

            def ours(number):
                sites = network.sites(number)
                return run([
                    self.program, "catchments", "--network", network.saved, "--sites", sites, "--minutes",
                    ",".join(map(str, LIMITS)), "--direction", "from-site", "--threads", "1", "--quiet", "--output",
                    network.folder / "catchments.geojson"]).seconds

            def row(peer):
                measurements = [lambda: ours(1), lambda: ours(count)]
                if peer:
                    measurements.append(lambda: peer.ask(what="isochrones", places=places, minutes=LIMITS))
                ones, alls, *theirs = alternating(min(self.runs, 3), *measurements)
                one, every = sorted(ones)[len(ones) // 2], sorted(alls)[len(alls) // 2]
                a = (every - one) * 1000 / (count - 1)
                b = None
                if theirs:
                    answered = theirs[0][0]["origins"]
                    b = median(theirs[0], "total_s") * 1000 / answered
                    if theirs[0][0]["refused"]:
                        table.notes.append(
                            f"{network.title}: Valhalla refused {theirs[0][0]['refused']} of {count} origins.")
                table.add(network.title, count, b, a, b and b / a, one)

            arguments = self.valhalla_arguments(table, network) if has_valhalla else None
            if arguments:
                self.with_peer(table, network, "Valhalla", arguments, row)
            if not any(cells[0] == network.title for cells in table.rows):
                row(None)
        self.report.show(table)

    # Before the first answer.

    def preparing(self):
        table = Table(
            "preparation", "5. Preparation (one core, one run)",
            ["network", "step", "seconds", "peak MB", "measured"],
            ["`maillage network build` reads the roads and saves the network; `maillage-bench` prepares the arrays "
             "of the same graph for searches over all of it.",
             "What OSRM and Valhalla made of the large networks is kept in .build/bench with its figures, and made "
             "again when the extract or the version changes; hence the dates."])
        has = {peer: self.has(peer, table) for peer in ("OSRM", "Valhalla")}
        for network in self.networks:
            table.add(network.title, f"{shown(network.nodes)} nodes, {shown(network.arcs)} arcs", None, None,
                      None)
            if network.saved:
                table.add("", "maillage network build", network.build_seconds, network.build_megabytes, "now")
            ours = self.engine("one-to-all", network, network.sources(1))
            table.add("", "maillage-bench: prepare_s", ours["prepare_s"], ours["megabytes"], "now")
            preparation = self.preparations(network)
            for peer, steps in (("OSRM", preparation.osrm), ("Valhalla", preparation.valhalla)):
                for step in steps() if has[peer] else []:
                    table.add("", step.name, step.failure or step.seconds, step.megabytes, step.date)
        self.report.show(table)
