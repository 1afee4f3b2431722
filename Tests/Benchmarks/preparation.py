"""What OSRM and Valhalla make of an OpenStreetMap extract before they answer, step by step, on one core.

What they made of a large network is kept with the figures of its making, and made again when the extract or the
version changes: some of it takes longer than the rest of the benchmark.
"""
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from measuring import Failure, TooSlow, run

HERE = Path(__file__).resolve().parent


@dataclass
class Step:
    """`failure`: why there is nothing; then seconds and megabytes are missing."""

    name: str
    seconds: float = None
    megabytes: float = None
    failure: str = None
    date: str = None


class Preparation:
    def __init__(self, network, environment, limit_seconds, date):
        self.network, self.environment = network, environment
        self.limit_seconds, self.date = limit_seconds, date
        self.keeps = network.name in ("tiled", "region")

    def steps(self, peer, folder, make):
        """The steps of `make`, taken again unless kept from an earlier run on the same extract."""
        status = self.network.osm.stat()
        made_of = {
            "bytes": status.st_size, "changed": status.st_mtime, "version": self.environment.versions[peer]}
        record = folder / "preparation.json"
        if self.keeps and record.exists():
            kept = json.loads(record.read_text())
            steps = [Step(**step) for step in kept["steps"]]
            failed = any(step.failure for step in steps)
            if kept["made_of"] == made_of and not (failed and kept["limit_seconds"] < self.limit_seconds):
                return steps
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        steps = make(folder)
        record.write_text(json.dumps(
            {"made_of": made_of, "limit_seconds": self.limit_seconds, "steps": [asdict(step) for step in steps]},
            indent=1))
        return steps

    def step(self, name, commands, folder):
        seconds = megabytes = 0.0
        try:
            for command in commands:
                done = run(command, limit_seconds=self.limit_seconds, folder=folder)
                seconds, megabytes = seconds + done.seconds, max(megabytes, done.megabytes)
        except TooSlow as slow:
            return Step(name, failure=f"ended after {slow}", date=self.date)
        except Failure as failure:
            return Step(name, failure=str(failure).strip().splitlines()[-1], date=self.date)
        return Step(name, seconds, megabytes, date=self.date)

    def osrm(self):
        """Leaves `osrm/ch/roads.osrm` and `osrm/mld/roads.osrm`."""
        package = self.environment.site_packages / "osrm"

        def program(name, *arguments):
            return [package / "bin" / f"osrm-{name}", *arguments, "--threads", "1"]

        def make(folder):
            hierarchy, levels = folder / "ch", folder / "mld"
            hierarchy.mkdir()
            # OSRM names its files after the extract, and puts them beside it.
            shutil.copyfile(self.network.osm, hierarchy / "roads.osm.pbf")
            profile = package / "share" / "profiles" / "car.lua"
            extract = self.step(
                "OSRM extract", [program("extract", "roads.osm.pbf", "--profile", profile)], hierarchy)
            (hierarchy / "roads.osm.pbf").unlink()
            if extract.failure:
                return [extract]
            # Partitioning numbers the graph anew: the two cannot share their files.
            shutil.copytree(hierarchy, levels)
            return [
                extract,
                self.step(
                    "OSRM MLD: partition, customize",
                    [program("partition", "roads.osrm"), program("customize", "roads.osrm")], levels),
                self.step("OSRM CH: contract", [program("contract", "roads.osrm")], hierarchy),
            ]

        return self.steps("OSRM", self.network.folder / "osrm", make)

    def valhalla(self):
        """Leaves `valhalla/tiles` and `valhalla/valhalla.json`."""

        def make(folder):
            (folder / "tiles").mkdir()
            configuration = folder / "valhalla.json"
            run([self.environment.python, HERE / "peer_valhalla.py", "config", folder / "tiles", configuration])
            # The package's own script looks for the program on the PATH: it is started without it.
            program = self.environment.site_packages / "valhalla" / "bin" / "valhalla_build_tiles"
            return [self.step("Valhalla tiles", [[program, "--config", configuration, self.network.osm]], folder)]

        return self.steps("Valhalla", self.network.folder / "valhalla", make)
