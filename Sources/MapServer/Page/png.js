// A picture of the map with title, legend, scale and attribution, painted from the layers.
import { roadsUnder } from "./base-map.js";
import { number, percent } from "./format.js";
import { kindName, momentName, t } from "./language.js";
import { legendOf } from "./legend.js";
import { hatching } from "./painting.js";
import { settings } from "./settings.js";
import { paintSymbol } from "./symbols.js";

const ratio = 3, margin = 24, headHeight = 66, legendWidth = 250, footHeight = 36;
const font = (weight, size) => `${weight} ${size}px system-ui, -apple-system, "Segoe UI", sans-serif`;

function wrapped(context, text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (context.measureText(longer).width <= width || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function paintMark(context, entry, x, y) {
  const { mark, colour, kind, opacity = 1 } = entry;
  context.save();
  context.lineWidth = 1;
  if (mark === "symbol") paintSymbol(context, kind, x + 11, y, 8);
  else if (mark.startsWith("dot") || mark === "new") {
    context.beginPath();
    context.arc(x + 11, y, 5, 0, 2 * Math.PI);
    context.fillStyle = mark === "new" ? "#f5c400" : colour;
    context.fill();
    context.strokeStyle = mark === "dot" ? "#fff" : "#111";
    context.lineWidth = 1.6;
    context.stroke();
  } else {
    context.beginPath();
    context.rect(x, y - 7, 22, 14);
    context.globalAlpha = mark === "ring" ? 0.15 : opacity;
    context.fillStyle = mark === "hatch" ? hatching(context, "rgba(40,48,58,0.75)", 1) : colour;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = mark === "ring" ? colour : "rgba(0,0,0,0.3)";
    context.lineWidth = mark === "ring" ? 2 : 1;
    context.stroke();
  }
  context.restore();
}

/** @returns {number} where it ends */
function paintLegend(context, groups, x, y) {
  for (const { title, entries } of groups) {
    context.font = font(700, 13);
    context.fillStyle = "#1b232c";
    for (const line of wrapped(context, title, legendWidth - margin)) {
      context.fillText(line, x, y);
      y += 18;
    }
    context.font = font(400, 12.5);
    for (const entry of entries) {
      paintMark(context, entry, x, y);
      context.fillStyle = "#2b3640";
      for (const line of wrapped(context, entry.label, legendWidth - margin - 34)) {
        context.fillText(line, x + 32, y);
        y += 17;
      }
      y += 3;
    }
    y += 12;
  }
  return y;
}

/** A scale bar of a round length. */
function paintScale(context, map, x, y) {
  const size = map.getSize();
  const metresPerPixel = map.distance(map.containerPointToLatLng([0, size.y / 2]),
    map.containerPointToLatLng([100, size.y / 2])) / 100;
  const longest = 130 * metresPerPixel;
  const unit = 10 ** Math.floor(Math.log10(longest));
  const metres = [5, 2, 1].map((factor) => factor * unit).find((length) => length <= longest) ?? unit;
  const width = metres / metresPerPixel;
  context.strokeStyle = "#1b232c";
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(x, y - 6);
  context.lineTo(x, y);
  context.lineTo(x + width, y);
  context.lineTo(x + width, y - 6);
  context.stroke();
  context.font = font(500, 11.5);
  context.fillStyle = "#1b232c";
  context.fillText(metres >= 1000 ? `${number(metres / 1000)} km` : `${number(metres)} m`, x + width + 8, y - 4);
}

/** The map as it is seen, on a canvas with everything that a reader needs beside it. */
export function pictureCanvas(view, ground) {
  const frame = view.pictureFrame(ratio);
  const scenario = view.layers.scenario;
  const canvas = document.createElement("canvas");
  const groups = legendOf(view.layers, view.map);
  const legendHeight = paintLegend(document.createElement("canvas").getContext("2d"), groups, 0, 10);
  const mapHeight = Math.max(frame.height + footHeight, legendHeight);
  const width = margin * 2 + frame.width + legendWidth, height = headHeight + mapHeight + margin;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const map = document.createElement("canvas");
  map.width = frame.width * ratio;
  map.height = frame.height * ratio;
  view.paintPicture(map.getContext("2d"), frame);

  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.textBaseline = "middle";
  context.fillStyle = "#1b232c";
  context.font = font(700, 21);
  context.fillText(scenario.name || ground.territory.name, margin, 28, width - 2 * margin);
  const figures = scenario.figures?.kinds?.[settings.kind];
  const facts = [
    ground.territory.name, scenario.year, scenario.moment ? momentName(scenario.moment) : null,
    figures ? t("png_covered", { kind: kindName(settings.kind), covered: number(figures.covered_inhabitants),
      share: percent(figures.covered_share) }) : null,
  ].filter(Boolean).join(" · ");
  context.font = font(400, 13.5);
  context.fillStyle = "#4b5763";
  context.fillText(facts, margin, 52, width - 2 * margin);
  context.drawImage(map, margin, headHeight, frame.width, frame.height);
  context.strokeStyle = "#c3cad2";
  context.strokeRect(margin + 0.5, headHeight + 0.5, frame.width - 1, frame.height - 1);
  paintLegend(context, groups, margin + frame.width + margin, headHeight + 10);
  paintScale(context, view.map, margin, headHeight + frame.height + 24);
  context.font = font(400, 11.5);
  context.fillStyle = "#5b6775";
  context.fillText([ground.attribution, "Maillage"].filter(Boolean).join(" · "), margin,
    headHeight + frame.height + 46, width - 2 * margin);
  return canvas;
}

/** @returns {Promise<Blob>} a PNG */
export async function pictureOf(view, ground) {
  await roadsUnder(view.pictureFrame(ratio));
  const canvas = pictureCanvas(view, ground);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t("png_failed")))), "image/png"));
}
