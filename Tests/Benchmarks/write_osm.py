"""Writes a graph folder as an OpenStreetMap extract, for peers that read nothing else.

    python write_osm.py GRAPH_FOLDER FILE.osm.pbf

One OSM node a node, one way of two nodes a road (arcs both ways in the same time are one two-way road), with its
road class. Its speed is the straight line over the arc's time, so that the peers' times are near ours: as
maxspeed:average, which Valhalla drives at, and 1.25 times as much as maxspeed, of which OSRM's car profile drives
0.8. Times are not equal: speeds are whole km/h, and both peers add time for turns.
"""
import sys
from pathlib import Path

import numpy as np
import osmium

CLASSES = (
    "motorway motorway_link trunk trunk_link primary primary_link secondary secondary_link tertiary tertiary_link "
    "unclassified residential living_street service track pedestrian footway cycleway path bridleway steps ferry"
).split()
EARTH_METRES = 6_371_008.8


def main(folder, output):
    folder = Path(folder)
    first = np.fromfile(folder / "first_out.u32", "<u4").astype(np.int64)
    heads = np.fromfile(folder / "head.u32", "<u4").astype(np.int64)
    milliseconds = np.fromfile(folder / "weight.u32", "<u4").astype(np.int64)
    classes = np.fromfile(folder / "road_class.u8", "u1")
    longitudes = np.fromfile(folder / "lon.f64", "<f8")
    latitudes = np.fromfile(folder / "lat.f64", "<f8")
    nodes = len(first) - 1
    tails = np.repeat(np.arange(nodes), np.diff(first))

    # Roads: each pair of opposite arcs with the same time and class once. Parallel arcs keep their number.
    least, most = np.minimum(tails, heads), np.maximum(tails, heads)
    onward = tails < heads
    order = np.lexsort((onward, classes, milliseconds, most, least))
    order = order[tails[order] != heads[order]]
    roads = {}
    for arc in order.tolist():
        key = (int(least[arc]), int(most[arc]), int(milliseconds[arc]), int(classes[arc]))
        counts = roads.setdefault(key, [0, 0])
        counts[bool(onward[arc])] += 1

    x, y = np.radians(longitudes), np.radians(latitudes)
    output = Path(output)
    unfinished = output.with_name("unfinished-" + output.name)
    unfinished.unlink(missing_ok=True)
    writer = osmium.SimpleWriter(str(unfinished))
    for node, place in enumerate(zip(longitudes.tolist(), latitudes.tolist())):
        writer.add_node(osmium.osm.mutable.Node(id=node + 1, location=place, version=1))
    way = 0
    for (a, b, time, road_class), (back, forth) in roads.items():
        across = (x[b] - x[a]) * np.cos((y[a] + y[b]) / 2)
        metres = EARTH_METRES * np.hypot(across, y[b] - y[a])
        speed = min(130, max(4, metres / max(1, time) * 3600))
        tags = {
            "route" if CLASSES[road_class] == "ferry" else "highway": CLASSES[road_class],
            "maxspeed": str(round(1.25 * speed)), "maxspeed:average": str(round(speed))}
        both = min(back, forth)
        for ends, count, oneway in (
            ((a, b), both, False), ((a, b), forth - both, True), ((b, a), back - both, True)
        ):
            for _ in range(count):
                way += 1
                writer.add_way(osmium.osm.mutable.Way(
                    id=way, version=1, nodes=[ends[0] + 1, ends[1] + 1],
                    tags={**tags, "oneway": "yes"} if oneway else tags))
    writer.close()
    unfinished.rename(output)
    print(f"{output.name}: {nodes} nodes, {way} ways")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
