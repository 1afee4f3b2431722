// The ground: the territory's own roads, or pictures from elsewhere where somebody asks for them.
import * as L from "/leaflet/leaflet.esm.min.js";
import { api } from "./api.js";
import { mercator } from "./painting.js";

const kept = new Map();
/** Tiles that have come, to be painted without waiting. */
const atHand = new Map();
const longestKept = 400;

/** The roads of a tile, fetched once. */
function roadsOf({ z, x, y }, signal) {
  const key = `${z}/${x}/${y}`;
  if (!kept.has(key)) {
    const answer = api.roads(z, x, y, signal).then((collection) => {
      atHand.set(key, collection.features);
      return collection.features;
    });
    answer.catch(() => kept.delete(key));
    kept.set(key, answer);
    if (kept.size > longestKept) {
      const oldest = kept.keys().next().value;
      kept.delete(oldest);
      atHand.delete(oldest);
    }
  }
  return kept.get(key);
}

const ranks = [
  [/motorway|trunk/, 4], [/primary/, 3], [/secondary/, 2], [/tertiary/, 1],
];

/** How large a road is drawn, 0 to 4, from its class or else its speed. */
function rankOf({ class: name, kmh }) {
  for (const [pattern, rank] of ranks) if (pattern.test(String(name ?? ""))) return rank;
  if (name === undefined || name === null) return kmh >= 100 ? 4 : kmh >= 80 ? 3 : kmh >= 60 ? 2 : kmh >= 45 ? 1 : 0;
  return 0;
}

const widths = [0.7, 1.1, 1.6, 2.2, 2.8];
// Dark and see-through: they are told from light and from dark classes alike.
const colours = ["rgba(27,33,41,.3)", "rgba(27,33,41,.36)", "rgba(27,33,41,.46)", "rgba(27,33,41,.56)",
  "rgba(27,33,41,.66)"];

/** Draws the roads of a tile on a canvas whose corner is the tile's. */
export function paintRoads(context, features, { z, x, y }, size = 256) {
  const scale = (2 ** z * size) / 256;
  const stretch = Math.min(1.7, Math.max(0.55, (z - 6) / 6));
  const byRank = [[], [], [], [], []];
  for (const feature of features) byRank[rankOf(feature.properties ?? {})].push(feature.geometry);
  context.lineCap = context.lineJoin = "round";
  byRank.forEach((geometries, rank) => {
    if (!geometries.length) return;
    context.beginPath();
    for (const geometry of geometries) {
      const lines = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
      for (const line of lines) {
        line.forEach(([longitude, latitude], index) => {
          const [px, py] = mercator(longitude, latitude);
          context[index ? "lineTo" : "moveTo"](px * scale - x * size, py * scale - y * size);
        });
      }
    }
    context.strokeStyle = colours[rank];
    context.lineWidth = widths[rank] * stretch;
    context.stroke();
  });
}

/** Tiles of the territory's roads. */
export const RoadLayer = L.GridLayer.extend({
  createTile(coordinates, done) {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const tile = document.createElement("canvas");
    tile.width = tile.height = 256 * ratio;
    roadsOf(coordinates).then(
      (features) => {
        const context = tile.getContext("2d");
        context.scale(ratio, ratio);
        paintRoads(context, features, coordinates);
        done(null, tile);
      },
      (error) => done(error, tile));
    return tile;
  },
});

/** The tiles that a frame sees, and the size of one on it. */
function tilesOf(frame) {
  const z = Math.round(frame.zoom);
  const size = 256 * 2 ** (frame.zoom - z);
  const range = (start, length) => [Math.floor(start / size), Math.floor((start + length) / size)];
  const [x0, x1] = range(frame.left, frame.width), [y0, y1] = range(frame.top, frame.height);
  const tiles = [];
  for (let x = x0; x <= x1; x += 1) for (let y = y0; y <= y1; y += 1) tiles.push({ z, x, y });
  return { tiles, size };
}

/** Waits for the roads that a frame sees; those that do not come are left out. */
export const roadsUnder = (frame) => Promise.allSettled(tilesOf(frame).tiles.map((tile) => roadsOf(tile)));

/** Paints the roads that have come under a frame. */
export function paintRoadsUnder(context, frame) {
  const { tiles, size } = tilesOf(frame);
  for (const tile of tiles) {
    const features = atHand.get(`${tile.z}/${tile.x}/${tile.y}`);
    if (!features) continue;
    frame.enterPixels(context);
    context.save();
    context.translate(tile.x * size - frame.left, tile.y * size - frame.top);
    context.scale(size / 256, size / 256);
    context.beginPath();
    context.rect(0, 0, 256, 256);
    context.clip();
    paintRoads(context, features, tile);
    context.restore();
  }
}

/** Pictures of a map from elsewhere. */
export function onlineTiles({ url, attribution }) {
  return L.tileLayer(url, { attribution: plainText(attribution), maxZoom: 19, pane: "online",
    referrerPolicy: "no-referrer" });
}

/** Leaflet takes attributions for HTML: text from the server goes in as text. */
export function plainText(text) {
  const element = document.createElement("span");
  element.textContent = text ?? "";
  return element.innerHTML;
}
