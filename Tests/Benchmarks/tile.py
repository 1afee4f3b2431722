"""Writes a graph many times over, tile beside tile, as one graph.

    python tile.py GRAPH_FOLDER TILES NEW_GRAPH_FOLDER

TILES are those of a side. Neighbours are joined by one road of 30 km at 80 km/h between their facing ends. It runs
in a process of its own: what the benchmark itself holds in memory counts as its programs'.
"""
import sys
from array import array
from pathlib import Path

JOINT_MILLISECONDS = round(30 / 80 * 3_600_000)
PRIMARY = 4
KINDS = {"first_out.u32": "I", "head.u32": "I", "weight.u32": "I", "road_class.u8": "B", "lon.f64": "d", "lat.f64": "d"}


def read(path, kind):
    content = array(kind)
    content.frombytes(path.read_bytes())
    if sys.byteorder == "big":
        content.byteswap()
    return content


def joints(nodes, tiles, longitudes, latitudes):
    """The nodes in other tiles that each node at the end of a tile is joined to."""
    ends = {
        "east": max(range(nodes), key=longitudes.__getitem__), "west": min(range(nodes), key=longitudes.__getitem__),
        "north": max(range(nodes), key=latitudes.__getitem__), "south": min(range(nodes), key=latitudes.__getitem__)}
    joined = {}
    for tile in range(tiles * tiles):
        row, column = divmod(tile, tiles)
        for is_there, other, from_side, to_side in (
            (column + 1 < tiles, tile + 1, "east", "west"), (row + 1 < tiles, tile + tiles, "north", "south")
        ):
            if is_there:
                a, b = tile * nodes + ends[from_side], other * nodes + ends[to_side]
                joined.setdefault(a, []).append(b)
                joined.setdefault(b, []).append(a)
    return joined


def main(source, tiles, target):
    first, heads, times, classes, longitudes, latitudes = (
        read(Path(source) / name, kind) for name, kind in KINDS.items())
    tiles, nodes = int(tiles), len(longitudes)
    joined = joints(nodes, tiles, longitudes, latitudes)
    # As wide as high, in degrees, with a gap between tiles.
    step = 1.05 * max(max(longitudes) - min(longitudes), max(latitudes) - min(latitudes))
    out = {name: array(kind) for name, kind in KINDS.items()}
    out["first_out.u32"].append(0)
    for tile in range(tiles * tiles):
        row, column = divmod(tile, tiles)
        out["lon.f64"].extend(value + (column - tiles / 2) * step for value in longitudes)
        # Around the equator, where a degree is as long either way.
        out["lat.f64"].extend(value - latitudes[0] + (row - tiles / 2) * step for value in latitudes)
        for node in range(nodes):
            arcs = slice(first[node], first[node + 1])
            out["head.u32"].extend(head + tile * nodes for head in heads[arcs])
            out["weight.u32"].extend(times[arcs])
            out["road_class.u8"].extend(classes[arcs])
            for other in joined.get(tile * nodes + node, ()):
                out["head.u32"].append(other)
                out["weight.u32"].append(JOINT_MILLISECONDS)
                out["road_class.u8"].append(PRIMARY)
            out["first_out.u32"].append(len(out["head.u32"]))
    Path(target).mkdir(parents=True, exist_ok=True)
    for name, content in out.items():
        if sys.byteorder == "big":
            content.byteswap()
        (Path(target) / name).write_bytes(content.tobytes())


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
