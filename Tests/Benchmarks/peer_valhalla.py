"""Valhalla's matrix and isochrones in process: one request a line, one answer a line.

    python peer_valhalla.py config TILE_FOLDER CONFIG.json     writes the configuration that tiles are built with
    python peer_valhalla.py serve CONFIG.json                  answers
"""
import json
import resource
import sys
import time

import valhalla


def write_configuration(tiles, path):
    configuration = valhalla.get_config(tile_extract="", tile_dir=tiles)
    configuration["mjolnir"]["concurrency"] = 1
    # Databases that no wheel brings, and that times by car do not need here.
    for name in ("admin", "timezone", "landmarks", "traffic_extract"):
        configuration["mjolnir"][name] = ""
    limits = configuration["service_limits"]
    limits["auto"].update(max_locations=100_000, max_matrix_distance=1e9, max_matrix_location_pairs=100_000_000)
    with open(path, "w") as file:
        json.dump(configuration, file, indent=1)


def serve(path):
    actor = valhalla.Actor(path)
    for line in sys.stdin:
        try:
            request = json.loads(line)
            places = [{"lon": longitude, "lat": latitude} for longitude, latitude in request["places"]]
            answer = {"isochrones": isochrones, "matrix": matrix}[request["what"]](actor, places, request)
            answer["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(json.dumps(answer), flush=True)
        except Exception as failure:
            print(json.dumps({"failure": repr(failure)}), flush=True)


def matrix(actor, places, _):
    question = json.dumps({"sources": places, "targets": places, "costing": "auto", "verbose": False})
    started = time.perf_counter()
    text = actor.matrix(question)
    seconds = time.perf_counter() - started
    return {"total_s": seconds, "rows": len(json.loads(text)["sources_to_targets"]["durations"])}


def isochrones(actor, places, request):
    contours = [{"time": minutes} for minutes in request["minutes"]]
    seconds, refused, polygons = [], 0, 0
    for place in places:
        question = json.dumps({"locations": [place], "costing": "auto", "contours": contours, "polygons": True})
        started = time.perf_counter()
        try:
            text = actor.isochrone(question)
        except RuntimeError:
            refused += 1
            continue
        seconds.append(time.perf_counter() - started)
        polygons += len(json.loads(text)["features"])
    return {"total_s": sum(seconds), "origins": len(seconds), "refused": refused, "polygons": polygons}


if __name__ == "__main__":
    if sys.argv[1] == "config":
        write_configuration(*sys.argv[2:])
    else:
        serve(sys.argv[2])
