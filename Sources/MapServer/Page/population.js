// Places where people live, when the map is close enough to tell them apart.
import { api } from "./api.js";
import { settings } from "./settings.js";

export const leastZoom = 12;

/** The population points in sight of a map. */
export class Population {
  #abort = null;
  #box = null;

  constructor(map, redraw) {
    this.map = map;
    this.redraw = redraw;
    this.points = [];
    this.isTruncated = false;
    map.on("moveend", () => this.refresh());
    settings.addEventListener("change", () => this.refresh());
  }

  get isShown() {
    return settings.layers.population && this.map.getZoom() >= leastZoom;
  }

  async refresh() {
    if (!this.isShown) {
      if (this.points.length) {
        this.points = [];
        this.#box = null;
        this.redraw();
      }
      return;
    }
    const bounds = this.map.getBounds();
    const box = this.#box;
    if (box && bounds.getWest() >= box[0] && bounds.getSouth() >= box[1] && bounds.getEast() <= box[2]
      && bounds.getNorth() <= box[3] && !this.isTruncated) return;
    const wide = bounds.pad(0.3);
    const asked = [wide.getWest(), wide.getSouth(), wide.getEast(), wide.getNorth()];
    this.#abort?.abort();
    this.#abort = new AbortController();
    try {
      const collection = await api.population(asked, this.#abort.signal);
      this.points = collection.features;
      this.isTruncated = Boolean(collection.truncated);
      this.#box = asked;
      this.redraw();
    } catch (error) {
      if (error.name !== "AbortError") this.#box = null;
    }
  }

  paint(context, frame) {
    if (!this.isShown) return;
    frame.enterPixels(context);
    context.fillStyle = "rgba(27,31,36,0.55)";
    context.strokeStyle = "rgba(255,255,255,0.9)";
    context.lineWidth = 0.8;
    for (const { geometry, properties } of this.points) {
      const [x, y] = frame.place(geometry.coordinates[0], geometry.coordinates[1]);
      context.beginPath();
      context.arc(x, y, radiusOf(properties.inhabitants), 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }

  /** The point at a pixel of the map, or null. */
  at(pixel) {
    if (!this.isShown) return null;
    let best = null, least = 10;
    for (const feature of this.points) {
      const [longitude, latitude] = feature.geometry.coordinates;
      const distance = this.map.latLngToContainerPoint([latitude, longitude]).distanceTo(pixel);
      if (distance < Math.max(6, radiusOf(feature.properties.inhabitants)) && distance < least) {
        best = feature;
        least = distance;
      }
    }
    return best;
  }
}

export const radiusOf = (inhabitants) => Math.min(12, 1.6 + Math.sqrt(Math.max(0, inhabitants ?? 0)) / 7);
