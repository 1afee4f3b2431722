// The layers of a scenario: fetched when they are seen, kept until the scenario is another one, painted on canvases.
import { api, ApiError } from "./api.js";
import { catchmentKey } from "./scenario.js";
import { classesFor, gainColour, lossColour, missingColour } from "./classes.js";
import { hatching, mercator, Outline } from "./painting.js";
import { settings } from "./settings.js";
import { symbolOf } from "./symbols.js";

const fetched = ["overlaps", "uncovered_zones", "gains"];
export const shadeOpacity = 0.78;
export const overlapColours = ["#9e9ac8", "#6a51a3", "#3f007d"];

/** What is the same for all scenarios of a territory. */
export class Ground extends EventTarget {
  #ranges = new Map();

  constructor(territory, communes) {
    super();
    this.territory = territory;
    const [west, south, east, north] = territory.bbox;
    // What the territory says of itself comes before what it was read from.
    this.attribution = territory.note ?? territory.attribution ?? "";
    this.origin = mercator((west + east) / 2, (south + north) / 2);
    this.communes = communes.features.map((feature) => ({
      code: feature.properties.code, name: feature.properties.name ?? feature.properties.code, feature,
      outline: new Outline(feature.geometry, this.origin),
    }));
    this.byCode = new Map(this.communes.map((commune) => [commune.code, commune]));
    const figures = territory.figures ?? [];
    this.figures = figures.length ? figures : [{ id: "inhabitants", unit: "inhabitants", kind: null }];
  }

  /**
   * The least and the most that a figure has had, over all scenarios and changes, so that a colour keeps its meaning
   * from one to the next. Emits `range` where these values widen it.
   */
  rangeOf(figure, values) {
    const known = values.filter((value) => typeof value === "number" && Number.isFinite(value));
    const [least, most] = this.#ranges.get(figure.id) ?? [Infinity, -Infinity];
    const range = [Math.min(least, ...known), Math.max(most, ...known)];
    this.#ranges.set(figure.id, range);
    if (least !== Infinity && (range[0] < least || range[1] > most)) this.dispatchEvent(new Event("range"));
    return range;
  }

  figure(id) {
    return this.figures.find((figure) => figure.id === id) ?? this.figures[0];
  }
}

/** Emits `change` when something is to be painted anew. */
export class ScenarioLayers extends EventTarget {
  #outlines = new WeakMap();
  #aborts = new Map();
  #have = new Map();

  constructor(scenario, ground) {
    super();
    this.scenario = scenario;
    this.ground = ground;
    this.values = null;
    this.data = { overlaps: [], uncovered_zones: [], gains: [] };
    this.classes = null;
    scenario.addEventListener("answer", ({ detail }) => {
      if (!detail.preview) this.refresh();
    });
    settings.addEventListener("change", () => this.refresh());
    ground.addEventListener("range", () => this.#classify());
  }

  /** Fetches what is seen and not there yet. */
  refresh() {
    const { scenario } = this;
    if (!scenario.session || !scenario.figures) return;
    const { kind } = settings;
    this.#need("values", `${scenario.session} ${scenario.revision}`,
      (signal) => api.communeValues(scenario.session, scenario.revision, signal), (table) => this.#takeValues(table));
    for (const name of fetched) {
      if (!settings.layers[name]) continue;
      this.#need(name, `${scenario.session} ${scenario.revision} ${kind}`,
        (signal) => api.layer(scenario.session, name, kind, scenario.revision, signal),
        (collection) => { this.data[name] = collection.features; });
    }
    if (!scenario.catchmentsAreWhole) {
      this.#need("catchments", `${scenario.session} ${scenario.revision}`,
        (signal) => api.layer(scenario.session, "catchments", null, scenario.revision, signal),
        (collection) => scenario.setLayers(null, collection));
    }
    this.#classify();
  }

  async #need(name, key, ask, take) {
    if (this.#have.get(name) === key) return;
    this.#have.set(name, key);
    this.#aborts.get(name)?.abort();
    const abort = new AbortController();
    this.#aborts.set(name, abort);
    try {
      const answer = await ask(abort.signal);
      if (this.#have.get(name) !== key) return;
      take(answer);
      this.#classify();
      this.dispatchEvent(new Event("change"));
    } catch (error) {
      if (error.name === "AbortError") return;
      if (this.#have.get(name) === key) this.#have.delete(name);
      // An older revision: the newer answer asks again. Anything else is told.
      if (error instanceof ApiError && error.status === 409) return;
      this.dispatchEvent(new CustomEvent("failure", { detail: { name, error } }));
    }
  }

  #takeValues(table) {
    const code = table.columns.indexOf("code");
    const rows = new Map(table.rows.map((row) => [row[code], row]));
    this.values = { columns: table.columns, rows };
  }

  valueOf(code, column) {
    const index = this.values?.columns.indexOf(column) ?? -1;
    return index < 0 ? null : this.values.rows.get(code)?.[index] ?? null;
  }

  #classify() {
    const figure = this.ground.figure(settings.figure);
    if (!this.values || !figure) return;
    const values = this.ground.communes.map((commune) => this.valueOf(commune.code, figure.id));
    this.classes = { figure, ...classesFor(figure.unit, values, this.ground.rangeOf(figure, values)) };
    this.dispatchEvent(new Event("change"));
  }

  #outline(feature) {
    let outline = this.#outlines.get(feature);
    if (!outline) {
      outline = new Outline(feature.geometry, this.ground.origin);
      this.#outlines.set(feature, outline);
    }
    return outline;
  }

  /** Catchments of the kind that is looked at, in a fixed order. */
  get shownCatchments() {
    return [...this.scenario.catchments.values()]
      .filter(({ properties }) => !settings.kind || properties.kind === settings.kind)
      .sort((a, b) => (catchmentKey(a.properties) < catchmentKey(b.properties) ? -1 : 1));
  }

  paintCommunes(context, frame) {
    frame.enterShapes(context);
    const { classes } = this;
    const isShaded = settings.layers.communes && classes;
    context.lineJoin = "round";
    for (const { code, outline } of this.ground.communes) {
      if (!frame.sees(outline.box)) continue;
      const value = isShaded ? this.valueOf(code, classes.figure.id) : null;
      context.fillStyle = !isShaded ? "#f3f1ec"
        : value === null ? missingColour : classes.colours[classes.indexOf(value)];
      if (!settings.online) {
        // On white, so that a class looks on the map as it does in the legend.
        const colour = context.fillStyle;
        context.fillStyle = "#fff";
        context.fill(outline.path, "evenodd");
        context.fillStyle = colour;
      }
      context.globalAlpha = isShaded ? shadeOpacity : settings.online ? 0 : 1;
      context.fill(outline.path, "evenodd");
      context.globalAlpha = 1;
    }
    context.globalAlpha = 1;
    context.strokeStyle = isShaded ? "rgba(255,255,255,0.75)" : "rgba(120,128,138,0.45)";
    context.lineWidth = (frame.zoom < 9 ? 0.5 : 0.9) / frame.scale;
    for (const { outline } of this.ground.communes) if (frame.sees(outline.box)) context.stroke(outline.path);
  }

  paintZones(context, frame) {
    frame.enterShapes(context);
    if (settings.layers.overlaps) {
      for (const feature of this.data.overlaps) {
        if (feature.properties.count < 2) continue;
        const outline = this.#outline(feature);
        context.fillStyle = overlapColours[Math.min(feature.properties.count, 4) - 2];
        context.globalAlpha = 0.62;
        context.fill(outline.path, "evenodd");
        context.globalAlpha = 1;
        context.strokeStyle = "#3f007d";
        context.lineWidth = 1 / frame.scale;
        context.stroke(outline.path);
      }
    }
    if (settings.layers.uncovered_zones) {
      const pattern = hatching(context, "rgba(40,48,58,0.62)", frame.ratio);
      pattern.setTransform(context.getTransform().inverse());
      context.fillStyle = pattern;
      for (const feature of this.data.uncovered_zones) context.fill(this.#outline(feature).path, "evenodd");
    }
  }

  paintCatchments(context, frame) {
    if (!settings.layers.catchments) return;
    frame.enterShapes(context);
    context.lineJoin = "round";
    const selected = settings.selection?.type === "site" ? settings.selection.id : null;
    for (const feature of this.shownCatchments) {
      const outline = this.#outline(feature);
      if (!frame.sees(outline.box)) continue;
      const { colour } = symbolOf(feature.properties.kind);
      const isSelected = feature.properties.site === selected;
      context.fillStyle = colour;
      context.globalAlpha = isSelected ? 0.26 : 0.1;
      context.fill(outline.path, "evenodd");
      context.globalAlpha = 0.85;
      context.strokeStyle = "#fff";
      context.lineWidth = (isSelected ? 5 : 3.4) / frame.scale;
      context.stroke(outline.path);
      context.globalAlpha = 1;
      context.strokeStyle = colour;
      context.lineWidth = (isSelected ? 2.6 : 1.6) / frame.scale;
      context.stroke(outline.path);
    }
  }

  paintGains(context, frame) {
    if (!settings.layers.gains) return;
    const stretch = Math.min(2.2, Math.max(0.55, (frame.zoom - 6.5) / 3));
    const isFar = frame.zoom < 10;
    frame.enterPixels(context);
    for (const { geometry, properties } of this.data.gains) {
      if (geometry?.type !== "Point" || !isGain(properties)) continue;
      const [x, y] = frame.place(geometry.coordinates[0], geometry.coordinates[1]);
      if (x < -20 || y < -20 || x > frame.width + 20 || y > frame.height + 20) continue;
      const radius = stretch * Math.min(9, 1.4 + Math.sqrt(properties.inhabitants ?? 0) / 11);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.globalAlpha = 0.78;
      context.fillStyle = direction(properties) > 0 ? gainColour : lossColour;
      context.fill();
      context.globalAlpha = 1;
      const crosses = properties.covered_before !== properties.covered_after;
      context.strokeStyle = crosses ? "#111" : "#fff";
      context.lineWidth = (crosses ? 1.6 : 0.7) * (isFar ? 0.6 : 1);
      context.stroke();
    }
  }
}

/** Gained minutes, or being reached at all, count as a gain; the other way round as a loss. */
export function direction(properties) {
  if (typeof properties.gain_minutes === "number") return properties.gain_minutes;
  const reached = (value) => (value === null || value === undefined ? 0 : 1);
  return reached(properties.minutes_after) - reached(properties.minutes_before);
}

const isGain = (properties) => Math.abs(direction(properties)) > 1e-6;
