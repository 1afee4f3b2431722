"""Worlds for the map's browser tests: a server on a free port, and small territories as files."""

import json
import math
import os
import pathlib
import shutil
import socket
import subprocess
import time
import urllib.request

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
EVIL = "<script>alert(1)</script>"
EVIL_SITE = "<img src=x onerror=alert(2)>"

CORSICA = """
territory: 1
name: Corse
crs: EPSG:2154
communes: {{layer: {data}/communes.geojson, id: code, name: nom}}
population:
  - layer: {data}/population_communes.csv
    commune: insee_com
    columns: {{inhabitants: pop_rp2023, age_75_plus: pop_75plus}}
    spread: {{layer: {data}/synthetic_homes.csv}}
roads:
  layer: {data}/routes.shp
  length: LENGTH_M
  class: HIGHWAY
  direction: {{field: SENS, both: Double, forward: Direct}}
sites:
  - {{layer: {data}/hospitals.csv, kind: emergency, id: finess, name: nom, where: {{urgences_sae2022: 1}}}}
"""

CORSICA_SCENARIO = """
scenario: 1
name: Deux maisons de santé
territory: territory.yaml
changes:
  - open:
      id: msp-corte
      kind: msp
      name: MSP de Corte
      at: [9.1490, 42.3063]
      professionals: {general_practitioner: 4, nurse: 6}
  - open:
      id: msp-ajaccio
      kind: msp
      name: MSP d'Ajaccio
      at: [8.7369, 41.9267]
      professionals: {general_practitioner: 6, nurse: 9}
equity: {quantity: minutes_to_nearest, kind: msp, groups: [age_75_plus], threshold: 15}
"""


def real_corsica():
    """The folder of Corsica's data, or None."""
    data = pathlib.Path(os.environ.get("MAILLAGE_DATA") or PACKAGE.parent / "shared" / "data")
    corsica = data / "corse"
    return corsica if (corsica / "routes.shp").exists() else None


def write_corsica(folder, data):
    (folder / "territory.yaml").write_text(CORSICA.format(data=data))
    (folder / "scenario.yaml").write_text(CORSICA_SCENARIO)
    return folder / "scenario.yaml"


def write_evil(folder):
    """Four communes of 0.1 degrees, one named as no commune should be; a grid of roads; two sites."""

    def collection(features):
        return json.dumps({"type": "FeatureCollection", "features": features})

    def feature(geometry, coordinates, properties):
        return {"type": "Feature", "geometry": {"type": geometry, "coordinates": coordinates}, "properties": properties}

    names = [EVIL, "Bourg-l'Évêque", "\"><b>gras</b>", "Sainte-Ligne\u2028Séparée"]
    communes, people, roads = [], ["id,commune,lon,lat,inhabitants"], []
    for number, name in enumerate(names):
        west, south = 2 + 0.1 * (number % 2), 46 + 0.1 * (number // 2)
        ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]
        communes.append(feature("Polygon", [ring], {"code": f"2300{number}", "name": name}))
        for place in range(4):
            lon, lat = west + 0.025 + 0.05 * (place % 2), south + 0.025 + 0.05 * (place // 2)
            people.append(f"p{number}{place},2300{number},{lon:.4f},{lat:.4f},{100 + 50 * place}")
    steps = [0.025 * step for step in range(9)]
    metre = 111_320
    for along in steps:
        for start, end in zip(steps, steps[1:]):
            for line, length in (
                ([[2 + start, 46 + along], [2 + end, 46 + along]], 0.025 * metre * math.cos(math.radians(46 + along))),
                ([[2 + along, 46 + start], [2 + along, 46 + end]], 0.025 * metre),
            ):
                line = [[round(value, 6) for value in point] for point in line]
                roads.append(feature("LineString", line, {"length": round(length, 1), "class": "secondary"}))
    (folder / "communes.geojson").write_text(collection(communes))
    (folder / "roads.geojson").write_text(collection(roads))
    (folder / "people.csv").write_text("\n".join(people) + "\n")
    (folder / "sites.csv").write_text(f'site,name,lon,lat\nmsp-1,"{EVIL_SITE}",2.05,46.05\nmsp-2,Deux,2.15,46.15\n')
    (folder / "territory.yaml").write_text(
        """
territory: 1
name: "<b>Terre</b>"
crs: EPSG:2154
communes: {layer: communes.geojson, id: code, name: name}
population:
  - {layer: people.csv, id: id, commune: commune, x_field: lon, y_field: lat, columns: {inhabitants: inhabitants}}
roads: {layer: roads.geojson, length: length, class: class}
sites:
  - {layer: sites.csv, kind: msp, id: site, name: name, x_field: lon, y_field: lat}
""")
    (folder / "scenario.yaml").write_text(
        'scenario: 1\nname: "<i>Essai</i>"\nterritory: territory.yaml\n'
        "equity: {quantity: minutes_to_nearest, kind: msp, threshold: 15}\n")
    return folder / "scenario.yaml"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """`maillage serve` on a free port, ended by SIGTERM."""

    def __init__(self, program, scenario, log, seconds=120):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = open(log, "wb")
        self.process = subprocess.Popen(
            [program, "serve", str(scenario), "--port", str(port)], stdout=self.log, stderr=subprocess.STDOUT)
        until = time.monotonic() + seconds
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(f"maillage serve ended: {pathlib.Path(log).read_text()}")
            try:
                self.get("/api/territory")
                return
            except OSError:
                if time.monotonic() > until:
                    self.stop()
                    raise RuntimeError(f"maillage serve does not answer: {pathlib.Path(log).read_text()}") from None
                time.sleep(0.1)

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=60) as answer:
            return json.loads(answer.read())

    def stop(self):
        self.process.terminate()
        try:
            status = self.process.wait(timeout=20)
        finally:
            self.process.kill()
            self.log.close()
        return status


def run_saved(program, saved, scenario, folder):
    """Runs a saved scenario beside the original, as a planner would; its summary."""
    beside = folder / "beside"
    (beside / "Scenarios").mkdir(parents=True, exist_ok=True)
    if scenario.parent.name == "Scenarios":
        shapes = beside / "Shapefiles"
        if not shapes.exists():
            shapes.symlink_to(PACKAGE / "Shapefiles")
        target = beside / "Scenarios" / "saved.yaml"
    else:
        target = scenario.parent / "saved.yaml"
    shutil.copy(saved, target)
    done = subprocess.run(
        [program, "run", str(target), "--output", str(folder / "results"), "--json"],
        capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise AssertionError(f"maillage run refuses the saved file: {done.stderr}\n{target.read_text()}")
    return json.loads((folder / "results" / "summary.json").read_text())
