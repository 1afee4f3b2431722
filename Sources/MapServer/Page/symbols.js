// What a kind of site looks like: a shape, a colour and a letter, so that none of the three has to be told apart alone.
import { svg } from "./dom.js";

// Okabe and Ito (2008), which people with any colour vision tell apart.
const black = "#1b1f24", orange = "#E69F00", skyBlue = "#56B4E9", green = "#009E73", blue = "#0072B2",
  vermilion = "#D55E00", purple = "#CC79A7";

const kinds = {
  msp: ["circle", blue, "M"],
  cds: ["square", green, "C"],
  nurse_pool: ["triangle", orange, "I"],
  temporary_stay: ["pentagon", purple, "T"],
  mmg: ["hexagon", black, "G"],
  emergency: ["cross", vermilion, "U"],
  hospital: ["square", vermilion, "H"],
  ehpad: ["pentagon", skyBlue, "E"],
  pharmacy: ["cross", green, "P"],
  general_practice: ["circle", skyBlue, "D"],
  cabinet: ["circle", skyBlue, "D"],
  secondary_practice: ["circle", orange, "S"],
  nurse_practice: ["triangle", skyBlue, "N"],
  mobile_unit: ["diamond", orange, "V"],
  telemedicine: ["diamond", skyBlue, "@"],
  consultation_avancee: ["diamond", purple, "A"],
  ssiad: ["hexagon", green, "S"],
  had: ["hexagon", purple, "D"],
  cpts: ["octagon", blue, "P"],
  dac: ["octagon", black, "A"],
};
const shapes = ["hexagon", "diamond", "octagon", "pentagon"];

/** @returns {{shape: string, colour: string, letter: string, ink: string}} */
export function symbolOf(kind) {
  const known = kinds[kind];
  const sum = [...kind].reduce((total, letter) => total + letter.codePointAt(0), 0);
  const [shape, colour, letter] = known ?? [shapes[sum % shapes.length], "#5b6775", [...kind][0]?.toUpperCase() ?? "?"];
  return { shape, colour, letter, ink: [orange, skyBlue, purple].includes(colour) ? black : "#fff" };
}

/** The corners of a shape on a circle of radius 1; null for the circle itself. */
function corners(shape) {
  const regular = (count, turn = -Math.PI / 2) =>
    Array.from({ length: count }, (_, index) => {
      const angle = turn + (2 * Math.PI * index) / count;
      return [Math.cos(angle), Math.sin(angle)];
    });
  switch (shape) {
    case "square": return [[-0.86, -0.86], [0.86, -0.86], [0.86, 0.86], [-0.86, 0.86]];
    case "triangle": return [[0, -1.12], [1.08, 0.82], [-1.08, 0.82]];
    case "diamond": return [[0, -1.16], [1.16, 0], [0, 1.16], [-1.16, 0]];
    case "pentagon": return regular(5).map(([x, y]) => [x * 1.1, y * 1.1]);
    case "hexagon": return regular(6, 0).map(([x, y]) => [x * 1.05, y * 1.05]);
    case "octagon": return regular(8, Math.PI / 8).map(([x, y]) => [x * 1.05, y * 1.05]);
    case "cross": {
      const a = 0.5, b = 1.02;
      return [[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a],
        [-a, -a]];
    }
    default: return null;
  }
}

const sinking = { triangle: 0.22, pentagon: 0.06 };

/**
 * A symbol as an SVG element.
 * @param {{size?: number, number?: number, ghost?: boolean}} [look] `number` in place of the letter; `ghost` for a
 *   proposal, which is not there yet
 */
export function symbolElement(kind, { size = 28, number = null, ghost = false } = {}) {
  const { shape, colour, letter, ink } = symbolOf(kind);
  const points = corners(shape);
  const look = ghost
    ? { fill: "#fff", stroke: colour, "stroke-width": 0.2, "stroke-dasharray": "0.34 0.2" }
    : { fill: colour, stroke: "#fff", "stroke-width": 0.22 };
  const outline = points
    ? svg("polygon", { points: points.map((point) => point.join(",")).join(" "), "stroke-linejoin": "round", ...look })
    : svg("circle", { r: 1, ...look });
  const text = svg("text", {
    x: 0, y: 0.37 + (sinking[shape] ?? 0), "text-anchor": "middle", "font-size": shape === "triangle" ? 0.92 : 1.06,
    "font-weight": 700, fill: ghost ? "#1b1f24" : ink, text: number === null ? letter : String(number),
  });
  return svg("svg", {
    viewBox: "-1.4 -1.4 2.8 2.8", width: size, height: size, class: "symbol", "aria-hidden": "true", focusable: "false",
  }, outline, text);
}

/** Draws a symbol on a canvas around a place. */
export function paintSymbol(context, kind, x, y, radius) {
  const { shape, colour, letter, ink } = symbolOf(kind);
  const points = corners(shape);
  context.save();
  context.translate(x, y);
  context.beginPath();
  if (points) points.forEach(([px, py], index) => context[index ? "lineTo" : "moveTo"](px * radius, py * radius));
  else context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.closePath();
  context.fillStyle = colour;
  context.strokeStyle = "#fff";
  context.lineWidth = radius * 0.24;
  context.lineJoin = "round";
  context.fill();
  context.stroke();
  context.fillStyle = ink;
  context.font = `700 ${radius * 1.06}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(letter, 0, radius * (0.37 + (sinking[shape] ?? 0)));
  context.restore();
}
