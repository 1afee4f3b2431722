"""The networks that are measured, each as a saved network, as raw arrays, and as an OpenStreetMap extract.

They are kept in `.build/bench` and made again where they are older than the program that made them or than their
data.
"""
import array
import filecmp
import random
import shutil
import struct
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from measuring import Failure, run

HERE = Path(__file__).resolve().parent


@dataclass
class Network:
    name: str
    title: str
    folder: Path
    # The extract that OSRM and Valhalla read: the one our network is from, or one written from our graph.
    osm: Path
    osm_is_ours: bool
    # The saved network, and what building it took; None where there are arrays only.
    saved: Path = None
    build_seconds: float = None
    build_megabytes: float = None

    @property
    def graph(self):
        return self.folder / "graph"

    @cached_property
    def nodes(self):
        return (self.graph / "first_out.u32").stat().st_size // 4 - 1

    @cached_property
    def arcs(self):
        return (self.graph / "head.u32").stat().st_size // 4

    def sample(self, count):
        """The same nodes in every run: their numbers."""
        return random.Random(1).sample(range(self.nodes), min(count, self.nodes))

    def sources(self, count):
        """A file of a sample, for programs that read raw arrays."""
        path = self.folder / f"sources-{count}.u32"
        content = array.array("I", self.sample(count))
        if sys.byteorder == "big":
            content.byteswap()
        path.write_bytes(content.tobytes())
        return path

    def places(self, count):
        """Longitude and latitude of a sample."""

        def degrees(name):
            # Number by number: what this script holds in memory counts as its programs'.
            with open(self.graph / name, "rb") as file:
                for node in self.sample(count):
                    file.seek(8 * node)
                    yield struct.unpack("<d", file.read(8))[0]

        return [list(place) for place in zip(degrees("lon.f64"), degrees("lat.f64"))]

    def sites(self, count):
        """The same places as a layer of sites."""
        path = self.folder / f"sites-{count}.csv"
        rows = (f"{n},{x:.7f},{y:.7f}\n" for n, (x, y) in enumerate(self.places(count)))
        path.write_text("id,lon,lat\n" + "".join(rows))
        return path


def prepare(network, program, bench_program, roads):
    """Builds and saves the network as a user does, on one thread, and writes its arrays."""
    network.folder.mkdir(parents=True, exist_ok=True)
    network.saved = network.folder / "maillage.network"
    built = run([program, "network", "build", *roads, "--output", network.saved, "--threads", "1", "--quiet"])
    network.build_seconds, network.build_megabytes = built.seconds, built.megabytes
    run([bench_program, "graph", network.saved, network.graph])
    return network


def write_osm(network, python):
    """Writes the extract of a network whose graph is newer than it. Why it cannot; None when it did."""
    if not network.osm_is_ours:
        return None
    times = network.graph / "weight.u32"
    # Kept where nothing has changed: OSRM and Valhalla keep what they made of it.
    kept = network.folder / "written-from.u32"
    if network.osm.exists() and kept.exists() and filecmp.cmp(kept, times, shallow=False):
        return None
    try:
        run([python, HERE / "write_osm.py", network.graph, network.osm])
    except Failure as failure:
        return f"its OpenStreetMap extract could not be written: {failure}"
    shutil.copyfile(times, kept)
    return None


def corsica(data, folder, program, bench_program):
    roads = data / "corse" / "routes.shp"
    if not roads.exists():
        raise FileNotFoundError(roads)
    folder = folder / "corsica"
    return prepare(
        Network("corsica", "Corsica", folder, folder / "corsica.osm.pbf", True), program, bench_program,
        ["--roads", roads, "--length-field", "LENGTH_M", "--class-field", "HIGHWAY", "--direction-field", "SENS",
         "--both", "Double", "--forward", "Direct", "--from-field", "FROM_NODE", "--to-field", "TO_NODE"])


def andorra(data, folder, program, bench_program):
    extract = data / "osm" / "andorra.osm.pbf"
    if not extract.exists():
        raise FileNotFoundError(extract)
    return prepare(
        Network("andorra", "Andorra", folder / "andorra", extract, False), program, bench_program, ["--osm", extract])


def region(data, folder, program, bench_program, junctions=1_000_000):
    """An invented region. Its speeds follow the class of the road (trunk 90, primary 72 … residential 28 km/h):
    a hierarchy, without which no preparation is worth its time."""
    folder = folder / f"region-{junctions}"
    invented = folder / "territory"
    if not (invented / "territory.yaml").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run([program, "synthesize", "--seed", "1", "--junctions", str(junctions), "--format", "flatgeobuf",
             "--output", invented, "--quiet"], one_core=False)
    title = "Region of 1 M" if junctions == 1_000_000 else f"Region of {junctions // 1000} k"
    return prepare(
        Network("region", title, folder, folder / "region.osm.pbf", True), program, bench_program,
        ["--roads", invented / "roads.fgb", "--length-field", "LENGTH_M", "--speed-field", "SPEED_KMH",
         "--speed-unit", "kmh", "--class-field", "HIGHWAY", "--direction-field", "DIRECTION", "--both", "Both",
         "--forward", "Forward", "--from-field", "FROM_NODE", "--to-field", "TO_NODE"])


def tiled(data, folder, program, bench_program, tiles=6):
    """Corsica's roads 36 times over, joined: real streets, 1.1 M junctions. It has arrays and an extract, and no saved
    network."""
    corsica(data, folder, program, bench_program)
    own = folder / f"corsica-{tiles * tiles}"
    network = Network("tiled", f"Corsica × {tiles * tiles}", own, own / "tiled.osm.pbf", True)
    run([sys.executable, HERE / "tile.py", folder / "corsica" / "graph", str(tiles), network.graph])
    return network


MAKERS = {"corsica": corsica, "andorra": andorra, "tiled": tiled, "region": region}
