// A map that shows one scenario.
import * as L from "/leaflet/leaflet.esm.min.js";
import { onlineTiles, paintRoadsUnder, plainText, RoadLayer } from "./base-map.js";
import { CanvasLayer } from "./canvas-layer.js";
import { byID } from "./dom.js";
import { contains, Frame } from "./painting.js";
import { paintNames, placesOf } from "./names.js";
import { Population } from "./population.js";
import { settings } from "./settings.js";
import { SiteMarkers } from "./sites.js";
import { paintSymbol } from "./symbols.js";

/** Panes from the ground upwards; what lies in them takes no clicks, the map itself does. */
const panes = {
  online: 150, communes: 200, roads: 220, zones: 240, population: 250, gains: 260, catchments: 280, selection: 300,
  names: 320,
};

export class MapView {
  /**
   * @param {HTMLElement} element
   * @param {import("./layers.js").Ground} ground
   * @param {import("./layers.js").ScenarioLayers} layers
   * @param {Object} actions of its sites, and `click(hit)`
   */
  constructor(element, ground, layers, actions) {
    this.ground = ground;
    this.places = placesOf(ground.communes.map((commune) => commune.feature));
    const { origin } = ground;
    this.map = L.map(element, {
      zoomControl: false, attributionControl: false, zoomSnap: 0.25, wheelPxPerZoomLevel: 100, minZoom: 6, maxZoom: 18,
      keyboardPanDelta: 60,
    });
    for (const [name, height] of Object.entries(panes)) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = height;
      pane.style.pointerEvents = "none";
    }
    this.setLayers(layers);
    this.canvases = {};
    const add = (pane, paint) => {
      this.canvases[pane] = new CanvasLayer(paint, { pane, origin }).addTo(this.map);
    };
    const [west, south, east, north] = ground.territory.bbox;
    this.showAll({ animate: false });
    add("communes", (context, frame) => this.layers.paintCommunes(context, frame));
    add("zones", (context, frame) => this.layers.paintZones(context, frame));
    add("gains", (context, frame) => this.layers.paintGains(context, frame));
    add("catchments", (context, frame) => this.layers.paintCatchments(context, frame));
    this.population = new Population(this.map, () => this.canvases.population?.redraw());
    add("population", (context, frame) => this.population.paint(context, frame));
    add("selection", (context, frame) => this.#paintSelection(context, frame));
    add("names", (context, frame) => {
      if (settings.layers.names && !settings.online) paintNames(context, frame, this.places, this.#siteBoxes(frame));
    });
    this.roads = new RoadLayer({
      pane: "roads", bounds: [[south, west], [north, east]], updateWhenZooming: false, maxZoom: 18, keepBuffer: 1,
    });
    this.attribution = L.control.attribution({ prefix: false }).addTo(this.map);
    if (ground.attribution) this.attribution.addAttribution(plainText(ground.attribution));
    L.control.scale({ imperial: false, position: "bottomright", maxWidth: 120 }).addTo(this.map);
    this.markers = new SiteMarkers(this.map, actions);
    this.map.on("click", (event) => actions.click(this.hit(event.latlng), this));
    settings.addEventListener("change", () => this.apply());
    settings.addEventListener("selection", () => this.apply());
    this.apply();
  }

  /** The whole territory, beside the card of layers where there is room. */
  showAll(options = {}) {
    const [west, south, east, north] = this.ground.territory.bbox;
    const isWide = this.map.getSize().x > 760;
    this.map.fitBounds([[south, west], [north, east]], {
      paddingTopLeft: [isWide && byID("layers-card").open ? 302 : 10, 10],
        paddingBottomRight: [isWide ? 50 : 10, isWide ? 88 : 60], ...options,
    });
  }

  /** Shows another scenario's layers. */
  setLayers(layers) {
    this.layers?.removeEventListener("change", this.repaint);
    this.layers?.scenario.removeEventListener("answer", this.answer);
    this.layers = layers;
    this.repaint ??= () => this.redraw(["communes", "zones", "gains", "catchments"]);
    this.answer ??= ({ detail }) => {
      this.redraw(detail.preview ? ["catchments"] : ["catchments", "names"]);
      this.markers.show(this.layers.scenario.sites);
      if (settings.pendingFocus && this.markers.focus(settings.pendingFocus)) settings.pendingFocus = null;
    };
    layers.addEventListener("change", this.repaint);
    layers.scenario.addEventListener("answer", this.answer);
    if (this.markers) this.apply();
  }

  /** Whether all of the territory is in sight. */
  get showsAll() {
    const [west, south, east, north] = this.ground.territory.bbox;
    return this.map.getBounds().contains([[south, west], [north, east]]);
  }

  redraw(names = Object.keys(panes)) {
    for (const name of names) this.canvases?.[name]?.redraw();
  }

  /** Brings the map in line with the settings. */
  apply() {
    const { layers, online } = settings;
    if (layers.roads && !online) this.roads.addTo(this.map);
    else this.roads.remove();
    if (this.onlineName !== (online?.name ?? null)) {
      this.tiles?.remove();
      this.tiles = online ? onlineTiles(online).addTo(this.map) : null;
      this.onlineName = online?.name ?? null;
    }
    this.markers.show(this.layers.scenario.sites);
    this.redraw();
  }

  /** What lies at a place: a population point when they are seen, a commune, or nothing. */
  hit(latlng) {
    const at = [latlng.lng, latlng.lat];
    const point = this.population.at(this.map.latLngToContainerPoint(latlng));
    const commune = this.ground.communes.find(({ feature }) => contains(feature.geometry, at[0], at[1])) ?? null;
    return { at, commune, point };
  }

  #paintSelection(context, frame) {
    const { selection } = settings;
    if (selection?.type === "commune") {
      const commune = this.ground.byCode.get(selection.code);
      if (!commune) return;
      frame.enterShapes(context);
      context.lineJoin = "round";
      for (const [colour, width] of [["#fff", 5], ["#111820", 2.4]]) {
        context.strokeStyle = colour;
        context.lineWidth = width / frame.scale;
        context.stroke(commune.outline.path);
      }
    } else if (selection?.type === "point") {
      const [x, y] = frame.place(selection.at[0], selection.at[1]);
      frame.enterPixels(context);
      for (const [colour, width] of [["#fff", 5], ["#111820", 2.4]]) {
        context.beginPath();
        context.arc(x, y, 11, 0, 2 * Math.PI);
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.stroke();
      }
    }
  }

  #siteBoxes(frame) {
    return this.layers.scenario.sites.filter((site) => site.geometry).map(({ geometry }) => {
      const [x, y] = frame.place(geometry.coordinates[0], geometry.coordinates[1]);
      return [x - 14, y - 14, x + 14, y + 14];
    });
  }

  /** What a picture shows: the map without what lies under the card of layers. */
  pictureFrame(ratio) {
    const size = this.map.getSize();
    const card = byID("layers-card");
    const hidden = size.x > 760 && card.open && !settings.compare ? card.offsetLeft + card.offsetWidth + 6 : 0;
    let box = [hidden, 0, size.x, size.y];
    if (this.showsAll) {
      // Nothing but water about the territory: a reader would rather have it larger.
      const [west, south, east, north] = this.ground.territory.bbox;
      const upper = this.map.latLngToContainerPoint([north, west]),
        lower = this.map.latLngToContainerPoint([south, east]);
      box = [
        Math.max(hidden, Math.floor(upper.x) - 22), Math.max(0, Math.floor(upper.y) - 22),
        Math.min(size.x, Math.ceil(lower.x) + 22), Math.min(size.y, Math.ceil(lower.y) + 22),
      ];
    }
    const corner = this.map.getPixelBounds().min;
    return new Frame(
      this.ground.origin, this.map.getZoom(), corner.x + box[0], corner.y + box[1], Math.max(320, box[2] - box[0]),
        box[3] - box[1], ratio);
  }

  /** Paints the map as it is seen into a canvas of a picture, with the roads that are at hand. */
  paintPicture(context, frame) {
    frame.enterPixels(context);
    context.fillStyle = "#e4edf3";
    context.fillRect(0, 0, frame.width, frame.height);
    context.save();
    context.beginPath();
    context.rect(0, 0, frame.width, frame.height);
    context.clip();
    this.layers.paintCommunes(context, frame);
    if (settings.layers.roads) paintRoadsUnder(context, frame);
    this.layers.paintZones(context, frame);
    this.population.paint(context, frame);
    this.layers.paintGains(context, frame);
    this.layers.paintCatchments(context, frame);
    if (settings.layers.names) paintNames(context, frame, this.places, this.#siteBoxes(frame));
    frame.enterPixels(context);
    for (const { geometry, properties } of this.layers.scenario.sites) {
      if (!geometry) continue;
      const [x, y] = frame.place(geometry.coordinates[0], geometry.coordinates[1]);
      paintSymbol(context, properties.kind, x, y, 10);
      if (!properties.opened) continue;
      context.beginPath();
      context.arc(x + 9, y - 9, 4, 0, 2 * Math.PI);
      context.fillStyle = "#f5c400";
      context.fill();
      context.strokeStyle = "#1b232c";
      context.lineWidth = 1.8;
      context.stroke();
    }
    context.restore();
  }
}
