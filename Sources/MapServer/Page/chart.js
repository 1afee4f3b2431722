// A line chart in SVG.
import { svg } from "./dom.js";
import { plain } from "./format.js";

const colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];
const dashes = [null, "7 3", "2 3", "9 3 2 3", "4 4", "1 3"];

/** Round steps for an axis of about so many ticks. */
function ticks(low, high, count) {
  const rough = (high - low) / count || 1;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * unit).find((size) => size >= rough);
  const values = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-6; value += step) values.push(value);
  return values;
}

/** @param {{name: string, points: [number, number|null][]}[]} series */
export function lineChart(series, { width, height, label }) {
  const known = series.flatMap(({ points }) => points).filter(([, y]) => typeof y === "number");
  const box = { left: 74, right: 16, top: 26, bottom: 30 + 18 * series.length };
  const [x0, x1] = [Math.min(...known.map(([x]) => x)), Math.max(...known.map(([x]) => x))];
  const top = Math.max(...known.map(([, y]) => y), 1);
  const x = (value) => box.left + ((value - x0) / Math.max(1, x1 - x0)) * (width - box.left - box.right);
  const y = (value) => height - box.bottom - (value / top) * (height - box.top - box.bottom);
  const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "img", "aria-label": label },
    svg("text", { x: 8, y: 16, class: "chart-title", text: label }),
    ticks(0, top, 5).map((value) => [
      svg("line", { x1: box.left, x2: width - box.right, y1: y(value), y2: y(value), class: "chart-grid" }),
      svg("text", { x: box.left - 8, y: y(value) + 4, "text-anchor": "end", text: plain(value, 1) }),
    ]),
    ticks(x0, x1, 8).filter(Number.isInteger).map((value) =>
      svg("text", { x: x(value), y: height - box.bottom + 18, "text-anchor": "middle", text: String(value) })));
  series.forEach(({ name, points }, place) => {
    const colour = colours[place % colours.length];
    const d = points.filter(([, value]) => typeof value === "number")
      .map(([px, py], index) => `${index ? "L" : "M"}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join("");
    const look = { stroke: colour, "stroke-width": 2.4, fill: "none",
      "stroke-dasharray": dashes[place % dashes.length] };
    const line = height - 18 * (series.length - place) + 4;
    chart.append(svg("path", { d, ...look }), svg("path", { d: `M${box.left} ${line - 4}h28`, ...look }),
      svg("text", { x: box.left + 36, y: line, text: name }));
  });
  return chart;
}
