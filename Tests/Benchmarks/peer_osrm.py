"""OSRM's table in process: one request a line, one answer a line.

    python peer_osrm.py FILE.osrm CH|MLD

Places are found on the roads once, and later tables get OSRM's own hints for them, so that what is measured is the
table: its search and the object of durations that the binding hands over. `snapping_s` is what a table of one pair
costs without the hints: finding the places.
"""
import json
import resource
import sys
import time

import osrm


def main(path, algorithm):
    started = time.perf_counter()
    engine = osrm.OSRM(
        storage_config=path, algorithm=algorithm, use_shared_memory=False, max_locations_distance_table=-1)
    open_s = time.perf_counter() - started
    hints = {}
    for line in sys.stdin:
        try:
            places = [tuple(place) for place in json.loads(line)["places"]]
            key = tuple(places)
            if key not in hints:
                found = engine.Table(osrm.TableParameters(
                    coordinates=places, sources=[0], destinations=list(range(len(places))), annotations=["duration"]))
                hints[key] = [place["hint"] for place in found["destinations"]]
            started = time.perf_counter()
            engine.Table(osrm.TableParameters(
                coordinates=places, sources=[0], destinations=[0], annotations=["duration"]))
            snapping = time.perf_counter() - started
            question = osrm.TableParameters(coordinates=places, hints=hints[key], annotations=["duration"])
            question.skip_waypoints = True
            started = time.perf_counter()
            found = engine.Table(question)
            seconds = time.perf_counter() - started
            rows = found["durations"]
            answer = {
                "total_s": seconds, "snapping_s": snapping, "open_s": open_s, "rows": len(rows),
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
            print(json.dumps(answer), flush=True)
        except Exception as failure:
            print(json.dumps({"failure": repr(failure)}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
