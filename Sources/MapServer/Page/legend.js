// The legend: one description, for the page and for a picture.
import { classLabels, gainColour, lossColour, missingColour } from "./classes.js";
import { fill, h, svg } from "./dom.js";
import { minutes, number, percent, plain } from "./format.js";
import { kindName, kindShort, t, textOr } from "./language.js";
import { direction, overlapColours, shadeOpacity } from "./layers.js";
import { leastZoom } from "./population.js";
import { settings } from "./settings.js";
import { symbolElement, symbolOf } from "./symbols.js";

const writers = {
  minutes: (value) => minutes(value, Number.isInteger(value) ? 0 : 1),
  share: (value) => percent(value, Number.isInteger(value * 100) ? 0 : 1),
  inhabitants: (value) => number(value),
};

export const writerOf = (unit) => writers[unit] ?? ((value) => plain(value, Math.abs(value) >= 100 ? 0 : 2));

/** The name of a figure that communes are shaded by. */
export function figureName(figure) {
  if (!figure) return "";
  const column = figure.kind ? figure.id.replace(`${figure.kind}_`, "") : figure.id;
  const name = textOr(`figure_${column}`, textOr(`group_${column}`, column.replaceAll("_", " ")));
  return figure.kind ? `${name}, ${kindShort(figure.kind)}` : name;
}

/** How many people gain (1) or lose (−1), in brackets; nothing where nobody does. */
function peopleOf(gains, way) {
  const people = gains.reduce((sum, { properties }) =>
    (direction(properties) * way > 1e-6 ? sum + (properties.inhabitants ?? 0) : sum), 0);
  return people > 0 ? ` (${t("people_short", { count: number(people) })})` : "";
}

/**
 * What the legend says, by what is shown.
 * @returns {{title: string, entries: {mark: string, colour?: string, kind?: string, label: string}[]}[]}
 */
export function legendOf(layers, map) {
  const groups = [];
  const shown = settings.layers;
  const { classes } = layers;
  if (shown.communes && classes) {
    const labels = classLabels(classes, writerOf(classes.figure.unit), t);
    const entries = labels.map((label, index) => ({ mark: "fill", colour: classes.colours[index], label,
      opacity: shadeOpacity }));
    const lacks = layers.ground.communes.some((commune) => layers.valueOf(commune.code, classes.figure.id) === null);
    if (lacks) entries.push({ mark: "fill", colour: missingColour, label: t("legend_missing") });
    groups.push({ title: figureName(classes.figure), entries });
  }
  const kind = settings.kind;
  const land = [];
  if (shown.catchments && layers.shownCatchments.length) {
    const limit = layers.scenario.figures?.kinds?.[kind]?.minutes;
    land.push({ mark: "ring", colour: symbolOf(kind).colour,
      label: t("legend_catchment", { minutes: number(limit) }) });
  }
  if (shown.uncovered_zones) land.push({ mark: "hatch", label: t("legend_uncovered") });
  if (shown.overlaps) {
    [2, 3, 4].forEach((count, index) =>
      land.push({ mark: "fill", colour: overlapColours[index],
        label: t(count === 4 ? "legend_overlap_more" : "legend_overlap", { count }) }));
  }
  if (land.length) groups.push({ title: kindName(kind), entries: land });
  if (shown.gains) {
    groups.push({
      title: t("layer_gains"),
      entries: [
        { mark: "dot", colour: gainColour, label: t("legend_gain") + peopleOf(layers.data.gains, 1) },
        { mark: "dot", colour: lossColour, label: t("legend_loss") + peopleOf(layers.data.gains, -1) },
        { mark: "dot-ringed", colour: gainColour, label: t("legend_crosses") },
      ],
    });
  }
  if (shown.population && map.getZoom() >= leastZoom) {
    groups.push({ title: t("layer_population"), entries: [{ mark: "dot", colour: "#6c737b",
      label: t("legend_point") }] });
  }
  const kinds = [...new Set(layers.scenario.sites.map((site) => site.properties.kind))].sort();
  if (kinds.length) {
    const entries = kinds.map((name) => ({ mark: "symbol", kind: name, label: kindName(name) }));
    if (layers.scenario.sites.some((site) => site.properties.opened)) entries.push({ mark: "new",
      label: t("legend_opened") });
    groups.push({ title: t("legend_sites"), entries });
  }
  return groups;
}

function markElement({ mark, colour, kind, opacity = 1 }) {
  if (mark === "symbol") return symbolElement(kind, { size: 22 });
  const box = svg("svg", { viewBox: "0 0 22 14", width: 22, height: 14, class: "legend-mark", "aria-hidden": "true" });
  if (mark === "fill") box.append(svg("rect", { x: 0.5, y: 0.5, width: 21, height: 13, rx: 2, fill: colour,
    "fill-opacity": opacity, stroke: "rgba(0,0,0,.25)" }));
  if (mark === "ring") {
    box.append(svg("rect", {
      x: 1.5, y: 1.5, width: 19, height: 11, rx: 4, fill: colour, "fill-opacity": 0.14, stroke: colour,
        "stroke-width": 2,
    }));
  }
  if (mark === "hatch") {
    box.append(svg("rect", { x: 0.5, y: 0.5, width: 21, height: 13, rx: 2, fill: "#fff",
      stroke: "rgba(40,48,58,.5)" }));
    box.append(svg("path", { d: "M1 9 8 1M3 13 14 1M9 13 20 1M15 13l6-7", stroke: "rgba(40,48,58,.75)",
      "stroke-width": 1.2 }));
  }
  if (mark === "new") box.append(svg("circle", { cx: 11, cy: 7, r: 4.5, fill: "#f5c400", stroke: "#1b232c",
    "stroke-width": 1.8 }));
  if (mark.startsWith("dot")) {
    box.append(svg("circle", { cx: 11, cy: 7, r: 5, fill: colour, stroke: mark === "dot-ringed" ? "#111" : "#fff",
      "stroke-width": 1.6 }));
  }
  return box;
}

/** Writes the legend into an element. */
export function showLegend(element, layers, map) {
  fill(element, legendOf(layers, map).map(({ title, entries }) =>
    h("section", { class: "legend-group" },
      h("h3", { text: title }),
      h("ul", {}, entries.map((entry) => h("li", {}, markElement(entry), h("span", { text: entry.label })))))));
}
